import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { backoffMs } from "./backoff.ts"

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe("backoffMs", () => {
  it("lies between one second and five minutes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), random, (troubles, chance) => {
        const wait = backoffMs(troubles, chance)
        expect(wait).toBeGreaterThanOrEqual(1_000)
        expect(wait).toBeLessThanOrEqual(300_000)
      }),
    )
  })

  it("never shrinks with more troubles", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), random, (troubles, chance) => {
        expect(backoffMs(troubles + 1, chance)).toBeGreaterThanOrEqual(backoffMs(troubles, chance))
      }),
    )
  })

  it("spreads grants over half of the time", () => {
    expect([backoffMs(3, 0), backoffMs(3, 0.5)]).toEqual([4_000, 6_000])
  })
})
