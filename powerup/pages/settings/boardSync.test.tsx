// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import type { BoardSyncAnswer } from "../../../core/contract/sync.ts"
import { LINK_REASONS } from "../../../core/contract/sync.ts"
import { ApiError } from "../../client/index.ts"
import { buildFakeClient, type FakeClient } from "../testing/fakeClient.ts"
import {
  boardSync,
  connected,
  DESIGN,
  MARKETING,
  miroConnection,
  nothingConnected,
  trelloConnection,
} from "../testing/samples.ts"
import { namesOf, show } from "../testing/show.tsx"
import { SettingsPage } from "./SettingsPage.tsx"
import { SYNC_REASON_TEXTS } from "./syncTexts.ts"

/** A client of whom the Worker says so of the board. */
function synced(changes: Partial<BoardSyncAnswer> = {}): FakeClient {
  const fake = buildFakeClient({
    boardSync: () => boardSync(changes),
    standIn: ({ connection }) => boardSync({ ...changes, standIn: connection !== null }),
  })
  fake.check = () => Promise.reject(new ApiError("upstream_unavailable"))
  return fake
}

const open = (fake: FakeClient) => show((props) => <SettingsPage {...props} />, { fake })
const part = () => screen.findByRole("region", { name: "Keeping this board in step" })
const box = () => screen.findByRole("checkbox", { name: /Let my connections stand in/ })
const asked = (fake: FakeClient) =>
  fake.calls.filter(({ name }) => name === "standIn").map(({ params }) => params)

describe("keeping this board in step", () => {
  it("says that it is, since when, and when everything was compared", async () => {
    open(synced())
    await within(await part()).findByText("Kept in step")
    const words = (await part()).textContent
    expect(words).toContain("through another member’s Trello connection")
    expect(words).toContain("20 November 2026")
    expect(words).toContain("2 hours ago")
  })

  it("says whose Trello connection it is when that is one's own", async () => {
    open(synced({ mine: true, comparedAt: null }))
    await within(await part()).findByText(/through your Trello connection/)
    expect(within(await part()).getByText("Not yet")).toBeTruthy()
  })

  it("says so when no card is on Miro", async () => {
    open(synced({ state: "off", since: null, comparedAt: null }))
    expect(await within(await part()).findByText(/No card of this Trello board/)).toBeTruthy()
  })

  it.each(LINK_REASONS)("has words for why it is paused: %s", async (reason) => {
    open(synced({ state: "paused", reason }))
    await within(await part()).findByText("Paused")
    expect(within(await part()).getByText(SYNC_REASON_TEXTS[reason])).toBeTruthy()
    expect(SYNC_REASON_TEXTS[reason]).toMatch(/^\p{Lu}.*\.$/su)
  })

  it("says why it is not known, and asks again", async () => {
    const fake = synced()
    fake.answers.boardSync = () => Promise.reject(new ApiError("internal_error"))
    const { user } = open(fake)
    await within(await part()).findByText("Something went wrong on our side.")
    fake.answers.boardSync = () => boardSync()
    await user.click(within(await part()).getByRole("button", { name: "Try again" }))
    expect(await within(await part()).findByText("Kept in step")).toBeTruthy()
  })

  it("is looked up again after Trello was reauthorized", async () => {
    const fake = synced({ state: "paused", reason: "trello_lost" })
    const { user } = open(fake)
    await within(await part()).findByText("Paused")
    fake.answers.boardSync = () => boardSync()
    const since = "2026-11-22T08:59:00.000Z"
    fake.connections = { ...connected, trello: { ...trelloConnection, since } }
    await user.click(await screen.findByRole("button", { name: "Reauthorize Trello" }))
    fake.windows[0]?.connect()
    expect(await within(await part()).findByText("Kept in step")).toBeTruthy()
  })

  it("is left out, without a call, for somebody whose Trello is not connected", async () => {
    const fake = synced()
    fake.connections = nothingConnected
    open(fake)
    await screen.findByRole("button", { name: "Connect Trello" })
    expect(screen.queryByText("Keeping this board in step")).toBeNull()
    expect(namesOf(fake)).not.toContain("boardSync")
  })
})

describe("standing in for somebody else", () => {
  it("is off until somebody ticks it, says what it means, and can be taken back", async () => {
    const fake = synced()
    const { user } = open(fake)
    const tick = await box()
    expect(tick).toHaveProperty("checked", false)
    const meaning = document.getElementById(tick.getAttribute("aria-describedby") ?? "")
    expect(meaning?.textContent).toContain("Nothing else is done with them, on no other board")
    await user.click(tick)
    await waitFor(async () => expect(await box()).toHaveProperty("checked", true))
    await user.click(await box())
    await waitFor(async () => expect(await box()).toHaveProperty("checked", false))
    expect(asked(fake)).toEqual([{ connection: DESIGN }, { connection: null }])
  })

  it("goes through the Miro team that the person chooses", async () => {
    const fake = synced()
    fake.connections = { ...connected, miro: [miroConnection(DESIGN), miroConnection(MARKETING)] }
    const { user } = open(fake)
    await box()
    await user.selectOptions(within(await part()).getByRole("combobox"), "Miro team 2")
    await user.click(await box())
    await waitFor(() => expect(asked(fake)).toEqual([{ connection: MARKETING }]))
    expect(within(await part()).queryByRole("combobox")).toBeNull()
  })

  it("cannot be allowed without a Miro connection, but taken back", async () => {
    const without = synced()
    without.connections = { trello: trelloConnection, miro: [] }
    const first = open(without)
    expect(await box()).toHaveProperty("disabled", true)
    expect(screen.getByText("Connect Miro above to be able to allow this.")).toBeTruthy()
    first.page.unmount()

    const allowed = synced({ standIn: true })
    allowed.connections = without.connections
    open(allowed)
    expect(await box()).toHaveProperty("disabled", false)
  })

  it("says why it did not work and leaves the box as it is", async () => {
    const fake = synced()
    fake.answers.standIn = () =>
      Promise.reject(new ApiError("reauth_required", { provider: "miro" }))
    const { user } = open(fake)
    await user.click(await box())
    await within(await part()).findByText(/no longer accepts the connection/)
    expect(await box()).toHaveProperty("checked", false)
  })
})
