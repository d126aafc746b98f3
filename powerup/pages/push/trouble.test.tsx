// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { ApiError, AuthDeniedError } from "../../client/index.ts"
import { button, failing, openPush, pushing, withLast } from "../testing/pushStage.tsx"
import { connected, DESIGN, miroConnection, nothingConnected } from "../testing/samples.ts"

describe("what goes wrong with a push", () => {
  it("says it in words with the next step, and tries again on a press", async () => {
    const fake = failing(new ApiError("upstream_timeout", { provider: "miro" }))
    const { user } = openPush({ data: withLast, fake })
    await user.click(await button("Push to Miro"))
    const alert = await screen.findByRole("alert")
    expect(alert.textContent).toContain("Miro took too long to answer.")
    expect(screen.queryByRole("button", { name: "Push to Miro" })).toBeNull()
    expect(document.activeElement).toBe(await button("Try again"))
    Object.assign(fake.answers, pushing().answers)
    await user.click(await button("Try again"))
    expect(await screen.findByText("The card is on “Roadmap”.")).toBeTruthy()
  })

  it("offers another board where this one may only be viewed", async () => {
    const fake = failing(new ApiError("miro_board_read_only", { provider: "miro" }))
    const { user } = openPush({ data: withLast, fake })
    await user.click(await button("Push to Miro"))
    const alert = await screen.findByRole("alert")
    expect(screen.getAllByRole("button", { name: "Choose another board" })).toHaveLength(1)
    await user.click(within(alert).getByRole("button", { name: "Choose another board" }))
    expect(await screen.findByRole("combobox", { name: "Search your Miro boards" })).toBeTruthy()
  })

  it("does not say beside it that something else is done", async () => {
    const fake = pushing()
    const { user } = openPush({ data: withLast, fake })
    await user.click(await button("Push to Miro"))
    await user.click(await button("Undo"))
    await screen.findByText(/Removed from “Roadmap”/)
    Object.assign(fake.answers, failing(new ApiError("upstream_timeout")).answers)
    await user.click(await button("Push to Miro"))
    await screen.findByRole("alert")
    expect(screen.queryByText(/Removed from “Roadmap”/)).toBeNull()
  })

  it("goes to consent for the provider whose connection ended", async () => {
    const fake = failing(new ApiError("reauth_required", { provider: "trello" }))
    const { user } = openPush({ data: withLast, fake })
    await user.click(await button("Push to Miro"))
    await user.click(await button("Reauthorize"))
    await screen.findByRole("heading", { name: "Connect Trello" })
    await user.click(await button("Connect Trello"))
    expect(fake.windows[0]?.providers).toEqual(["trello"])
  })

  it("tells when the connections cannot be looked up, and tries again", async () => {
    const fake = pushing()
    fake.connections = new ApiError("internal_error", { reference: "ref-1" })
    const { user } = openPush({ data: withLast, fake })
    const alert = await screen.findByRole("alert")
    expect(alert.textContent).toContain("Reference: ref-1")
    fake.connections = connected
    await user.click(await button("Try again"))
    expect(await screen.findByRole("heading", { name: "Push to “Roadmap”" })).toBeTruthy()
  })
})

describe("what is connected", () => {
  it("notes it for the Power-Up menu, and writes nothing when the note is right", async () => {
    const key = "member/private/c:5f0000000000000000000001"
    const first = openPush({ data: withLast })
    await waitFor(() =>
      expect(first.host.data.get(key)).toEqual({ v: 1, trello: true, miro: true }),
    )
    first.page.unmount()
    const second = openPush({ data: { ...withLast, [key]: { v: 1, trello: true, miro: true } } })
    await screen.findByRole("button", { name: "Push to Miro" })
    expect(second.host.writes).toEqual([])
  })

  it("warns while a provider struggles, and still pushes", async () => {
    const fake = pushing()
    fake.connections = { ...connected, miro: [miroConnection(DESIGN, { state: "degraded" })] }
    const { user } = openPush({ data: withLast, fake })
    await screen.findByText(/Miro is not answering well right now/)
    await user.click(await button("Push to Miro"))
    expect(await screen.findByText("The card is on “Roadmap”.")).toBeTruthy()
  })

  it("asks for both where nothing is connected, and goes on to the boards", async () => {
    const fake = pushing()
    fake.connections = nothingConnected
    const { user } = openPush({ fake })
    await user.click(await button("Connect Trello and Miro"))
    expect(fake.windows[0]?.providers).toEqual(["trello", "miro"])
    fake.connections = connected
    fake.windows[0]?.connect()
    expect(await screen.findByRole("heading", { name: "Choose a Miro board" })).toBeTruthy()
  })

  it("goes on with Miro alone when Trello was allowed and Miro denied", async () => {
    const fake = pushing()
    fake.connections = nothingConnected
    const { user } = openPush({ fake })
    await user.click(await button("Connect Trello and Miro"))
    fake.connections = { ...connected, miro: [] }
    fake.windows[0]?.fail(new AuthDeniedError("no", "miro"))
    await user.click(await button("Connect Miro"))
    expect(screen.queryByText(/Trello asks/)).toBeNull()
    expect(fake.windows[1]?.providers).toEqual(["miro"])
  })

  it("says of a connection that ended that it has to be allowed again", async () => {
    const fake = pushing()
    fake.connections = {
      ...connected,
      miro: [miroConnection(DESIGN, { state: "reauth_required" })],
    }
    openPush({ fake })
    await screen.findByText(/Your connection to Miro has to be allowed again/)
    expect(screen.queryByText(/needs your permission once/)).toBeNull()
    expect(await button("Connect Miro")).toBeTruthy()
  })

  it("asks for the missing one alone", async () => {
    const fake = pushing()
    fake.connections = { ...connected, miro: [miroConnection(DESIGN, { state: "revoked" })] }
    openPush({ fake })
    await screen.findByRole("button", { name: "Connect Miro" })
    expect(screen.queryByText(/Trello asks/)).toBeNull()
  })
})
