// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { ApiError } from "../../client/index.ts"
import { DOING, job, jobAnswer, plan } from "../testing/boardSamples.ts"
import { boardClient, box, button, newest, openBoardPage, times } from "../testing/boardStage.tsx"
import type { FakeClient } from "../testing/fakeClient.ts"
import { connected, DESIGN, MARKETING, miroConnection } from "../testing/samples.ts"

const boards = [
  { id: "uXjVBoard1=", name: "Roadmap", cards: 47 },
  { id: "uXjVBoard2=", name: "Retro", cards: 1 },
]

function removing(linked = boards): FakeClient {
  const fake = boardClient()
  fake.answers.linkedBoards = () => ({ boards: linked })
  fake.answers.planJob = () =>
    plan({ total: 4, created: 0, updated: 0, removed: 4, columns: [], customFields: ["Estimate"] })
  fake.answers.startJob = () => jobAnswer(job({ kind: "remove", total: 4, done: 0 }))
  return fake
}

const open = (fake: FakeClient, args: Readonly<Record<string, unknown>> = {}, data = {}) =>
  openBoardPage({ fake, data, args: { kind: "remove", ...args } })

describe("removing from Miro", () => {
  it("asks from which Miro board, with how many cards each holds", async () => {
    const { fake, user } = open(removing())
    await screen.findByText("From which Miro board?")
    screen.getByText("47 cards")
    screen.getByText("1 card")
    await user.click(await button("Retro"))
    await screen.findByRole("heading", { name: "Remove from “Retro”" })
    await button("Remove 4 cards")
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({
        kind: "remove",
        miroBoard: { id: "uXjVBoard2=", name: "Retro" },
      }),
    )
    await user.click(await button("Choose another board"))
    await button("Roadmap")
  })

  it("goes to the only one, with the list that it was asked for", async () => {
    const { fake } = open(removing(boards.slice(0, 1)), { list: DOING })
    await screen.findByRole("heading", { name: "Remove from “Roadmap”" })
    await button("Remove 4 cards")
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({ selection: { lists: [DOING] } }),
    )
    expect(screen.queryByRole("button", { name: "Choose another board" })).toBeNull()
  })

  it("asks before it removes, with the number, and leaves everything on No", async () => {
    const { fake, user } = open(removing(boards.slice(0, 1)))
    await user.click(await button("Remove 4 cards"))
    screen.getByRole("heading", { name: "Remove 4 cards from “Roadmap”?" })
    screen.getByText(/The Trello cards stay as they are\.$/, { selector: ".confirm p" })
    await user.click(await button("Keep them"))
    expect(times(fake, "startJob")).toBe(0)
    await user.click(await button("Remove 4 cards"))
    await user.click(await button("Remove 4 cards"))
    await screen.findByRole("heading", { name: "Removing from “Roadmap”" })
    expect(newest(fake, "startJob")).toMatchObject({ kind: "remove", connection: DESIGN })
  })

  it("does not change which Miro board is pushed to next", async () => {
    const { host, user } = open(removing(boards.slice(0, 1)))
    await user.click(await button("Remove 4 cards"))
    await user.click(await button("Remove 4 cards"))
    await screen.findByRole("progressbar")
    expect(host.data.has("board/private/last")).toBe(false)
  })

  it("finds the Miro team that the board is in", async () => {
    const fake = removing(boards.slice(0, 1))
    fake.connections = { ...connected, miro: [miroConnection(DESIGN), miroConnection(MARKETING)] }
    fake.answers.planJob = ({ connection }) => {
      if (connection === DESIGN) throw new ApiError("miro_board_not_found", { provider: "miro" })
      return plan({ total: 4, removed: 4, columns: [] })
    }
    const { user } = open(fake)
    await user.click(await button("Remove 4 cards"))
    await user.click(await button("Remove 4 cards"))
    await screen.findByRole("progressbar")
    expect(newest(fake, "startJob")).toMatchObject({ connection: MARKETING })
  })

  it("offers nothing that only a push has", async () => {
    open(removing(boards.slice(0, 1)))
    await button("Remove 4 cards")
    expect(screen.queryByText(/Custom fields/)).toBeNull()
    expect(screen.queryByRole("figure")).toBeNull()
    expect(screen.queryByRole("checkbox", { name: /no Miro board yet/ })).toBeNull()
  })

  it("leaves the count to the Worker where the page sees no card, since archived ones may be there", async () => {
    const fake = removing(boards.slice(0, 1))
    openBoardPage({ fake, data: {}, args: { kind: "remove" }, cards: [] })
    expect(await button("Remove 4 cards")).toBeTruthy()
  })

  it("says so when nothing is on Miro, and offers to push instead", async () => {
    const { user } = open(removing([]), {}, {})
    await screen.findByText("No card of this Trello board is on a Miro board.")
    await user.click(await button("Push cards to Miro instead"))
    expect(await screen.findByRole("heading", { name: "Choose a Miro board" })).toBeTruthy()
  })

  it("says why it does not know the Miro boards, and tries again", async () => {
    const fake = removing()
    fake.answers.linkedBoards = () => Promise.reject(new ApiError("internal_error"))
    const { user } = open(fake)
    await screen.findByText("Something went wrong on our side.")
    Object.assign(fake.answers, removing().answers)
    await user.click(await button("Try again"))
    expect(await button("Retro")).toBeTruthy()
  })

  it("can be changed to, with what is selected", async () => {
    const fake = removing(boards.slice(0, 1))
    const { user } = openBoardPage({ fake })
    await user.click(await box(/^Doing/))
    await user.click(await box(/no Miro board yet/))
    await user.click(await button("Remove cards from Miro instead"))
    await screen.findByRole("heading", { name: "Remove from “Roadmap”" })
    await button("Remove 4 cards")
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({
        kind: "remove",
        selection: { lists: [DOING], notOnMiro: false },
      }),
    )
  })
})
