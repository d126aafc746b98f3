import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { WORKSPACE } from "./testing/fakeTrello.ts"
import { attemptId, json, refusal } from "./testing/fakeWorker.ts"
import { setUp } from "./testing/setUp.ts"

const START = "POST /api/connections/authorize"

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)

describe("prepare", () => {
  it("says which connection is to be renewed, and keeps that address apart", async () => {
    const { client, worker } = setUp()
    await client.prepare("miro", { renews: "miro:1:2" }).ready
    await client.prepare("miro").ready
    expect(worker.requests.map(({ body }) => body)).toEqual([
      { workspace: WORKSPACE, providers: ["miro"], renews: "miro:1:2" },
      { workspace: WORKSPACE, providers: ["miro"] },
    ])
  })

  it("asks for both providers in their order, and for more scopes where wanted", async () => {
    const { client, worker } = setUp()
    await client.prepare(["trello", "miro"], { scopes: ["write:board:trello"] }).ready
    expect(worker.requests.map(({ body }) => body)).toEqual([
      { workspace: WORKSPACE, providers: ["trello", "miro"], scopes: ["write:board:trello"] },
    ])
  })

  it("renews the address halfway to its end, without a moment of not being ready", async () => {
    const { client, worker, trello } = setUp()
    const preparation = client.prepare("miro")
    await preparation.ready
    const names: string[] = []
    preparation.subscribe(() => names.push(preparation.state().name))
    await seconds(299)
    expect(worker.started()).toBe(1)
    await seconds(2)
    expect(worker.started()).toBe(2)
    expect(names).toEqual(["ready"])
    await seconds(3600)
    client.authorize("miro").catch(() => {})
    expect(trello.windows[0]?.url).toContain(attemptId(worker.started()))
  })

  it("never opens an address that expired while the computer slept, and fetches another", async () => {
    const { client, worker, trello } = setUp()
    const preparation = client.prepare("miro")
    await preparation.ready
    vi.setSystemTime(Date.now() + 3_600_000)
    await expect(client.authorize("miro")).rejects.toMatchObject({ code: "auth_not_ready" })
    expect(preparation.state().name).toBe("preparing")
    await seconds(1)
    expect(preparation.state().name).toBe("ready")
    client.authorize("miro").catch(() => {})
    expect(trello.windows).toHaveLength(1)
    expect(trello.windows[0]?.url).toContain(attemptId(worker.started()))
  })

  it.each([
    ["an hour ahead", 3_600_000],
    ["an hour behind", -3_600_000],
  ])("works on a computer whose clock is %s", async (_, skew) => {
    const { client, worker, trello } = setUp()
    const real = Date.now()
    vi.setSystemTime(real + skew)
    worker.answer(START, () =>
      json({
        attempt: attemptId(1),
        url: "/oauth/miro/start",
        expiresAt: new Date(real + 600_000).toISOString(),
      }),
    )
    await client.prepare("miro").ready
    client.authorize("miro").catch(() => {})
    expect(trello.windows).toHaveLength(1)
    await seconds(600)
    expect(worker.count(START)).toBeLessThan(30)
  })

  it("shares one address among everybody who asks for the same, until the last one goes", async () => {
    const { client, worker } = setUp()
    const one = client.prepare("miro")
    const two = client.prepare(["miro"], { scopes: [] })
    await Promise.all([one.ready, two.ready])
    expect(worker.started()).toBe(1)
    one.dispose()
    one.dispose()
    await seconds(400)
    expect(worker.started()).toBe(2)
    two.dispose()
    await seconds(3600)
    expect(worker.started()).toBe(2)
  })

  it("goes on renewing for somebody who comes back", async () => {
    const { client, worker } = setUp()
    const one = client.prepare("miro")
    await one.ready
    one.dispose()
    client.prepare("miro")
    await seconds(400)
    expect(worker.started()).toBe(2)
  })

  it("retries what may pass, ever more slowly, and is ready then", async () => {
    const { client, worker } = setUp()
    worker.answer(START, () => Promise.reject(new TypeError("offline")), 3)
    const preparation = client.prepare("miro")
    await seconds(1)
    expect(preparation.state()).toMatchObject({ name: "failed", error: { code: "network" } })
    await seconds(2)
    expect(worker.count(START)).toBe(2)
    await seconds(2)
    expect(worker.count(START)).toBe(2)
    await seconds(10)
    expect(preparation.state().name).toBe("ready")
    await preparation.ready
  })

  it("gives up on what does not pass, until it is told to retry", async () => {
    const { client, worker } = setUp()
    worker.answer(START, () => refusal("identity_other_power_up"), 1)
    const preparation = client.prepare("miro")
    await expect(preparation.ready).rejects.toMatchObject({ code: "identity_other_power_up" })
    await seconds(600)
    expect(worker.count(START)).toBe(1)
    preparation.retry()
    await seconds(1)
    expect(preparation.state().name).toBe("ready")
  })

  it.each(["javascript:alert(1)", "//elsewhere.example/", "data:text/html,x"])(
    "does not take %s for a start address",
    async (url) => {
      const { client, worker } = setUp()
      const expiresAt = new Date(Date.now() + 600_000).toISOString()
      worker.answer(START, () => json({ attempt: attemptId(1), url, expiresAt }))
      const preparation = client.prepare("miro")
      await seconds(1)
      expect(preparation.state()).toMatchObject({ name: "failed" })
    },
  )

  it.each([
    ["signed out", { member: "notLoggedIn" }, "signed_out"],
    ["on a board without workspace", { organization: undefined }, "no_workspace"],
  ])("fails without a call %s", async (_, context, code) => {
    const { client, worker } = setUp(context)
    await expect(client.prepare("miro").ready).rejects.toMatchObject({ code })
    await expect(client.authorize("miro")).rejects.toMatchObject({ code })
    expect(worker.requests).toEqual([])
  })
})
