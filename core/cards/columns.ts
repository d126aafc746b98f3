import { fillFrames, type Frame } from "./fillFrames.ts"
import { cellCentre, cellsOf, frameSize, gridFor } from "./frameGrid.ts"
import { placeRow } from "./frameRow.ts"
import { buildFrameTitle } from "./frameTitle.ts"
import type { Position } from "./layout.ts"
import { buildObstacles, type BoardItem } from "./obstacles.ts"
import type { Rect } from "./rect.ts"

/** What is to be laid out, and what the board looks like now. */
export interface ColumnsInput {
  /** In Trello's order; `cards` counts those that are not on the board yet. */
  readonly lists: readonly { readonly id: string; readonly name: string; readonly cards: number }[]
  /** Our frames, wherever and whatever size they are now; of one list the oldest first. */
  readonly frames: readonly (Frame & { readonly list: string })[]
  /** Everything on the board, our frames too. */
  readonly items: readonly BoardItem[]
}

/** A frame to make. */
export interface NewFrame {
  /** Names it within the plan. */
  readonly key: string
  readonly list: string
  readonly title: string
  readonly rect: Rect
}

/** Where a card goes: its centre from the top left corner of a frame (Miro's `parent_top_left`). */
export interface CardPlace extends Position {
  readonly frame:
    | { readonly kind: "new"; readonly key: string }
    | { readonly kind: "existing"; readonly id: string }
}

export interface ColumnsPlan {
  /** From left to right, in Trello's order. */
  readonly newFrames: readonly NewFrame[]
  /** Frames that have to grow before cards go in; their top left corner stays. */
  readonly grownFrames: readonly Frame[]
  /** For each list of the input, in its order, a place for each of its cards, in their order. */
  readonly places: readonly { readonly list: string; readonly cards: readonly CardPlace[] }[]
}

/**
 * Lays new cards out in columns: a frame for each list, with its title. A list that has frames gets its cards into
 * their free places, then lets a frame grow where nothing is in the way; what finds no room there, and a list without
 * a frame, gets a new frame in free space. Nothing that is on the board moves, and nothing is covered. The same input
 * gives the same plan.
 */
export function planColumns({ lists, frames, items }: ColumnsInput): ColumnsPlan {
  const own = new Set(frames.map(({ id }) => id))
  const board = buildObstacles([
    ...items.filter(({ id }) => !own.has(id)),
    ...frames.map(({ id, rect }) => ({ id, rect, parent: null })),
  ])
  const filled = lists.map((list) => {
    const existing = frames.filter((frame) => frame.list === list.id)
    return { list, existing, ...fillFrames(list.cards, existing, board) }
  })
  const grownFrames = filled.flatMap(({ grown }) => grown)

  const growth = new Map(grownFrames.map(({ id, rect }) => [id, rect]))
  const ours = frames.map(({ id, rect }) => growth.get(id) ?? rect)
  const wanting = filled.flatMap(({ list, existing, places }) => {
    const left = list.cards - places.length
    return left === 0 ? [] : [{ list, number: existing.length + 1, grid: gridFor(left) }]
  })
  const rects = placeRow(
    wanting.map(({ grid }) => frameSize(grid)),
    ours,
    board,
  )
  const newFrames = wanting.flatMap(({ list, number }, index) => {
    const rect = rects[index]
    return rect === undefined
      ? []
      : [{ key: list.id, list: list.id, title: buildFrameTitle(list.name, number), rect }]
  })
  return {
    newFrames,
    grownFrames,
    places: filled.map(({ list, places }) => ({
      list: list.id,
      cards: [
        ...places.map(({ frame, ...centre }) => ({
          frame: { kind: "existing", id: frame } as const,
          ...centre,
        })),
        ...placesInNew(list.id, list.cards - places.length),
      ],
    })),
  }
}

function placesInNew(key: string, cards: number): readonly CardPlace[] {
  return Array.from(cellsOf(gridFor(cards)))
    .slice(0, cards)
    .map((cell) => ({ frame: { kind: "new", key } as const, ...cellCentre(cell) }))
}
