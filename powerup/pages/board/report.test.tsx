// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import type { Job, JobFailure } from "../../../core/contract/jobs.ts"
import { ApiError } from "../../client/index.ts"
import { doneJob, job, jobAnswer, trelloId } from "../testing/boardSamples.ts"
import { boardClient, button, newest, openBoardPage, times } from "../testing/boardStage.tsx"
import type { FakeClient } from "../testing/fakeClient.ts"
import { DESIGN } from "../testing/samples.ts"
import type { Shown } from "../testing/show.tsx"

const failures: JobFailure[] = [
  { card: trelloId("d1", 4), code: "miro_refused_card" },
  { card: trelloId("d1", 99), code: "card_not_found" },
]

/** Opens the report of an ended job from the list of earlier ones. */
async function report(
  changes: Partial<Job> = {},
  fake: FakeClient = boardClient(),
): Promise<Shown> {
  fake.answers.listJobs = () => ({ jobs: [doneJob(changes)], onMiro: "" })
  const shown = openBoardPage({ fake })
  await shown.user.click(await button(/^Show: /))
  return shown
}

const countOf = (words: string) =>
  screen.getByText(words, { selector: "dt" }).nextElementSibling?.textContent

describe("the report", () => {
  it("says what became of the cards and opens the Miro board", async () => {
    await report()
    await screen.findByText("47 cards are on “Roadmap”.")
    expect(["New", "Updated", "Unchanged", "Failed"].map(countOf)).toEqual(["40", "5", "2", "0"])
    const link = screen.getByRole("link", { name: "Open in Miro" })
    expect(link.getAttribute("href")).toBe(job().url)
    expect(link.getAttribute("rel")).toContain("noopener")
  })

  it("is found again after the window was closed, with when that was", async () => {
    openBoardPage({ fake: earlier() })
    const list = await screen.findByRole("region", { name: "Earlier on this board" })
    within(list).getByText("47 cards pushed to “Roadmap”")
    expect(within(list).getByText("1 minute ago")).toBeTruthy()
  })

  it("speaks of one card as one", async () => {
    await report({ total: 1, done: 1, created: 1, updated: 0, unchanged: 0 })
    expect(await screen.findByText("1 card is on “Roadmap”.")).toBeTruthy()
  })

  it("names each card that failed, why, what to do, and opens it", async () => {
    const { host, user } = await report({ failed: 2, updated: 3, failures })
    await screen.findByText("45 cards are on “Roadmap”.")
    screen.getByText("2 cards could not be done: see below.")
    const [first, second] = within(
      screen.getByRole("region", { name: "What could not be done" }),
    ).getAllByRole("listitem")
    expect(first?.textContent).toContain("Write the words")
    expect(first?.textContent).toContain("Miro did not take this card. Open the card, shorten")
    expect(second?.textContent).toContain("A card that you do not see")
    await user.click(await button("Open the card “Write the words”"))
    expect(host.opened).toEqual([trelloId("d1", 4)])
  })

  it("says how many more failed than it names", async () => {
    await report({ failed: 12, updated: 0, unchanged: 0, created: 35, failures })
    expect(await screen.findByText("10 more failed.")).toBeTruthy()
  })

  it("tells what was left out", async () => {
    const special = [{ role: "template" as const, pushed: false, count: 1, cards: [] }]
    await report({ special })
    expect(await screen.findByText("Special cards: 1 left out")).toBeTruthy()
  })
})

function earlier(): FakeClient {
  const fake = boardClient()
  fake.answers.listJobs = () => ({ jobs: [doneJob()], onMiro: "" })
  return fake
}

describe("pushing again", () => {
  it("plans the same selection for the same Miro board, before anything is sent", async () => {
    const fake = boardClient()
    const { user } = await report({ miroBoard: { id: "uXjVBoard2=", name: "Retro" } }, fake)
    await user.click(await button("Push again"))
    await screen.findByRole("heading", { name: "Push to “Retro”" })
    await button("Push 6 cards")
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({ miroBoard: { id: "uXjVBoard2=" } }),
    )
    expect(times(fake, "startJob")).toBe(0)
  })

  it("keeps what was selected, and “Push more cards” does not", async () => {
    const fake = boardClient()
    fake.answers.startJob = () => jobAnswer(doneJob(), "")
    const { user } = openBoardPage({ fake, args: { list: trelloId("a1", 2) } })
    await user.click(await button(/^Push 6 cards/))
    await user.click(await button("Push again"))
    await screen.findByText("2 of 6 cards selected")
    await user.click(await button(/^Push 6 cards/))
    await user.click(await button("Push more cards"))
    expect(await screen.findByText("6 of 6 cards selected")).toBeTruthy()
  })
})

describe("undo", () => {
  it("says how many cards go and which stay, and starts only on Yes", async () => {
    const fake = boardClient()
    const undoing = job({ id: "U".repeat(22), kind: "remove", done: 0, total: 40, undoable: 0 })
    fake.answers.undoJob = () => jobAnswer(undoing)
    const { user } = await report({}, fake)
    await user.click(await button("Undo"))
    screen.getByRole("heading", { name: "Take 40 cards off “Roadmap” again?" })
    screen.getByText(/Those that were there before stay/)
    await user.click(await button("Keep them"))
    expect(times(fake, "undoJob")).toBe(0)
    expect(document.activeElement).toBe(await button("Undo"))
    await user.click(await button("Undo"))
    await user.click(await button("Remove 40 cards"))
    await screen.findByRole("heading", { name: "Removing from “Roadmap”" })
    screen.getByRole("progressbar", { name: "0 of 40 cards" })
    expect(newest(fake, "undoJob")).toEqual({ job: "J".repeat(22), connection: DESIGN })
  })

  it("is not offered where nothing is left to take off, nor for a removal", async () => {
    const { page } = await report({ undoable: 0 })
    await screen.findByText("47 cards are on “Roadmap”.")
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull()
    page.unmount()
    await report({ kind: "remove", created: 0, updated: 0, unchanged: 0, removed: 47 })
    await screen.findByText("47 cards were removed from “Roadmap”. On Trello nothing changed.")
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull()
    expect(countOf("Removed")).toBe("47")
  })

  it("says why it cannot be done", async () => {
    const fake = boardClient()
    fake.answers.undoJob = () => Promise.reject(new ApiError("job_of_somebody_else"))
    const { user } = await report({ mine: false }, fake)
    await user.click(await button("Undo"))
    await user.click(await button("Remove 40 cards"))
    expect(
      await screen.findByText(/Somebody else started this, and your Miro account may not edit/),
    ).toBeTruthy()
  })
})
