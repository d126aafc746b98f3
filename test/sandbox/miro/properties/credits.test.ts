import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BoardClient, openBoard } from "../boardClient.ts"
import { buildCredits } from "../credits.ts"
import { ANN, BEN } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

/** A call: who, what it costs, and how long after the one before. */
interface Call {
  readonly who: "ann" | "ben"
  readonly cost: number
  readonly after: number
}

type Made = Call & { at: number; allowed: boolean }

const calls = fc.array(
  fc.record({
    who: fc.constantFrom("ann" as const, "ben" as const),
    cost: fc.constantFrom(50, 100, 500, 2000, 40_000),
    after: fc.constantFrom(0, 0, 1, 20_000, 59_999, 60_000, 61_000),
  }),
  { maxLength: 40 },
)

/** The same by its definition: what was let through since the window began that is open now. */
function expectedLeft(history: readonly Made[], now: number) {
  let start = Number.NEGATIVE_INFINITY
  let spent = 0
  for (const call of history) {
    if (call.at >= start + 60_000) [start, spent] = [call.at, 0]
    if (call.allowed) spent += call.cost
  }
  return now >= start + 60_000
    ? { left: 100_000, endsAt: now + 60_000 }
    : { left: 100_000 - spent, endsAt: start + 60_000 }
}

describe("credits", () => {
  it("are 100,000 in a minute for each account, and a refused call takes none", () => {
    fc.assert(
      fc.property(calls, (made) => {
        let now = 1_700_000_000_000
        const credits = buildCredits(() => now)
        const all: Record<Call["who"], Made[]> = { ann: [], ben: [] }
        for (const call of made) {
          now += call.after
          const { left, endsAt } = expectedLeft(all[call.who], now)
          const balance = credits.spend(call.who, call.cost)
          expect(balance.allowed).toBe(call.cost <= left)
          expect(balance.remaining).toBe(balance.allowed ? left - call.cost : left)
          expect(balance.resetAt).toBe(Math.ceil(endsAt / 1000))
          all[call.who].push({ ...call, at: now, allowed: balance.allowed })
        }
      }),
    )
  })
})

describe("over HTTP", () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig()
  })
  afterAll(async () => {
    await rig.close()
  })

  const TWENTY = Array.from({ length: 20 }, () => ({ type: "text" }))
  /** Calls by their price. */
  const CALLS: Readonly<Record<number, (board: BoardClient) => ReturnType<BoardClient["call"]>>> = {
    50: (board) => board.call("GET", ""),
    100: (board) => board.call("PATCH", "", {}),
    2000: (board) => board.call("POST", "items/bulk", TWENTY),
  }

  it("headers and refusals follow the account, in any order of calls", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.constantFrom(50, 100, 2000)), { maxLength: 15 }),
        fc.integer({ min: 44, max: 50 }),
        async (order, bulks) => {
          await rig.control("reset")
          const people = [await openBoard(rig, ANN), await openBoard(rig, BEN)] as const
          const left = [100_000, 100_000]
          const spend = async (who: 0 | 1, cost: number) => {
            const answer = await CALLS[cost]?.(people[who])
            const allowed = cost <= (left[who] ?? 0)
            if (allowed) left[who] = (left[who] ?? 0) - cost
            expect(answer?.status === 429).toBe(!allowed)
            expect(answer?.headers.get("x-ratelimit-remaining")).toBe(String(left[who]))
          }
          for (let n = 0; n < bulks; n += 1) await spend(0, 2000)
          for (const [first, cost] of order) await spend(first ? 0 : 1, cost)
          await rig.control("clock", { advanceSeconds: 60 })
          left.fill(100_000)
          await spend(0, 100)
        },
      ),
      { numRuns: 2 },
    )
  })
})
