// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import type { Connection } from "../../../core/contract/connections.ts"
import { ApiError } from "../../client/index.ts"
import { buildFakeClient, type FakeClient } from "../testing/fakeClient.ts"
import type { FakeHostOptions } from "../testing/fakeHost.ts"
import {
  boardSync,
  connected,
  DESIGN,
  MARKETING,
  miroConnection,
  nothingConnected,
  TRELLO_CONNECTION,
  trelloConnection,
} from "../testing/samples.ts"
import { namesOf, show } from "../testing/show.tsx"
import { SettingsPage } from "./SettingsPage.tsx"

function named(): FakeClient {
  const fake = buildFakeClient({ boardSync: () => boardSync() })
  fake.check = (connection) =>
    Promise.resolve(
      connection === TRELLO_CONNECTION
        ? {
            connection: trelloConnection,
            account: { id: "1", name: "Ann Example" },
            place: { id: "1", name: "Northwind" },
          }
        : {
            connection: miroConnection(DESIGN),
            account: { id: "2", name: "ann@miro" },
            place: { id: "2", name: "Design team" },
          },
    )
  return fake
}

const open = (options: FakeHostOptions & { fake?: FakeClient } = {}) =>
  show((props) => <SettingsPage {...props} />, { fake: named(), ...options })

const card = (provider: "Trello" | "Miro") =>
  screen.findByRole("region", { name: new RegExp(`^${provider}`) })

describe("a connection", () => {
  it("is shown at once; the names come with a check afterwards", async () => {
    const { fake } = open()
    const miro = await card("Miro")
    expect(within(miro).getByText("Connected")).toBeTruthy()
    expect(within(miro).getByText("3 hours ago")).toBeTruthy()
    await within(miro).findByText("Design team")
    await within(await card("Trello")).findByText("Northwind")
    expect(namesOf(fake).toSorted()).toEqual(["boardSync", "check", "check", "connections"])
  })

  it("says in plain words what it allows", async () => {
    open()
    const trello = await card("Trello")
    expect(within(trello).getByText("See boards, lists and cards of this workspace")).toBeTruthy()
    expect(trello.textContent).not.toContain("read:board:trello")
  })

  it("is checked no more when it cannot work, and shows the team's number", async () => {
    const fake = named()
    const ended: Connection = miroConnection(DESIGN, { state: "reauth_required" })
    fake.connections = { ...connected, miro: [ended] }
    open({ fake })
    await within(await card("Miro")).findByText("Team number 3458764500000000009")
    expect(namesOf(fake).toSorted()).toEqual(["boardSync", "check", "connections"])
  })

  it("keeps its place when the names cannot be had", async () => {
    const fake = named()
    fake.check = () => Promise.reject(new ApiError("upstream_unavailable", { provider: "miro" }))
    open({ fake })
    const trello = await card("Trello")
    await waitFor(() =>
      expect(within(trello).getAllByText("Not available right now").length).toBe(2),
    )
  })
})

describe("renewing", () => {
  it("runs the consent of that provider alone, then looks again", async () => {
    const { fake, user } = open()
    await user.click(await screen.findByRole("button", { name: "Reauthorize Trello" }))
    expect(fake.windows[0]?.providers).toEqual(["trello"])
    fake.windows[0]?.connect()
    await waitFor(() =>
      expect(namesOf(fake).filter((name) => name === "connections")).toHaveLength(2),
    )
  })

  it("says so when another Miro account was allowed than the one to renew", async () => {
    const fake = named()
    const lost = miroConnection(DESIGN, { state: "reauth_required", reason: "lost_rotation" })
    fake.connections = { ...connected, miro: [lost] }
    const { user } = open({ fake })
    await user.click(await screen.findByRole("button", { name: "Reauthorize Miro" }))
    expect(fake.windows[0]?.options.renews).toBe(DESIGN)
    fake.connections = { ...connected, miro: [lost, miroConnection(MARKETING)] }
    fake.windows[0]?.connect()
    expect(await screen.findByText(/another Miro account or team than before/)).toBeTruthy()
  })

  it("asks Trello for exactly the scope that was missing", async () => {
    const fake = named()
    const scope = "write:board:trello"
    const trello: Connection = {
      ...trelloConnection,
      state: "scope_insufficient",
      missingScopes: [scope],
    }
    fake.connections = { ...connected, trello }
    fake.check = (id) => {
      const connection = id === DESIGN ? miroConnection(DESIGN) : trello
      return Promise.resolve({ connection, account: null, place: null })
    }
    const { user } = open({ fake })
    expect(await screen.findByText(/Missing: Change cards of this workspace/)).toBeTruthy()
    await user.click(await screen.findByRole("button", { name: "Reauthorize Trello" }))
    expect(fake.windows[0]?.options.scopes).toEqual([scope])
  })

  it("is checked on demand, and tells when it renews by itself", async () => {
    const { fake, user } = open()
    const trello = await card("Trello")
    await within(trello).findByText("Northwind")
    expect(within(trello).getByText(/by itself, next on/)).toBeTruthy()
    await user.click(within(trello).getByRole("button", { name: "Check now: Trello" }))
    await waitFor(() => expect(namesOf(fake).filter((name) => name === "check")).toHaveLength(3))
  })

  it("connects another Miro team", async () => {
    const { fake, user } = open()
    await user.click(await screen.findByRole("button", { name: "Connect another Miro team" }))
    expect(fake.windows[0]?.providers).toEqual(["miro"])
  })

  it("offers the first Miro team where there is none", async () => {
    const fake = named()
    fake.connections = nothingConnected
    open({ fake })
    await screen.findByRole("button", { name: "Connect Miro" })
    expect(within(await card("Miro")).getByText("Not connected yet")).toBeTruthy()
    expect(await screen.findByRole("button", { name: "Connect Trello" })).toBeTruthy()
  })
})

function end(fake: FakeClient): void {
  const connection = miroConnection(DESIGN, {
    state: "revoked",
    reason: "disconnected_by_member",
  })
  fake.clearToken = () => {
    fake.connections = { ...connected, miro: [connection] }
    return Promise.resolve([{ connection, revokedUpstream: true, upstream: "ended" }])
  }
}

describe("disconnecting", () => {
  it("says what it does and that app cards stay, and can be left", async () => {
    const { fake, user } = open()
    await user.click(await screen.findByRole("button", { name: "Disconnect Miro" }))
    expect(screen.getByText(/App cards that are on Miro stay there/)).toBeTruthy()
    const keep = screen.getByRole("button", { name: "Keep it" })
    expect(document.activeElement).toBe(keep)
    await user.click(keep)
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Disconnect Miro" }))
    expect(screen.queryByText(/App cards that are on Miro stay there/)).toBeNull()
    expect(namesOf(fake)).not.toContain("clearToken")
  })

  it("ends that one connection and shows it so", async () => {
    const fake = named()
    end(fake)
    const { user } = open({ fake })
    await user.click(await screen.findByRole("button", { name: "Disconnect Miro" }))
    await user.click(screen.getByRole("button", { name: "Disconnect" }))
    await within(await card("Miro")).findByText("Disconnected")
    expect(fake.calls.find(({ name }) => name === "clearToken")?.params).toEqual(["miro", DESIGN])
    expect(screen.queryByRole("button", { name: "Disconnect Miro" })).toBeNull()
  })

  it("says why it did not work, and takes another press", async () => {
    const fake = named()
    fake.clearToken = () => Promise.reject(new ApiError("internal_error"))
    const { user } = open({ fake })
    await user.click(await screen.findByRole("button", { name: "Disconnect Miro" }))
    await user.click(screen.getByRole("button", { name: "Disconnect" }))
    await screen.findByText("Something went wrong on our side.")
    end(fake)
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull()
    await user.click(screen.getByRole("button", { name: "Disconnect" }))
    const miro = within(await card("Miro"))
    expect(await miro.findByText("Disconnected")).toBeTruthy()
    expect(document.activeElement).toBe(miro.getByRole("heading", { name: "Miro" }))
    expect(miro.queryByText("Account")).toBeNull()
  })
})

describe("the Trello board's default", () => {
  const choice = { v: 1, connection: DESIGN, id: "a=", name: "Roadmap" }

  it("is shown and cleared", async () => {
    const { host, user } = open({ data: { "board/shared/default": choice } })
    await screen.findByText("Roadmap")
    await user.click(screen.getByRole("button", { name: "Clear the default Miro board" }))
    await screen.findByText(/None. Set one/)
    expect(host.data.has("board/shared/default")).toBe(false)
  })

  it("cannot be cleared by who may not edit the board, and shows without a workspace", async () => {
    const context = { organization: undefined }
    open({ data: { "board/shared/default": choice }, canWrite: false, context })
    await screen.findByText("Roadmap")
    expect(screen.queryByRole("button", { name: /Clear/ })).toBeNull()
  })
})
