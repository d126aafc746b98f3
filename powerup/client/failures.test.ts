import { afterEach, describe, expect, it, vi } from "vitest"
import { CARD } from "./testing/fakeTrello.ts"
import { json, refusal } from "./testing/fakeWorker.ts"
import { setUp } from "./testing/setUp.ts"

const MIRO = "miro:30744573:3458764"
const LINKS = `GET /api/cards/${CARD}/links`

afterEach(() => {
  vi.useRealTimers()
})

describe("what goes wrong", () => {
  it("tells a refusal of the Worker with all that it says", async () => {
    const { client, worker } = setUp()
    worker.answer(LINKS, () =>
      refusal("upstream_rate_limited", {
        provider: "trello",
        retryAfterSeconds: 7,
        reference: "ref-1",
      }),
    )
    await expect(client.request("cardLinks", { card: CARD })).rejects.toMatchObject({
      name: "ApiError",
      code: "upstream_rate_limited",
      retryable: true,
      action: "wait",
      provider: "trello",
      retryAfterSeconds: 7,
      reference: "ref-1",
    })
  })

  it("asks once more with a new identity when the first one expired on its way", async () => {
    const { client, worker, trello } = setUp()
    worker.answer(LINKS, () => json({ links: [] }))
    worker.answer(LINKS, () => refusal("identity_expired"), 1)
    await expect(client.request("cardLinks", { card: CARD })).resolves.toEqual({ links: [] })
    const [first, second] = worker.requests.map(({ headers }) => headers.get("authorization"))
    expect(first).not.toBe(second)
    expect(trello.identities).toHaveLength(2)
  })

  it("does not ask a third time", async () => {
    const { client, worker } = setUp()
    worker.answer(LINKS, () => refusal("identity_expired"))
    await expect(client.request("cardLinks", { card: CARD })).rejects.toMatchObject({
      code: "identity_expired",
    })
    expect(worker.requests).toHaveLength(2)
  })

  it.each([
    [
      "a page where the Worker should be",
      200,
      "text/html",
      "<!doctype html>",
      "api_not_configured",
    ],
    ["no Worker", 404, "text/html", "<!doctype html>", "api_not_configured"],
    ["broken JSON", 200, "application/json", '{"links":[', "internal_error"],
    ["another shape", 200, "application/json", '{"links":[{"card":1}]}', "internal_error"],
    ["null", 200, "application/json", "null", "internal_error"],
    ["a gateway's page", 502, "text/html", "<h1>Bad gateway</h1>", "internal_error"],
    ["a limit before the Worker", 429, "text/plain", "slow down", "upstream_rate_limited"],
    ["a size limit before the Worker", 413, "text/plain", "", "body_too_large"],
    [
      "a code that is not ours",
      400,
      "application/json",
      '{"error":{"code":"x"}}',
      "internal_error",
    ],
  ])("reads %s as %s %s", async (_, status, type, text, code) => {
    const { client, worker } = setUp()
    worker.answer(LINKS, () => new Response(text, { status, headers: { "content-type": type } }))
    await expect(client.request("cardLinks", { card: CARD })).rejects.toMatchObject({ code })
  })

  it("waits as long as a limit before the Worker says", async () => {
    const { client, worker } = setUp()
    worker.answer(LINKS, () => new Response("", { status: 429, headers: { "retry-after": "9" } }))
    await expect(client.request("cardLinks", { card: CARD })).rejects.toMatchObject({
      retryAfterSeconds: 9,
      retryable: true,
    })
  })

  it("tells a failed connection apart from a refusal", async () => {
    const { client, worker } = setUp()
    worker.answer(LINKS, () => Promise.reject(new TypeError("Failed to fetch")))
    await expect(client.request("cardLinks", { card: CARD })).rejects.toMatchObject({
      name: "NetworkError",
      code: "network",
      timedOut: false,
    })
  })

  it.each(["the Worker", "Trello"])("waits 25 seconds for %s and no longer", async (who) => {
    vi.useFakeTimers()
    const { client, worker, trello } = setUp()
    worker.answer(LINKS, () => new Promise<never>(() => {}))
    if (who === "Trello") trello.behave.jwt = "hang"
    const ends: unknown[] = []
    client.request("cardLinks", { card: CARD }).catch((error: unknown) => ends.push(error))
    await vi.advanceTimersByTimeAsync(24_999)
    expect(ends).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(ends).toMatchObject([{ code: "network", timedOut: true }])
    expect(vi.getTimerCount()).toBe(0)
  })

  it("rejects with the signal's reason when the caller stops it", async () => {
    const { client, worker } = setUp()
    const abort = new AbortController()
    worker.answer(LINKS, () => new Promise<never>(() => {}))
    const ended = client.request("cardLinks", { card: CARD }, { signal: abort.signal })
    abort.abort(new Error("typed on"))
    await expect(ended).rejects.toThrow("typed on")
  })
})

describe("without a call", () => {
  it.each([
    ["signed out, by the context", { member: "notLoggedIn" }, "", "SignedOutError"],
    ["signed out, by t.jwt", {}, "No active member in context.", "SignedOutError"],
    ["on a board without workspace", { organization: undefined }, "", "NoWorkspaceError"],
    ["where Trello gives no identity", {}, "plugin disabled", "ApiError"],
  ])("refuses viewers %s", async (_, context, message, name) => {
    const { client, worker, trello } = setUp(context)
    if (message !== "") Object.assign(trello.behave, { jwt: "reject", message })
    await expect(client.connections()).rejects.toMatchObject({ name })
    await expect(client.request("removeData", {})).rejects.toMatchObject({ name })
    await expect(client.clearToken("miro")).rejects.toMatchObject({ name })
    await expect(client.check(MIRO)).rejects.toMatchObject({ name })
    expect(worker.requests).toEqual([])
  })
})
