import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  anyColumns,
  applyPlan,
  cardsAfter,
  frameOf,
  framesAfter,
  overlapping,
} from "./columns.fixture.ts"
import { planColumns, type ColumnsInput, type ColumnsPlan } from "./columns.ts"
import { cellRect, cellsOf, gridOf } from "./frameGrid.ts"
import type { BoardItem } from "./obstacles.ts"
import { overlaps, type Rect } from "./rect.ts"

const RUNS = { numRuns: 300 }

function forAnyBoard(check: (input: ColumnsInput, plan: ColumnsPlan) => void): void {
  fc.assert(
    fc.property(anyColumns, (input) => {
      check(input, planColumns(input))
    }),
    RUNS,
  )
}

const frameItems = (rects: ReadonlyMap<string, Rect>): BoardItem[] =>
  Array.from(rects, ([id, rect]) => ({ id, rect, parent: null }))

/** What a plan puts or stretches over something else. */
function coveredBy(input: ColumnsInput, plan: ColumnsPlan): string[] {
  const frames = frameItems(framesAfter(input, plan))
  const cards = cardsAfter(input, plan)
  const made = frames.filter(({ id }) => id.startsWith("new "))
  const grown = new Set(plan.grownFrames.map(({ id }) => id))
  const before = new Set(overlapping(input.items, input.items))
  return [
    ...cards.flatMap((card) => [
      ...overlapping([card], cards),
      ...overlapping(
        [card],
        [...input.items, ...frames].filter(({ id }) => id !== card.parent),
      ),
    ]),
    ...overlapping(made, [...frames, ...input.items]),
    ...frames
      .filter(({ id }) => grown.has(id))
      .flatMap((frame) =>
        overlapping(
          [frame],
          [...frames, ...input.items.filter(({ parent }) => parent !== frame.id)],
        ).filter((pair) => !before.has(pair)),
      ),
  ]
}

describe("planColumns, whatever the lists and the board", () => {
  it("covers nothing: no card, no new frame, and nothing more by a frame that grows", () => {
    forAnyBoard((input, plan) => expect(coveredBy(input, plan)).toEqual([]))
  })

  it("places every card once, within a frame of its list", () => {
    forAnyBoard((input, plan) => {
      const rects = framesAfter(input, plan)
      const listOf = new Map([
        ...input.frames.map(({ id, list }) => [id, list] as const),
        ...plan.newFrames.map(({ key, list }) => [`new ${key}`, list] as const),
      ])
      expect(plan.places.map(({ list, cards }) => [list, cards.length])).toEqual(
        input.lists.map(({ id, cards }) => [id, cards]),
      )
      const outside = plan.places.flatMap(({ list, cards }) =>
        cards.filter((place) => {
          const { width = 0, height = 0 } = rects.get(frameOf(place)) ?? {}
          const inside =
            place.x - 160 >= 0 &&
            place.x + 160 <= width &&
            place.y - 108 >= 0 &&
            place.y + 108 <= height
          return !inside || listOf.get(frameOf(place)) !== list
        }),
      )
      expect(outside).toEqual([])
    })
  })

  it("makes a new frame only for cards that find no free place in the list's frames", () => {
    forAnyBoard((input, plan) => {
      const taken = [...input.items, ...cardsAfter(input, plan)]
      const full = new Set(plan.newFrames.map(({ list }) => list))
      const free = input.frames
        .filter(({ list }) => full.has(list))
        .flatMap(({ id, rect }) =>
          Array.from(cellsOf(gridOf(rect)), (cell) => cellRect(rect, cell)).filter(
            (cell) => !taken.some((item) => item.id !== id && overlaps(item.rect, cell)),
          ),
        )
      expect(free).toEqual([])
    })
  })

  it("lets frames only grow, from their top left corner, and only for cards", () => {
    forAnyBoard((input, plan) => {
      const used = new Set(plan.places.flatMap(({ cards }) => cards.map(frameOf)))
      for (const { id, rect } of plan.grownFrames) {
        const before = input.frames.find((frame) => frame.id === id)?.rect
        expect(rect).toMatchObject({ x: before?.x, y: before?.y })
        expect(rect.width).toBeGreaterThanOrEqual(before?.width ?? Infinity)
        expect(rect.height).toBeGreaterThanOrEqual(before?.height ?? Infinity)
        expect(used).toContain(id)
      }
      expect(new Set(plan.grownFrames.map(({ id }) => id)).size).toBe(plan.grownFrames.length)
    })
  })

  it("makes new frames side by side in Trello's order, at most one for a list", () => {
    forAnyBoard(({ lists }, { newFrames }) => {
      const order = lists.map(({ id }) => id)
      const places = newFrames.map(({ list }) => order.indexOf(list))
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
      expect(new Set(newFrames.map(({ rect }) => rect.y)).size).toBeLessThan(2)
      for (const [index, { rect }] of newFrames.entries()) {
        const previous = newFrames[index - 1]?.rect
        expect(rect.x).toBeGreaterThan(previous === undefined ? -Infinity : previous.x)
      }
    })
  })

  it("gives the same plan for the same input", () => {
    forAnyBoard((input, plan) => expect(planColumns(structuredClone(input))).toEqual(plan))
  })

  it("changes nothing when it is carried out and nothing new is there", () => {
    forAnyBoard((input, plan) => {
      const again = planColumns(applyPlan(input, plan, 0))
      expect(again.newFrames).toEqual([])
      expect(again.grownFrames).toEqual([])
      expect(again.places.flatMap(({ cards }) => cards)).toEqual([])
    })
  })

  it("covers nothing the next time either, when more cards come", () => {
    fc.assert(
      fc.property(anyColumns, fc.integer({ min: 1, max: 30 }), (input, more) => {
        const next = applyPlan(input, planColumns(input), more)
        expect(coveredBy(next, planColumns(next))).toEqual([])
      }),
      RUNS,
    )
  })

  it("lays 5,000 cards out among 5,000 items in less than a second", () => {
    const things = Array.from({ length: 4900 }, (_, i) => ({
      id: `thing ${i}`,
      rect: {
        x: (i % 70) * 400 - 2000,
        y: Math.floor(i / 70) * 300 - 9000,
        width: 300,
        height: 90,
      },
      parent: null,
    }))
    const frames = Array.from({ length: 100 }, (_, i) => ({
      id: `frame ${i}`,
      list: `list ${i}`,
      rect: { x: i * 480, y: 20_000, width: 400, height: 296 },
    }))
    const lists = frames.map(({ list }) => ({ id: list, name: list, cards: 50 }))
    const items = [...things, ...frames.map(({ id, rect }) => ({ id, rect, parent: null }))]
    const begun = performance.now()
    const { places } = planColumns({ lists, frames, items })
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(places.flatMap(({ cards }) => cards)).toHaveLength(5000)
  })
})
