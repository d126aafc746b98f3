import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Pair, type Target, TARGETS } from "./targets.ts"

/** How a request ended: its status, or why it has none. */
async function outcome(request: Promise<Response>): Promise<number | "cut" | "broken"> {
  try {
    const answer = await request
    const text = await answer.text()
    try {
      JSON.parse(text)
      return answer.status
    } catch {
      return text === "" ? answer.status : "broken"
    }
  } catch {
    return "cut"
  }
}

/** Each kind of fault: how the request ends (null: as always), and whether it has its effect. */
const KINDS = [
  { kind: "status", status: 503, ends: 503, effect: false },
  { kind: "delay", delayMs: 30, ends: null, effect: true },
  { kind: "drop_before", ends: "cut", effect: false },
  { kind: "drop_after", ends: "cut", effect: true },
  { kind: "malformed", ends: "broken", effect: true },
] as const

describe.each(TARGETS)("faults of the local %s", (_, start) => {
  let target: Target
  let pair: Pair
  beforeAll(async () => {
    target = await start()
  })
  afterAll(() => target.close())
  beforeEach(async () => {
    await target.control("reset")
    pair = await target.connect()
  })

  const get = async (path: string) => (await fetch(`${target.origin}/_sandbox/${path}`)).json()
  const rows = async () => (await get("requests")) as Record<string, unknown>[]
  /** How many requests of the log have no answer yet. */
  const waiting = async () => (await rows()).filter((row) => row["status"] === null).length
  const lives = async () => (await target.api(pair.access, "GET", target.readPath)).ok

  describe.each(KINDS)("a fault of the kind $kind", ({ ends, effect, ...fault }) => {
    it.each([1, 2])("happens to %i writes and then no more", async (times) => {
      const before = await target.count(pair.access)
      await target.control("faults", [{ ...fault, method: "post", path: "/", times }])
      const normal = await (async () => {
        const seen: unknown[] = []
        for (let n = 0; n < times; n += 1) seen.push(await outcome(target.write(pair.access)))
        expect(await get("faults")).toEqual([])
        const status = await outcome(target.write(pair.access))
        expect(seen).toEqual(Array.from({ length: times }, () => ends ?? status))
        return status
      })()
      expect([200, 201]).toContain(normal)
      expect(await target.count(pair.access)).toBe(before + (effect ? times : 0) + 1)
    })

    it("happens to a rotation, which has taken place or not", async () => {
      await target.control("faults", [{ ...fault, path: target.tokenPath }])
      expect(await outcome(target.refresh(pair.refresh))).toBe(ends ?? 200)
      expect((await target.refresh(pair.refresh)).ok).toBe(!effect)
    })
  })

  it("holds answers after their effect until they are released, all at once", async () => {
    const before = await target.count(pair.access)
    await target.control("faults", [{ kind: "hold", method: "POST", path: "/", times: 2 }])
    const ends: unknown[] = []
    const hold = async (answer: Promise<Response>) => ends.push((await answer).ok)
    const write = hold(target.write(pair.access))
    await expect.poll(() => target.count(pair.access)).toBe(before + 1)
    const rotation = hold(target.refresh(pair.refresh))
    await expect.poll(waiting).toBe(2)
    expect((await target.refresh(pair.refresh)).ok).toBe(false)
    expect(ends).toEqual([])
    await target.control("release")
    await Promise.all([write, rotation])
    expect(ends).toEqual([true, true])
    expect(await waiting()).toBe(0)
  })

  it("lets held answers go at a reset", async () => {
    await target.control("faults", [{ kind: "hold", path: target.readPath }])
    const held = target.api(pair.access, "GET", target.readPath)
    await expect.poll(() => get("faults")).toEqual([])
    await target.control("reset")
    expect((await held).status).toBe(200)
  })

  it("delays for as long as asked", async () => {
    await target.control("faults", [{ kind: "delay", path: target.readPath, delayMs: 120 }])
    const began = performance.now()
    expect(await lives()).toBe(true)
    expect(performance.now() - began).toBeGreaterThan(115)
  })

  it("spares pages and control calls, other methods and other paths", async () => {
    const faults = [
      { kind: "status", path: "/", method: "DELETE" },
      { kind: "drop_before", path: "/elsewhere/*" },
      { kind: "status", path: target.page },
    ]
    await target.control("faults", faults)
    expect((await fetch(target.origin + target.page)).status).toBe(200)
    expect(await lives()).toBe(true)
    expect(await get("faults")).toHaveLength(3)
  })
})
