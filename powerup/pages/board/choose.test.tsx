// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { EVERY_CARD } from "../../../core/contract/jobs.ts"
import { ApiError } from "../../client/index.ts"
import { boardCard, DOING, TODO, URGENT } from "../testing/boardSamples.ts"
import {
  boardClient,
  box,
  button,
  newest,
  openBoardPage as open,
  times,
} from "../testing/boardStage.tsx"
import {
  DESIGN,
  MARKETING,
  connected,
  miroConnection,
  nothingConnected,
} from "../testing/samples.ts"
import { namesOf } from "../testing/show.tsx"

const selected = (words: string) => screen.findByText(words)

describe("who cannot push many cards", () => {
  it("tells a signed-out viewer so without a call", async () => {
    const { fake } = open({ context: { member: "notLoggedIn" } })
    await screen.findByText("You are not signed in to Trello.")
    expect(fake.calls).toEqual([])
  })

  it("tells that the board is in no workspace without a call", async () => {
    const { fake } = open({ context: { organization: undefined } })
    await screen.findByText(/in no workspace/)
    expect(fake.calls).toEqual([])
  })

  it("asks for both connections first, then goes on", async () => {
    const fake = boardClient()
    fake.connections = nothingConnected
    const { user } = open({ fake })
    await user.click(await button("Connect Trello and Miro"))
    expect(namesOf(fake)).not.toContain("listJobs")
    fake.connections = connected
    fake.windows[0]?.connect()
    await screen.findByRole("heading", { name: "Push to “Roadmap”" })
  })

  it("says why it cannot look for running pushes, and tries again", async () => {
    const fake = boardClient()
    fake.answers.listJobs = () =>
      Promise.reject(new ApiError("upstream_timeout", { provider: "trello" }))
    const { user } = open({ fake })
    await screen.findByText("Trello took too long to answer.")
    fake.answers.listJobs = () => ({ jobs: [], onMiro: "" })
    await user.click(await button("Try again"))
    expect(await screen.findByRole("heading", { name: "Push to “Roadmap”" })).toBeTruthy()
  })
})

describe("the Miro board", () => {
  it("is the last choice, and can be another one", async () => {
    const { fake, user } = open()
    await screen.findByRole("heading", { name: "Push to “Roadmap”" })
    await user.click(await button("Choose another board"))
    await user.click(await screen.findByRole("option", { name: /Retro/ }))
    await screen.findByRole("heading", { name: "Push to “Retro”" })
    await button("Push 6 cards")
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({
        connection: DESIGN,
        miroBoard: { id: "uXjVBoard2=", name: "Retro" },
      }),
    )
  })

  it("is chosen first where nothing is remembered", async () => {
    const { fake } = open({ data: {} })
    await screen.findByRole("heading", { name: "Choose a Miro board" })
    expect(times(fake, "planJob")).toBe(0)
  })

  it("is reached through the Miro team that it is in", async () => {
    const fake = boardClient()
    fake.connections = { ...connected, miro: [miroConnection(DESIGN), miroConnection(MARKETING)] }
    const last = { v: 1, connection: MARKETING, id: "uXjVBoard1=", name: "Roadmap" }
    open({ fake, data: { "board/private/last": last } })
    await button("Push 6 cards")
    await waitFor(() => expect(newest(fake, "planJob")).toMatchObject({ connection: MARKETING }))
  })
})

describe("the selection", () => {
  it("is every card for a board, and is counted at once", async () => {
    const { fake } = open()
    await selected("6 of 6 cards selected")
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({ kind: "push", selection: EVERY_CARD }),
    )
  })

  it("is the list that the window was opened from", async () => {
    const { fake } = open({ args: { kind: "push", list: DOING } })
    await selected("2 of 6 cards selected")
    expect(((await box(/^Doing/)) as HTMLInputElement).checked).toBe(true)
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({ selection: { lists: [DOING] } }),
    )
  })

  it("selects nothing for a list that is not on the board, and never everything", async () => {
    const { fake, user } = open({ args: { kind: "push", list: "5f0000000000000000000999" } })
    await selected("0 of 6 cards selected")
    expect(times(fake, "planJob")).toBe(0)
    await user.click(await button("Clear filters"))
    await selected("6 of 6 cards selected")
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Title contains" }))
  })

  it("shows how many cards each list has", async () => {
    open()
    await box("To do 3")
    expect(await box("Doing 2")).toBeTruthy()
  })

  it("narrows by list, label, member, due date and title, all together", async () => {
    const { fake, user } = open()
    await user.click(await box(/^To do/))
    await selected("3 of 6 cards selected")
    await user.click(await box("Urgent"))
    await selected("2 of 6 cards selected")
    await user.click(screen.getByRole("radio", { name: "Overdue" }))
    await selected("1 of 6 cards selected")
    await user.type(screen.getByRole("textbox", { name: "Title contains" }), "cARD 1")
    await selected("1 of 6 cards selected")
    await waitFor(() =>
      expect(newest(fake, "planJob")).toMatchObject({
        selection: {
          ...EVERY_CARD,
          lists: [TODO],
          labels: [URGENT.id],
          due: "overdue",
          text: "cARD 1",
        },
      }),
    )
  })

  it("narrows by member and by a label without a name, which is called by its colour", async () => {
    const { user } = open()
    await user.click(await box("Ann Example"))
    await selected("1 of 6 cards selected")
    await user.click(await box("Ann Example"))
    await user.click(await box("No name (sky)"))
    expect(await selected("1 of 6 cards selected")).toBeTruthy()
  })

  it("leaves out what is on Miro, as the Worker knows it and not as pluginData says", async () => {
    const fake = boardClient()
    fake.answers.listJobs = () => ({ jobs: [], onMiro: "1-4" })
    const { user } = open({ fake })
    await user.click(await box("Only cards that are on no Miro board yet"))
    expect(await selected("2 of 6 cards selected")).toBeTruthy()
  })

  it("asks once for several changes in a row", async () => {
    const { fake, user } = open()
    await button("Push 6 cards")
    await user.click(await box(/^To do/))
    await user.click(await box(/^Doing/))
    await user.click(await box(/^Done/))
    await button("Push 6 cards")
    expect(times(fake, "planJob")).toBe(2)
  })

  it("asks nothing where no card matches", async () => {
    const { fake, user } = open()
    await button("Push 6 cards")
    await user.type(
      await screen.findByRole("textbox", { name: "Title contains" }),
      "nothing like it",
    )
    await screen.findByText("No card matches, so there is nothing to push.")
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(times(fake, "planJob")).toBe(1)
    expect(screen.queryByRole("button", { name: /^Push/ })).toBeNull()
  })

  it("refuses more than 5,000 cards in words and without a call", async () => {
    const cards = Array.from({ length: 5_001 }, (_, index) => boardCard(index + 1))
    const { fake } = open({ cards })
    await selected("5,001 of 5,001 cards selected")
    await screen.findByText(/more than 5,000 cards/)
    expect(times(fake, "planJob")).toBe(0)
    expect(screen.queryByRole("button", { name: /^Push/ })).toBeNull()
  })
})
