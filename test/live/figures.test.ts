import { describe, expect, it } from "vitest"
import { Burst } from "./burst.ts"

describe("many changes at once", () => {
  it("of one card, 1,000 in a second, are three patches at most", async () => {
    const burst = await Burst.prepare(1)
    await burst.edit(1_000, 1)
    const { patches, cardReads, deliveries } = await burst.quiet()
    console.log(JSON.stringify({ posts: deliveries, patches, cardReads }))
    expect(deliveries).toBe(1_000)
    expect(patches).toBeGreaterThan(0)
    expect(patches).toBeLessThanOrEqual(3)
    expect(cardReads).toBeLessThanOrEqual(3)
  }, 60_000)

  it("of 500 cards are a patch each, with five reads at most, and no limit is met", async () => {
    const burst = await Burst.prepare(500)
    await burst.edit(500, 5)
    const { patches, cardReads, limited, seconds, invocations } = await burst.quiet()
    console.log(JSON.stringify({ cards: 500, patches, cardReads, limited, seconds, invocations }))
    expect(patches).toBe(500)
    expect(cardReads).toBeLessThanOrEqual(5)
    expect(limited).toBe(0)
  }, 60_000)
})
