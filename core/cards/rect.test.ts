import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { boundsOf, inflate, overlaps, type Rect } from "./rect.ts"

const BOX: Rect = { x: 0, y: 0, width: 100, height: 50 }

describe("overlaps", () => {
  it.each([
    ["itself", BOX, true],
    ["a corner", { ...BOX, x: 99, y: 49 }, true],
    ["a box within", { x: 10, y: 10, width: 1, height: 1 }, true],
    ["a point within", { x: 10, y: 10, width: 0, height: 0 }, true],
    ["a shared edge", { ...BOX, x: 100 }, false],
    ["a shared edge below", { ...BOX, y: 50 }, false],
    ["one side alone", { ...BOX, x: 20, y: 60 }, false],
  ])("tells of %s", (_what, other, expected) => {
    expect(overlaps(BOX, other)).toBe(expected)
    expect(overlaps(other, BOX)).toBe(expected)
  })
})

describe("inflate", () => {
  it("adds to every side", () => {
    expect(inflate(BOX, 5)).toEqual({ x: -5, y: -5, width: 110, height: 60 })
  })
})

describe("boundsOf", () => {
  it.each([0, 180, -360])("is the item itself when it is not turned: %i°", (rotation) => {
    const { x, y, width, height } = boundsOf(150, 225, 100, 50, rotation)
    expect([x, y, width, height].map(Math.round)).toEqual([100, 200, 100, 50])
  })

  it.each([90, -90])("changes sides at %i°", (rotation) => {
    const { x, y, width, height } = boundsOf(0, 0, 100, 50, rotation)
    expect([x, y, width, height].map(Math.round)).toEqual([-25, -50, 50, 100])
  })

  it("holds every corner of the turned item and touches one on each side", () => {
    const size = fc.double({ min: 0, max: 5000, noNaN: true })
    const rotation = fc.double({ min: -720, max: 720, noNaN: true })
    fc.assert(
      fc.property(size, size, rotation, (width, height, rotation) => {
        const angle = (rotation * Math.PI) / 180
        const corners = [-1, 1].flatMap((across) =>
          [-1, 1].map((down) => {
            const [dx, dy] = [(across * width) / 2, (down * height) / 2]
            return {
              x: 7 + dx * Math.cos(angle) - dy * Math.sin(angle),
              y: 9 + dx * Math.sin(angle) + dy * Math.cos(angle),
            }
          }),
        )
        const bounds = boundsOf(7, 9, width, height, rotation)
        expect(bounds.x).toBeCloseTo(Math.min(...corners.map(({ x }) => x)), 6)
        expect(bounds.y).toBeCloseTo(Math.min(...corners.map(({ y }) => y)), 6)
        expect(bounds.x + bounds.width).toBeCloseTo(Math.max(...corners.map(({ x }) => x)), 6)
        expect(bounds.y + bounds.height).toBeCloseTo(Math.max(...corners.map(({ y }) => y)), 6)
      }),
    )
  })
})
