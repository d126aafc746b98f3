import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { centerOn, fitAll, zoomAt } from "./camera.ts"

const view = { width: 1000, height: 700 }
const number = fc.double({ min: -5000, max: 5000, noNaN: true })

describe("the camera", () => {
  it("puts a point into the middle of the view", () => {
    fc.assert(
      fc.property(number, number, (x, y) => {
        const camera = centerOn({ x, y }, view, 0.5)
        expect(x * camera.zoom + camera.x).toBeCloseTo(500)
        expect(y * camera.zoom + camera.y).toBeCloseTo(350)
      }),
    )
  })

  it("keeps the point under the pointer where it is while zooming", () => {
    fc.assert(
      fc.property(number, number, fc.double({ min: 0.2, max: 3, noNaN: true }), (x, y, factor) => {
        const before = centerOn({ x: 10, y: 20 }, view, 1)
        const after = zoomAt(before, { x, y }, factor)
        const world = { x: (x - before.x) / before.zoom, y: (y - before.y) / before.zoom }
        expect(world.x * after.zoom + after.x).toBeCloseTo(x, 4)
        expect(world.y * after.zoom + after.y).toBeCloseTo(y, 4)
      }),
    )
  })

  it("shows everything, never larger than life", () => {
    const box = { x: 300, y: 100, width: 320, height: 94 }
    expect(fitAll([box], view).zoom).toBe(1)
    const far = { ...box, x: 4000 }
    const camera = fitAll([box, far], view)
    expect((far.x + far.width / 2) * camera.zoom + camera.x).toBeLessThanOrEqual(view.width)
    expect((box.x - box.width / 2) * camera.zoom + camera.x).toBeGreaterThanOrEqual(0)
  })
})
