import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { buildObstacles, type BoardItem } from "./obstacles.ts"
import { overlaps } from "./rect.ts"

const place = fc.double({ min: -20_000, max: 20_000, noNaN: true })
const size = fc.oneof(
  fc.double({ min: 0, max: 400, noNaN: true }),
  fc.double({ min: 0, max: 90_000, noNaN: true }),
)
const anyRect = fc.record({ x: place, y: place, width: size, height: size })
const anyItems: fc.Arbitrary<BoardItem[]> = fc.array(
  fc.record({ id: fc.constantFrom("a", "b", "c"), rect: anyRect, parent: fc.constant(null) }),
  { maxLength: 40 },
)

describe("buildObstacles", () => {
  it("finds what looking at every item finds, however large things are", () => {
    fc.assert(
      fc.property(anyItems, anyItems, anyRect, (given, added, rect) => {
        const board = buildObstacles(given)
        for (const item of added) board.add(item)
        const there = [...given, ...added].filter((item) => overlaps(item.rect, rect))
        expect(board.meets(rect)).toBe(there.length > 0)
        expect(board.meets(rect, ({ id }) => id === "a")).toBe(there.some(({ id }) => id !== "a"))
        expect(board.items).toHaveLength(given.length + added.length)
      }),
    )
  })

  it("takes a box of a million units like any other", () => {
    const rect = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 }
    const board = buildObstacles([{ id: "a", rect, parent: null }])
    expect(board.meets({ x: 0, y: 0, width: 1, height: 1 })).toBe(true)
    expect(board.meets({ x: 1e6, y: 0, width: 1, height: 1 })).toBe(false)
  })
})
