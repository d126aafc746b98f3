import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { PageItem } from "../pageState.ts"
import { centerOn, fitAll, openOn } from "./camera.ts"
import { applyMoves, inDrawingOrder, itemAt, visibleItems } from "./visible.ts"

const view = { width: 960, height: 740 }
const item = (id: string, x: number, y: number, change: Partial<PageItem> = {}): PageItem => ({
  id,
  type: "app_card",
  data: {},
  style: {},
  x,
  y,
  width: 320,
  height: 94,
  maxHeight: null,
  parentId: null,
  owned: true,
  ...change,
})
const number = fc.integer({ min: -9000, max: 9000 })

describe("what is drawn", () => {
  it("is every item that the view touches, wherever it looks from", () => {
    fc.assert(
      fc.property(
        number,
        number,
        fc.array(fc.tuple(number, number)),
        fc.double({ min: 0.02, max: 4, noNaN: true }),
        (x, y, places, zoom) => {
          const items = places.map(([left, top], n) => item(String(n), left, top))
          const camera = centerOn({ x, y }, view, zoom)
          const drawn = new Set(visibleItems(items, camera, view))
          for (const one of items) {
            const [left, top] = [one.x * zoom + camera.x, one.y * zoom + camera.y]
            const inside = left >= 0 && top >= 0 && left <= view.width && top <= view.height
            expect(drawn.has(one) || !inside).toBe(true)
          }
        },
      ),
    )
  })

  it("is little of a large board seen from near, and all of it from afar", () => {
    const items = Array.from({ length: 5000 }, (_, n) =>
      item(String(n), Math.floor(n / 50) * 380, (n % 50) * 220),
    )
    expect(visibleItems(items, openOn(items, view), view).length).toBeLessThan(60)
    expect(visibleItems(items, fitAll(items, view), view)).toHaveLength(5000)
  })

  it("is the topmost item under the pointer, frames last", () => {
    const frame = item("f", 0, 0, { type: "frame", width: 800, height: 800 })
    const items = inDrawingOrder([item("a", 0, 0), item("b", 10, 0), frame])
    const camera = centerOn({ x: 0, y: 0 }, view, 1)
    expect(itemAt(items, camera, { x: 480, y: 370 })?.id).toBe("b")
    expect(itemAt(items, camera, { x: 480, y: 600 })?.id).toBe("f")
    expect(itemAt(items, camera, { x: 5, y: 5 })).toBeNull()
  })
})

describe("a move that the server does not know yet", () => {
  it("shows at once, and a frame takes along what lies in it", () => {
    const frame = item("f", 100, 100, { type: "frame" })
    const items = [frame, item("in", 120, 130, { parentId: "f" }), item("out", 5, 5)]
    const moved = applyMoves(items, new Map([["f", { x: 200, y: 90 }]]))
    expect(moved.map(({ x, y }) => [x, y])).toEqual([
      [200, 90],
      [220, 120],
      [5, 5],
    ])
    expect(applyMoves(items, new Map())).toBe(items)
  })
})
