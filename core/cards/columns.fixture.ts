import * as fc from "fast-check"
import type { CardPlace, ColumnsInput, ColumnsPlan } from "./columns.ts"
import { cellRect, cellsOf, frameSize, gridOf } from "./frameGrid.ts"
import type { BoardItem } from "./obstacles.ts"
import { boundsOf, overlaps, type Rect } from "./rect.ts"

const LISTS = ["a", "b", "c", "d", "e", "f"]
const anyPlace = fc.integer({ min: -3000, max: 6000 })

/** What people put on a board: anything anywhere, turned, in no frame of ours. */
const anyRect: fc.Arbitrary<Rect> = fc
  .record({
    x: anyPlace,
    y: anyPlace,
    width: fc.double({ min: 0, max: 1500, noNaN: true }),
    height: fc.double({ min: 0, max: 1500, noNaN: true }),
    rotation: fc.oneof(fc.constant(0), fc.double({ min: -360, max: 360, noNaN: true })),
  })
  .map(({ x, y, width, height, rotation }) => boundsOf(x, y, width, height, rotation))

/** A frame of ours as people may have left it: moved onto others, resized, cards in its grid or shifted. */
const anyFrame = fc.record({
  list: fc.constantFrom(...LISTS),
  x: anyPlace,
  y: anyPlace,
  columns: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 1, max: 22 }),
  stretch: fc.tuple(fc.integer({ min: -300, max: 500 }), fc.integer({ min: -300, max: 500 })),
  taken: fc.array(fc.boolean(), { maxLength: 66 }),
  shift: fc.tuple(fc.nat(200), fc.nat(200)),
})

/** Any Trello lists and any Miro board. */
export const anyColumns: fc.Arbitrary<ColumnsInput> = fc
  .record({
    counts: fc.array(fc.oneof(fc.nat(6), fc.nat(70)), { maxLength: LISTS.length }),
    order: fc.shuffledSubarray(LISTS, { minLength: LISTS.length }),
    things: fc.array(anyRect, { maxLength: 15 }),
    left: fc.array(anyFrame, { maxLength: 6 }),
  })
  .map(({ counts, order, things, left }) => {
    const frames = left.map(({ list, x, y, columns, rows, stretch: [wider, higher] }, index) => {
      const { width, height } = frameSize({ columns, rows })
      const size = { width: Math.max(50, width + wider), height: Math.max(50, height + higher) }
      return { id: `frame ${index}`, list, rect: { x, y, ...size } }
    })
    const children = frames.flatMap(({ id, rect }, index) => {
      const { taken = [], shift: [across, down] = [0, 0] } = left[index] ?? {}
      return Array.from(cellsOf(gridOf(rect))).flatMap((cell, place): BoardItem[] => {
        if (taken[place] !== true) return []
        const { x, y, width, height } = cellRect(rect, cell)
        const moved = { x: x + across, y: y + down, width, height }
        return [{ id: `${id} card ${place}`, rect: moved, parent: id }]
      })
    })
    return {
      lists: counts.map((cards, index) => ({
        id: order[index] ?? "",
        name: `List ${index}`,
        cards,
      })),
      frames,
      items: [
        ...things.map((rect, index) => ({ id: `thing ${index}`, rect, parent: null })),
        ...frames.map(({ id, rect }) => ({ id, rect, parent: null })),
        ...children,
      ],
    }
  })

/** All frames as the plan leaves them, by the id or key that a place names. */
export function framesAfter(
  { frames }: ColumnsInput,
  plan: ColumnsPlan,
): ReadonlyMap<string, Rect> {
  const rects = [
    ...frames,
    ...plan.grownFrames,
    ...plan.newFrames.map(({ key, rect }) => ({ id: `new ${key}`, rect })),
  ]
  return new Map(rects.map(({ id, rect }) => [id, rect]))
}

export function frameOf({ frame }: CardPlace): string {
  return frame.kind === "new" ? `new ${frame.key}` : frame.id
}

/** The cards that the plan puts on the board, as items as large as they can get. */
export function cardsAfter(input: ColumnsInput, plan: ColumnsPlan): readonly BoardItem[] {
  const rects = framesAfter(input, plan)
  return plan.places.flatMap(({ list, cards }) =>
    cards.map((place, index) => {
      const { x, y } = rects.get(frameOf(place)) ?? { x: Number.NaN, y: Number.NaN }
      const rect = boundsOf(x + place.x, y + place.y, 320, 216)
      return { id: `${list} new ${index}`, rect, parent: frameOf(place) }
    }),
  )
}

/** The board after the plan was carried out, with so many new cards for each list next time. */
export function applyPlan(input: ColumnsInput, plan: ColumnsPlan, cards: number): ColumnsInput {
  const rects = framesAfter(input, plan)
  const made = plan.newFrames.map(({ key, list, rect }) => ({ id: `made ${key}`, list, rect }))
  const kept = [...input.frames, ...input.items].map(({ id }) => id)
  const put = cardsAfter(input, plan).map(({ id, rect, parent }) => ({
    id: `put ${id}`,
    rect,
    parent: parent !== null && kept.includes(parent) ? parent : `made${parent?.slice(3) ?? ""}`,
  }))
  return {
    lists: input.lists.map((list) => ({ ...list, cards })),
    frames: [
      ...input.frames.map((frame) => ({ ...frame, rect: rects.get(frame.id) ?? frame.rect })),
      ...made,
    ],
    items: [
      ...input.items.map((item) => ({ ...item, rect: rects.get(item.id) ?? item.rect })),
      ...made.map(({ id, rect }) => ({ id, rect, parent: null })),
      ...put,
    ],
  }
}

/** The pairs of these that overlap. */
export function overlapping(a: readonly BoardItem[], b: readonly BoardItem[]): string[] {
  return a.flatMap((one) =>
    b
      .filter((other) => other.id !== one.id && overlaps(one.rect, other.rect))
      .map((other) => `${one.id} over ${other.id}`),
  )
}
