import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { attemptId, refusal } from "./testing/fakeWorker.ts"
import { click, prepared, setUp } from "./testing/setUp.ts"

const REDEEM = `POST /api/attempts/${attemptId(1)}/redeem`
const ATTEMPT = `GET /api/attempts/${attemptId(1)}`

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)

describe("opening the window", () => {
  it("opens the prefetched address within the click", async () => {
    const { trello, client } = await prepared()
    click(client)
    expect(trello.windows.map(({ url }) => url)).toEqual([
      `https://app.example/oauth/miro/start?attempt=${attemptId(1)}`,
    ])
  })

  it("refuses while no start address is ready, and opens nothing", async () => {
    const { trello, client } = setUp()
    await expect(client.authorize("miro")).rejects.toMatchObject({
      name: "AuthNotReadyError",
      code: "auth_not_ready",
    })
    client.prepare("miro")
    await expect(client.authorize("miro")).rejects.toMatchObject({ code: "auth_not_ready" })
    expect(trello.windows).toEqual([])
  })

  it("does not open an address prepared for other scopes", async () => {
    const { trello, client } = await prepared()
    await expect(
      client.authorize("miro", { scopes: ["write:board:trello"] }),
    ).rejects.toMatchObject({ code: "auth_not_ready" })
    expect(trello.windows).toEqual([])
  })

  it("says that the browser blocked it, and has a new address for the next click", async () => {
    const { trello, client, worker } = await prepared()
    trello.behave.window = "blocked"
    const first = click(client)
    await seconds(0)
    expect(first.end).toMatchObject({ name: "PopupBlockedError", code: "popup_blocked" })
    trello.behave.window = "open"
    const second = click(client)
    expect(trello.windows).toHaveLength(1)
    await seconds(2)
    expect(worker.count(ATTEMPT)).toBe(0)
    expect(second.end).toBeNull()
  })
})

describe("the end of an attempt", () => {
  it("redeems the one-time value that the window hands over, at once", async () => {
    const { trello, client, worker } = await prepared()
    const seen = click(client)
    worker.attempt.status = "unconfirmed"
    trello.windows[0]?.handOver("one-time")
    await seconds(0)
    expect(seen.end).toMatchObject({ status: "connected", attempt: attemptId(1) })
    expect(worker.requests.at(-1)).toMatchObject({
      path: `/api/attempts/${attemptId(1)}/redeem`,
      body: { value: "one-time" },
    })
  })

  it("resolves when the person confirmed in the window and the opener was cut", async () => {
    const { client, worker } = await prepared()
    const seen = click(client)
    await seconds(5)
    expect(seen.end).toBeNull()
    worker.attempt.status = "connected"
    await seconds(4)
    expect(seen.end).toMatchObject({ status: "connected" })
    expect(worker.count(REDEEM)).toBe(0)
  })

  it("says who was refused, although t.authorize never settles", async () => {
    const { client, worker } = await prepared()
    const seen = click(client)
    Object.assign(worker.attempt, { status: "denied", error: "consent_denied" })
    await seconds(2)
    expect(seen.end).toMatchObject({
      name: "AuthDeniedError",
      code: "consent_denied",
      provider: "miro",
    })
  })

  it.each([
    ["failed", "wrong_account", "wrong_account"],
    ["failed", "wrong_workspace", "wrong_workspace"],
    ["failed", null, "consent_failed"],
    ["expired", null, "attempt_expired"],
  ] as const)("ends a %s attempt (%s) with code %s", async (status, error, code) => {
    const { client, worker } = await prepared()
    const seen = click(client)
    Object.assign(worker.attempt, { status, error })
    await seconds(2)
    expect(seen.end).toMatchObject({ name: "ApiError", code, provider: "miro" })
  })

  it("polls after one second, then ever more slowly down to every three, with an identity each time", async () => {
    const { client, worker, trello } = await prepared()
    click(client)
    const times: number[] = []
    const begun = Date.now()
    worker.answer(ATTEMPT, ({ headers }) => {
      times.push(Date.now() - begun)
      expect(headers.get("authorization")).toMatch(/^Bearer /)
      return refusal("upstream_unavailable")
    })
    await seconds(20)
    expect(times[0]).toBe(1000)
    const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0))
    expect([...gaps].sort((a, b) => a - b)).toEqual(gaps)
    expect(gaps.at(-1)).toBe(3000)
    expect(trello.identities).toHaveLength(1 + times.length)
  })

  it("outlives polls that fail, and waits as long as the Worker asks", async () => {
    const { client, worker } = await prepared()
    const seen = click(client)
    worker.answer(ATTEMPT, () => refusal("upstream_rate_limited", { retryAfterSeconds: 8 }), 1)
    worker.answer(ATTEMPT, () => Promise.reject(new TypeError("offline")), 1)
    worker.attempt.status = "connected"
    await seconds(8)
    expect(worker.count(ATTEMPT)).toBe(2)
    expect(seen.end).toBeNull()
    await seconds(4)
    expect(seen.end).toMatchObject({ status: "connected" })
  })

  it("ends with the refusal of a poll that no retry helps", async () => {
    const { client, worker } = await prepared()
    const seen = click(client)
    worker.answer(ATTEMPT, () => refusal("attempt_of_somebody_else"))
    await seconds(2)
    expect(seen.end).toMatchObject({ code: "attempt_of_somebody_else" })
  })

  it("ends by itself when the Worker never says how the attempt ended", async () => {
    const { client } = await prepared()
    const seen = click(client)
    await seconds(32 * 60)
    expect(seen.end).toMatchObject({ code: "attempt_expired" })
  })
})
