import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { estimateSeconds, type Workload } from "./estimate.ts"

const NOTHING: Workload = { creates: 0, updates: 0, removes: 0, reads: 0 }
const seconds = (work: Partial<Workload>, allowance?: Parameters<typeof estimateSeconds>[1]) =>
  estimateSeconds({ ...NOTHING, ...work }, allowance)

describe("estimateSeconds", () => {
  it.each([
    [{}, 0],
    [{ reads: 1 }, 1],
    [{ creates: 20 }, 1],
    [{ creates: 800 }, 4],
    [{ creates: 801 }, 63],
    [{ creates: 5000 }, 364],
    [{ updates: 100 }, 10],
    [{ removes: 160 }, 16],
    [{ removes: 1000 }, 375],
  ])("%j takes about %i s", (work, expected) => {
    expect(seconds(work)).toBe(expected)
  })

  it("takes longer where Miro gives less or more stays for people", () => {
    const work = { creates: 1000 }
    expect(seconds(work, { creditsPerMinute: 50_000 })).toBeGreaterThan(seconds(work))
    expect(seconds(work, { reserveShare: 0 })).toBeLessThan(seconds(work))
  })

  it("never says less for more work, and always whole seconds, at least one", () => {
    const count = fc.nat(20_000)
    const work = fc.record({ creates: count, updates: count, removes: count, reads: count })
    fc.assert(
      fc.property(work, work, fc.integer({ min: 100, max: 200_000 }), (a, b, creditsPerMinute) => {
        const both = {
          creates: a.creates + b.creates,
          updates: a.updates + b.updates,
          removes: a.removes + b.removes,
          reads: a.reads + b.reads,
        }
        const [less, more] = [a, both].map((one) => estimateSeconds(one, { creditsPerMinute }))
        expect(more).toBeGreaterThanOrEqual(less ?? 0)
        expect(less).toSatisfy(Number.isInteger)
        expect(less).toBeGreaterThanOrEqual(Object.values(a).some((one) => one > 0) ? 1 : 0)
      }),
    )
  })
})
