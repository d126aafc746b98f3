import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { nextFreeSlot } from "./freeSlot.ts"
import { slotPosition } from "./layout.ts"
import { boundsOf, overlaps } from "./rect.ts"

const cardAt = (slot: number) => {
  const { x, y } = slotPosition(slot)
  return boundsOf(x, y, 320, 216)
}

describe("nextFreeSlot", () => {
  it("keeps the slot when nothing is there", () => {
    expect(nextFreeSlot(7, [])).toBe(7)
    expect(nextFreeSlot(7, [cardAt(6), cardAt(8), cardAt(27)])).toBe(7)
  })

  it("takes the next one when something is", () => {
    expect(nextFreeSlot(7, [cardAt(7), cardAt(8)])).toBe(9)
    expect(nextFreeSlot(0, [{ x: 100, y: 100, width: 1, height: 20 }])).toBe(1)
  })

  it("goes around a frame that covers whole columns", () => {
    expect(nextFreeSlot(3, [{ x: -200, y: -300, width: 600, height: 9000 }])).toBe(40)
  })

  it("never gives one that is taken, nor leaves a free one out", () => {
    const place = fc.integer({ min: -500, max: 2000 })
    const size = fc.nat(1500)
    const anyRect = fc.record({ x: place, y: place, width: size, height: size })
    fc.assert(
      fc.property(fc.nat(60), fc.array(anyRect, { maxLength: 20 }), (slot, obstacles) => {
        const isFree = (one: number) => !obstacles.some((rect) => overlaps(rect, cardAt(one)))
        const free = nextFreeSlot(slot, obstacles)
        expect(isFree(free)).toBe(true)
        const before = Array.from({ length: free - slot }, (_, i) => slot + i)
        expect(before.filter(isFree)).toEqual([])
      }),
    )
  })
})
