import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cellCentre, cellRect, cellsOf, frameSize, gridFor, gridOf } from "./frameGrid.ts"
import { overlaps } from "./rect.ts"

const anyGrid = fc.record({
  columns: fc.integer({ min: 1, max: 300 }),
  rows: fc.integer({ min: 1, max: 20 }),
})

describe("a frame's grid", () => {
  it("has twenty rows before a second column begins", () => {
    expect(gridFor(1)).toEqual({ columns: 1, rows: 1 })
    expect(gridFor(20)).toEqual({ columns: 1, rows: 20 })
    expect(gridFor(21)).toEqual({ columns: 2, rows: 20 })
  })

  it("is read from the frame's size, to the last unit", () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        const { width, height } = frameSize(grid)
        expect(gridOf({ width, height })).toEqual(grid)
        expect(gridOf({ width: width - 1, height: height - 1 })).toEqual({
          columns: grid.columns - 1,
          rows: grid.rows - 1,
        })
      }),
    )
  })

  it("is empty in a frame that is too small, and never higher than twenty rows", () => {
    expect(gridOf({ width: 1, height: 1 })).toEqual({ columns: 0, rows: 0 })
    expect(gridOf({ width: 400, height: 99_999 })).toEqual({ columns: 1, rows: 20 })
  })

  it("has cells within the frame that do not overlap", () => {
    fc.assert(
      fc.property(
        fc.record({ columns: fc.integer({ min: 1, max: 4 }), rows: fc.nat(5) }),
        (grid) => {
          const frame = { x: 30, y: -70, ...frameSize(grid) }
          const cells = Array.from(cellsOf(grid))
          const rects = cells.map((cell) => cellRect(frame, cell))
          expect(cells).toHaveLength(grid.columns * grid.rows)
          for (const [index, rect] of rects.entries()) {
            expect(rects.filter((other) => overlaps(rect, other))).toEqual([rect])
            expect(rect.x - frame.x).toBeGreaterThanOrEqual(40)
            expect(frame.x + frame.width - rect.x - rect.width).toBeGreaterThanOrEqual(40)
            expect(frame.y + frame.height - rect.y - rect.height).toBeGreaterThanOrEqual(40)
            const centre = cellCentre(cells[index] ?? { column: -1, row: -1 })
            expect([rect.x + 160 - frame.x, rect.y + 108 - frame.y]).toEqual([centre.x, centre.y])
          }
        },
      ),
    )
  })
})
