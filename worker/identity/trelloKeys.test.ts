import { describe, expect, it } from "vitest"
import { type KeySource, readTrelloKeys } from "./trelloKeys.ts"

const HOUR = 60 * 60_000
let origins = 0

/** Trello and KV as fakes; each has an origin of its own, since keys are remembered by origin. */
class FakeSource implements KeySource {
  readonly apiOrigin = `https://trello-${origins++}.example`
  readonly stored = new Map<string, string>()
  fetches = 0
  now = 0
  answer: () => Response | Promise<Response> = () => Response.json({ keys: ["k1"] })
  readonly clock = { now: () => this.now }
  readonly fetch = async () => {
    this.fetches += 1
    return this.answer()
  }
  readonly kv = {
    get: async (key: string) => this.stored.get(key) ?? null,
    put: async (key: string, value: string) => {
      this.stored.set(key, value)
    },
  } as unknown as KeySource["kv"]
}

describe("readTrelloKeys", () => {
  it("asks once in four hours", async () => {
    const source = new FakeSource()
    expect(await readTrelloKeys(source)).toEqual(["k1"])
    source.now = 4 * HOUR - 1
    await readTrelloKeys(source)
    expect(source.fetches).toBe(1)
    source.now = 4 * HOUR
    source.answer = () => Response.json({ keys: ["k2"] })
    expect(await readTrelloKeys(source)).toEqual(["k2"])
  })

  it("asks again for an unknown signature, at most once a minute", async () => {
    const source = new FakeSource()
    await readTrelloKeys(source)
    source.now = 59_999
    await readTrelloKeys(source, true)
    expect(source.fetches).toBe(1)
    source.now = 60_000
    await readTrelloKeys(source, true)
    expect(source.fetches).toBe(2)
  })

  it.each<[string, () => Response | Promise<Response>]>([
    ["an error", () => new Response("", { status: 503 })],
    ["a redirect", () => new Response("", { status: 302, headers: { location: "https://x" } })],
    ["no JSON", () => new Response("<html>")],
    ["no keys", () => Response.json({ keys: [] })],
    ["keys that are no texts", () => Response.json({ keys: [{ kty: "RSA" }] })],
    ["nothing", () => Promise.reject(new TypeError("fetch failed"))],
  ])(
    "keeps the old keys when Trello answers with %s, and has none without old ones",
    async (_, answer) => {
      const source = new FakeSource()
      await readTrelloKeys(source)
      source.now = 5 * HOUR
      source.answer = answer
      expect(await readTrelloKeys(source)).toEqual(["k1"])

      const cold = new FakeSource()
      cold.answer = answer
      expect(await readTrelloKeys(cold)).toBeNull()
    },
  )

  it("serves old keys without asking for a minute after Trello could not be reached", async () => {
    const source = new FakeSource()
    await readTrelloKeys(source)
    source.answer = () => Promise.reject(new TypeError("fetch failed"))
    source.now = 5 * HOUR
    for (let calls = 0; calls < 3; calls++) expect(await readTrelloKeys(source)).toEqual(["k1"])
    expect(source.fetches).toBe(2)
    source.now += 60_000
    source.answer = () => Response.json({ keys: ["k2"] })
    expect(await readTrelloKeys(source)).toEqual(["k2"])
  })

  it("asks every time while there are no keys at all", async () => {
    const source = new FakeSource()
    source.answer = () => new Response("", { status: 503 })
    expect(await readTrelloKeys(source)).toBeNull()
    source.answer = () => Response.json({ keys: ["k1"] })
    expect(await readTrelloKeys(source)).toEqual(["k1"])
  })

  it("finds in KV what another isolate fetched", async () => {
    const source = new FakeSource()
    source.stored.set("keys/trello", JSON.stringify({ keys: ["kv"], fetchedAt: 0 }))
    expect(await readTrelloKeys(source)).toEqual(["kv"])
    expect(source.fetches).toBe(0)
  })

  it.each(["{", "null", '{"keys":"k"}'])("does not stumble over %j in KV", async (text) => {
    const source = new FakeSource()
    source.stored.set("keys/trello", text)
    expect(await readTrelloKeys(source)).toEqual(["k1"])
  })

  it("works while KV refuses to read and to write", async () => {
    const source = new FakeSource()
    source.kv.get = () => Promise.reject(new Error("KV is down"))
    source.kv.put = () => Promise.reject(new Error("KV is down"))
    expect(await readTrelloKeys(source)).toEqual(["k1"])
  })
})
