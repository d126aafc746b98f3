// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { EVERY_CARD, SPECIAL_ROLES, type SpecialCards } from "../../../core/contract/jobs.ts"
import { ApiError } from "../../client/index.ts"
import { job, jobAnswer, plan, trelloId } from "../testing/boardSamples.ts"
import {
  boardClient,
  box,
  button,
  newest,
  openBoardPage as open,
  times,
  watching,
} from "../testing/boardStage.tsx"
import type { FakeClient } from "../testing/fakeClient.ts"
import { DESIGN, miroBoard } from "../testing/samples.ts"
import { SPECIAL_TEXTS } from "./texts.ts"

function planned(changes: Parameters<typeof plan>[0]): FakeClient {
  const fake = boardClient()
  fake.answers.planJob = () => plan(changes)
  return fake
}

const countOf = (words: string) =>
  screen.getByText(words, { selector: "dt" }).nextElementSibling?.textContent

describe("before anything is sent", () => {
  it("says how many cards, what becomes of them, how long it takes and who sees it", async () => {
    const miro = miroBoard(1, "Roadmap", { audience: "link_can_view" })
    const changes = { total: 1_234, created: 1_200, updated: 30, unchanged: 4, miroBoard: miro }
    open({ fake: planned(changes) })
    await button("Push 1,234 cards")
    expect(["New", "Updated", "Unchanged"].map(countOf)).toEqual(["1,200", "30", "4"])
    screen.getByText("1,200 new, 30 updated, 4 unchanged", { selector: "[role=status]" })
    screen.getByText("It takes about 2 minutes.")
    screen.getByText("Everyone with the link can view")
  })

  it("draws where new cards land, and tells it in words", async () => {
    open()
    const picture = await screen.findByRole("figure", { name: "Where new cards land" })
    const told = within(picture).getAllByRole("listitem")
    expect(told.map(({ textContent }) => textContent)).toEqual([
      "To do: 3 cards, in a new frame",
      "Doing: 2 cards",
    ])
    within(picture).getByText("A dashed line marks a frame that is made for a list.")
    expect(picture.querySelectorAll(".picture__frame")).toHaveLength(3)
    expect(picture.querySelectorAll(".picture__frame--new")).toHaveLength(1)
  })

  it("draws no frame for a list that has none and gets no card", async () => {
    const columns = plan().columns.map((column) => ({ ...column, newFrame: true }))
    open({ fake: planned({ columns }) })
    const picture = await screen.findByRole("figure", { name: "Where new cards land" })
    expect(picture.querySelectorAll(".picture__frame")).toHaveLength(2)
  })

  it("draws nothing where no card is new", async () => {
    const columns = plan().columns.map((column) => ({ ...column, created: 0 }))
    open({ fake: planned({ created: 0, updated: 6, columns }) })
    await button("Push 6 cards")
    expect(screen.queryByRole("figure")).toBeNull()
  })

  it("starts nothing on a board that one may only view, and says why", async () => {
    const miro = miroBoard(1, "Roadmap", { canEdit: false })
    const { user } = open({ fake: planned({ miroBoard: miro }) })
    await screen.findByText("Your Miro account may only view this board.")
    expect(screen.queryByRole("button", { name: /^Push/ })).toBeNull()
    await user.click(
      screen.getAllByRole("button", { name: "Choose another board" })[1] ?? document.body,
    )
    await screen.findByRole("heading", { name: "Choose a Miro board" })
  })

  it("says so when only special cards are left", async () => {
    const special: SpecialCards[] = [{ role: "separator", pushed: false, count: 2, cards: [] }]
    open({ fake: planned({ total: 0, created: 0, updated: 0, special }) })
    await screen.findByText("No card matches, so there is nothing to push.")
    screen.getByText("Special cards: 2 left out")
    expect(screen.queryByRole("button", { name: /^Push/ })).toBeNull()
  })
})

describe("special cards", () => {
  it("are named, with what becomes of them and why", async () => {
    const special: SpecialCards[] = [
      { role: "mirror", pushed: false, count: 3, cards: [trelloId("d1", 4), trelloId("d1", 99)] },
      { role: "link", pushed: true, count: 1, cards: [trelloId("d1", 1)] },
    ]
    open({ fake: planned({ special }) })
    await screen.findByText("Special cards: 3 left out, 1 pushed as they are")
    expect(screen.getByText("3 mirror cards").parentElement?.textContent).toBe(
      "3 mirror cards, left out. A mirror shows a card that is somewhere else. Push that card where it is.",
    )
    screen.getByText("Write the words · and 2 more")
    expect(screen.getByText("1 link card").parentElement?.textContent).toContain("pushed")
  })

  it("have words for every role", () => {
    for (const role of SPECIAL_ROLES) expect(SPECIAL_TEXTS[role].why).toMatch(/^\p{Lu}.*\.$/u)
  })
})

describe("custom fields", () => {
  const fields = { customFields: ["Estimate", "Priority"], shownCustomFields: ["Priority"] }

  it("are as the Miro board shows them until somebody chooses, by name", async () => {
    const { fake, user } = open({ fake: planned(fields) })
    await screen.findByText("Custom fields on the cards: 1")
    await waitFor(() => expect(newest(fake, "planJob")).toMatchObject({ customFields: null }))
    await user.click(await box("Estimate"))
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({ customFields: ["Priority", "Estimate"] }),
    )
    screen.getByText(/Everyone who can open the Miro board sees them/)
  })

  it("stay within ten", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Field ${index}`)
    open({ fake: planned({ customFields: names, shownCustomFields: names.slice(0, 10) }) })
    expect(((await box("Field 11")) as HTMLInputElement).disabled).toBe(true)
    expect(((await box("Field 1")) as HTMLInputElement).disabled).toBe(false)
  })

  it("are not offered where the Trello board has none", async () => {
    open()
    await button("Push 6 cards")
    expect(screen.queryByText(/Custom fields/)).toBeNull()
  })
})

describe("starting", () => {
  it("sends what was planned, remembers the board and shows how far it is", async () => {
    const fake = boardClient()
    fake.answers.startJob = () => jobAnswer(job({ total: 6, done: 0 }))
    const { host, user } = open({ fake })
    await user.click(await button("Push 6 cards"))
    await screen.findByRole("heading", { name: "Pushing to “Roadmap”" })
    expect(newest(fake, "startJob")).toEqual({
      kind: "push",
      miroBoard: { id: "uXjVBoard1=", name: "Roadmap" },
      connection: DESIGN,
      selection: EVERY_CARD,
      customFields: null,
      locale: "en-GB",
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
    expect(host.data.get("board/private/last")).toMatchObject({ audience: "invited" })
    const heading = screen.getByRole("heading", { name: "Pushing to “Roadmap”" })
    await waitFor(() => expect(document.activeElement).toBe(heading))
  })

  it("waits for the count of the present selection", async () => {
    const { fake, user } = open()
    await button("Push 6 cards")
    await user.click(await box(/^To do/))
    await user.click(await button("Counting the cards"))
    expect(times(fake, "startJob")).toBe(0)
  })

  it("watches the push that somebody else started a moment ago", async () => {
    const fake = boardClient()
    fake.answers.startJob = () => {
      Object.assign(fake.answers, watching(job({ mine: false })).answers)
      throw new ApiError("job_running")
    }
    const { user } = open({ fake })
    await user.click(await button("Push 6 cards"))
    await screen.findByText(/yours was not started/)
    screen.getByText("Somebody else on this Trello board started this.")
    expect(screen.getByRole("progressbar", { name: "23 of 47 cards" })).toBeTruthy()
  })

  it("says so when that push is over already, and takes another press", async () => {
    const fake = boardClient()
    fake.answers.startJob = () => Promise.reject(new ApiError("job_running"))
    const { user } = open({ fake })
    await user.click(await button("Push 6 cards"))
    await screen.findByText(/are being pushed to that Miro board or removed/)
    fake.answers.startJob = () => jobAnswer(job())
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull()
    await user.click(await button("Push 6 cards"))
    expect(await screen.findByRole("progressbar")).toBeTruthy()
  })
})

describe("what goes wrong with a plan", () => {
  it("is said in words with the next step", async () => {
    const fake = boardClient()
    fake.answers.planJob = () =>
      Promise.reject(new ApiError("reauth_required", { provider: "miro" }))
    const { user } = open({ fake })
    await user.click(await button("Reauthorize"))
    expect(await button("Connect Miro")).toBeTruthy()
  })

  it.each([
    ["no_cards", "No card matches, so there is nothing to push."],
    ["too_many_cards", /more than 5,000 cards/],
  ] as const)("has no retry for %s", async (code, words) => {
    const fake = boardClient()
    fake.answers.planJob = () => Promise.reject(new ApiError(code))
    open({ fake })
    await screen.findByText(words)
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull()
  })
})
