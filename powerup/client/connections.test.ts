import { describe, expect, it } from "vitest"
import { createClient } from "./index.ts"
import { CARD, MEMBER, WORKSPACE } from "./testing/fakeTrello.ts"
import { json } from "./testing/fakeWorker.ts"
import { setUp } from "./testing/setUp.ts"

const MIRO = "miro:30744573:3458764"
const TRELLO = `trello:${MEMBER}:${WORKSPACE}`
const LINKS = `GET /api/cards/${CARD}/links`

const connection = (provider: "trello" | "miro", state: string, id: string | null) => ({
  id,
  provider,
  state,
  since: null,
  lastVerifiedAt: null,
  reason: null,
  missingScopes: [],
  renewsAt: null,
  scopes: [],
})

describe("connections", () => {
  it.each([
    ["connected", true],
    ["degraded", true],
    ["never_connected", false],
    ["reauth_required", false],
    ["revoked", false],
    ["scope_insufficient", false],
  ])("tells the state %s as it is (authorized: %s)", async (state, authorized) => {
    const { client, worker } = setUp()
    worker.answer("GET /api/connections", () =>
      json({ trello: connection("trello", state, TRELLO), miro: [] }),
    )
    expect(await client.status("trello")).toMatchObject({ state })
    expect(await client.isAuthorized("trello")).toBe(authorized)
  })

  it("takes the best of several Miro teams, and none for never connected", async () => {
    const { client, worker } = setUp()
    const trello = connection("trello", "connected", TRELLO)
    worker.answer("GET /api/connections", () => json({ trello, miro: [] }), 1)
    expect(await client.status("miro")).toMatchObject({ state: "never_connected", id: null })
    const miro = [connection("miro", "revoked", MIRO), connection("miro", "degraded", "miro:1:2")]
    worker.answer("GET /api/connections", () => json({ trello, miro }))
    expect(await client.status("miro")).toMatchObject({ state: "degraded", id: "miro:1:2" })
  })

  it("disconnects the one that is named, or all of a provider", async () => {
    const { client, worker } = setUp()
    const miro = [
      connection("miro", "connected", MIRO),
      connection("miro", "connected", "miro:1:2"),
    ]
    worker.answer("GET /api/connections", () =>
      json({ trello: connection("trello", "never_connected", null), miro }),
    )
    worker.answer("POST /api/connections/disconnect", () =>
      json({
        connection: connection("miro", "revoked", MIRO),
        revokedUpstream: true,
        upstream: "ended",
      }),
    )
    const cut = () =>
      worker.requests.flatMap(({ method, body }) => (method === "POST" ? [body] : []))
    await client.clearToken("miro", "miro:1:2")
    expect(cut()).toEqual([{ workspace: WORKSPACE, connection: "miro:1:2" }])
    expect(await client.clearToken("miro")).toHaveLength(2)
    expect(cut()).toHaveLength(3)
    expect(await client.clearToken("trello")).toEqual([])
  })
})

it("never puts an identity or a one-time value into an address, and sends no cookies", async () => {
  const inits: RequestInit[] = []
  const { trello, worker } = setUp()
  const client = createClient({
    t: trello.t,
    fetch: (url, init) => {
      inits.push(init)
      return worker.fetch(url, init)
    },
  })
  await client.prepare("miro").ready
  const connected = client.authorize("miro")
  trello.windows[0]?.handOver("one-time-value")
  await connected
  worker.answer(LINKS, () => json({ links: [] }))
  await client.request("cardLinks", { card: CARD })
  client.dispose()
  expect(worker.requests.length).toBeGreaterThanOrEqual(3)
  for (const { url, headers } of worker.requests) {
    expect(headers.get("authorization")).toMatch(/^Bearer header\.claims\d\.signature$/)
    expect(url).not.toMatch(/signature|one-time-value/)
  }
  for (const { url } of trello.windows) expect(url).not.toMatch(/signature|one-time-value/)
  for (const { credentials, redirect } of inits) {
    expect({ credentials, redirect }).toEqual({ credentials: "omit", redirect: "error" })
  }
})
