import { runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { TrelloBudget } from "../../../worker/dev.ts"
import type { UpstreamCall, UpstreamResult } from "../../../worker/grants/upstream.ts"
import { type GrantAt, restart } from "../grantAt.ts"
import { buildWorld, later, type World } from "../world.ts"
import { adopt } from "./adopt.ts"
import { feed } from "./hungry.ts"

let world: World
let read: UpstreamCall

beforeEach(async () => {
  world = await buildWorld()
  read = { method: "GET", path: `/1/boards/${world.board.id}?fields=name` }
})

afterEach(() => {
  vi.restoreAllMocks()
})

const ANSWERED = { kind: "answer", status: 200 }
const limited = (retryAfterSeconds: number) => ({
  kind: "failure",
  failure: { code: "upstream_rate_limited", provider: "trello", retryAfterSeconds },
})

function call(grant: GrantAt | undefined, priority?: "background"): Promise<UpstreamResult> {
  if (grant === undefined) throw new Error("No such grant")
  return grant.stub().call({ ...read, ...(priority && { priority }) })
}

/** How often the stand-in was asked for the board, and how often it refused that. */
async function countReads(): Promise<{ readonly all: number; readonly refused: number }> {
  const rows = await world.standIns.requests("trello")
  const reads = rows.filter(({ path }) => path.startsWith("/1/boards/"))
  return { all: reads.length, refused: reads.filter(({ status }) => status === 429).length }
}

/** Trello refuses the next call with this code and its seconds. */
function refuseNext(error: string, seconds: number): Promise<void> {
  return world.standIns.faults("trello", {
    path: "/1/boards/",
    kind: "status",
    status: 429,
    body: { error, message: "Rate limit exceeded" },
    headers: { "retry-after": String(seconds) },
  })
}

describe("ten people who are hungry at once", () => {
  it.each(["person", "background"] as const)(
    "get no 429, and the slowest ends within 1.2 of the mean (%s)",
    async (priority) => {
      const grants = await adopt(world, "trello", 10)
      const before = await countReads()
      const ends = await feed(world, grants, 200, { ...read, priority })
      const after = await countReads()
      expect(after).toEqual({ all: before.all + 10 * 200, refused: 0 })
      const mean = ends.reduce((total, end) => total + end, 0) / ends.length
      expect(Math.max(...ends) / mean).toBeLessThanOrEqual(1.2)
    },
  )
})

describe("a 429 of Trello's", () => {
  it("for the whole client stops everybody to its second, whatever lease they hold", async () => {
    const [first, second, third] = await adopt(world, "trello", 3)
    for (let count = 0; count < 4; count++) await call(second)
    await refuseNext("API_KEY_LIMIT_EXCEEDED", 17)
    expect(await call(first)).toMatchObject({ kind: "answer", status: 429 })
    const { all } = await countReads()
    for (const grant of [first, second, third]) expect(await call(grant)).toEqual(limited(17))
    expect(await call(third, "background")).toEqual(limited(17))
    await later(world, 16)
    for (const grant of [first, second, third]) expect(await call(grant)).toEqual(limited(1))
    expect((await countReads()).all).toBe(all)
    await later(world, 1)
    for (const grant of [first, second, third]) expect(await call(grant)).toMatchObject(ANSWERED)
  })

  it.each(["API_TOKEN_LIMIT_EXCEEDED", "API_TOKEN_DB_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED"])(
    "for one token stops that grant alone (%s)",
    async (code) => {
      const [first, second] = await adopt(world, "trello", 2)
      await refuseNext(code, 17)
      expect(await call(first)).toMatchObject({ kind: "answer", status: 429 })
      expect(await call(first)).toEqual(limited(17))
      expect(await call(second)).toMatchObject(ANSWERED)
      await later(world, 17)
      expect(await call(first)).toMatchObject(ANSWERED)
    },
  )
})

describe("the object that shares the limit out", () => {
  it("is asked once for one call, and seldom for many", async () => {
    const [grant] = await adopt(world, "trello", 1)
    const lease = vi.spyOn(TrelloBudget.prototype, "lease")
    const asked = () => lease.mock.calls.map(([, { requests }]) => requests)
    await call(grant)
    expect(asked()).toEqual([1])
    for (let count = 0; count < 34; count++) await call(grant)
    expect(asked()).toEqual([1, 2, 4, 8, 10, 10])
  })

  it("stores nothing, and forgets harmlessly when it restarts", async () => {
    // A run waits at its end for lines of objects that have died.
    vi.spyOn(console, "log").mockImplementation(() => {})
    const grants = await adopt(world, "trello", 2)
    for (const grant of grants) await call(grant)
    await refuseNext("API_KEY_LIMIT_EXCEEDED", 600)
    await call(grants[0])
    expect(await call(grants[1])).toEqual(limited(600))
    const budget = env.TRELLO_BUDGET.getByName("trello")
    const stored = await runInDurableObject(budget, async (_, { storage }) => ({
      values: (await storage.list()).size,
      tables: storage.sql
        .exec("SELECT 1 FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")
        .toArray().length,
      alarm: await storage.getAlarm(),
    }))
    expect(stored).toEqual({ values: 0, tables: 0, alarm: null })
    await restart()
    // What still holds, Trello says again.
    await refuseNext("API_KEY_LIMIT_EXCEEDED", 500)
    expect(await call(grants[1])).toMatchObject({ kind: "answer", status: 429 })
    expect(await call(grants[0])).toEqual(limited(500))
    await later(world, 500)
    for (const grant of grants) expect(await call(grant)).toMatchObject(ANSWERED)
  })

  it("keeps no call back when it fails, or takes too long", async () => {
    const [first, second] = await adopt(world, "trello", 2)
    const lease = vi.spyOn(TrelloBudget.prototype, "lease")
    lease.mockImplementation(() => {
      throw new Error("broken")
    })
    expect(await call(first)).toMatchObject(ANSWERED)
    expect(await call(first, "background")).toMatchObject(ANSWERED)
    expect(lease).toHaveBeenCalledTimes(1)
    lease.mockImplementation((async () => {
      await scheduler.wait(10_000)
    }) as unknown as TrelloBudget["lease"])
    expect(await call(second)).toMatchObject(ANSWERED)
    expect(await call(second)).toMatchObject(ANSWERED)
    expect(lease).toHaveBeenCalledTimes(2)
  })
})
