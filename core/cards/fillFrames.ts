import {
  cellCentre,
  cellRect,
  cellsOf,
  frameSize,
  gridOf,
  type Cell,
  type Grid,
} from "./frameGrid.ts"
import { ROWS_PER_COLUMN, type Position } from "./layout.ts"
import type { BoardItem, Obstacles } from "./obstacles.ts"
import type { Rect } from "./rect.ts"

/** How far a frame that grows stays away from others. Frames stand further apart: a neighbour alone stops none. */
const CLEARANCE = 40

/** A frame of ours as it is on the board now. */
export interface Frame {
  readonly id: string
  readonly rect: Rect
}

export interface Filled {
  /** Frames that have to grow first, with their new box; the top left corner stays. */
  readonly grown: readonly Frame[]
  /** Where the first cards go: centres from the top left corner of the frame with this id. */
  readonly places: readonly ({ readonly frame: string } & Position)[]
}

/**
 * Finds room for so many cards in a list's frames, oldest frame first: in free cells, then by letting frames grow,
 * the newest first. What finds no room is left over: `places` may be shorter. What grows is added to `board`.
 */
export function fillFrames(cards: number, frames: readonly Frame[], board: Obstacles): Filled {
  if (cards === 0) return { grown: [], places: [] }
  const free = frames.map((frame) => countFree(frame, frame.rect, cards, board))
  let short = cards - free.reduce((sum, one) => sum + one, 0)
  const grown = new Map<string, Frame>()
  for (const frame of frames.toReversed()) {
    if (short <= 0) break
    const { rect, gained } = grow(frame, short, board)
    if (gained === 0) continue
    short -= gained
    grown.set(frame.id, { id: frame.id, rect })
    board.add({ id: frame.id, rect, parent: null })
  }
  const places: Filled["places"][number][] = []
  for (const frame of frames) {
    for (const cell of freeCells(frame, grown.get(frame.id)?.rect ?? frame.rect, board)) {
      if (places.length >= cards) break
      places.push({ frame: frame.id, ...cellCentre(cell) })
    }
  }
  return { grown: [...grown.values()], places }
}

interface Growth {
  readonly rect: Rect
  /** How many more free cells the frame has then. */
  readonly gained: number
}

/** Down to `ROWS_PER_COLUMN`, then to the right, as long as it gains cells that are needed and meets nothing. */
function grow(frame: Frame, needed: number, board: Obstacles): Growth {
  let best: Growth = { rect: frame.rect, gained: 0 }
  let last = best
  const start = gridOf(frame.rect)
  for (let rows = start.rows + 1; rows <= ROWS_PER_COLUMN; rows++) {
    const next = growTo({ columns: Math.max(1, start.columns), rows }, frame, last, board)
    if (next === null) break
    last = next
    if (last.gained > best.gained) best = last
    if (best.gained >= needed) return best
  }
  const { columns, rows } = gridOf(last.rect)
  for (let more = 1; ; more++) {
    const next = growTo({ columns: columns + more, rows }, frame, last, board)
    if (next === null || next.gained === last.gained) break
    last = best = next
    if (best.gained >= needed) break
  }
  return best
}

/** One step further than `last`, to this grid; null when something is in the way. */
function growTo(grid: Grid, frame: Frame, last: Growth, board: Obstacles): Growth | null {
  const size = frameSize(grid)
  const rect = {
    ...last.rect,
    width: Math.max(last.rect.width, size.width),
    height: Math.max(last.rect.height, size.height),
  }
  if (isBlocked(frame, rect, board)) return null
  const { columns, rows } = gridOf(last.rect)
  let { gained } = last
  for (const cell of cellsOf(gridOf(rect))) {
    const isNew = cell.column >= columns || cell.row >= rows
    if (isNew && isFree(frame, cell, board)) gained++
  }
  return { rect, gained }
}

/** Whether what the frame would newly cover, and a little around it, holds anything that is not the frame's own. */
function isBlocked({ id, rect }: Frame, next: Rect, board: Obstacles): boolean {
  const isOwn = (item: BoardItem): boolean => item.id === id || item.parent === id
  const [right, bottom] = [rect.x + rect.width, rect.y + rect.height]
  const below = {
    x: next.x - CLEARANCE,
    y: bottom,
    width: next.width + 2 * CLEARANCE,
    height: next.height - rect.height + CLEARANCE,
  }
  const beside = {
    x: right,
    y: next.y - CLEARANCE,
    width: next.width - rect.width + CLEARANCE,
    height: next.height + 2 * CLEARANCE,
  }
  return (
    (next.height > rect.height && board.meets(below, isOwn)) ||
    (next.width > rect.width && board.meets(beside, isOwn))
  )
}

function countFree(frame: Frame, rect: Rect, most: number, board: Obstacles): number {
  let count = 0
  for (const _cell of freeCells(frame, rect, board)) {
    if (++count >= most) break
  }
  return count
}

function* freeCells(frame: Frame, rect: Rect, board: Obstacles): Generator<Cell> {
  for (const cell of cellsOf(gridOf(rect))) if (isFree(frame, cell, board)) yield cell
}

function isFree({ id, rect }: Frame, cell: Cell, board: Obstacles): boolean {
  return !board.meets(cellRect(rect, cell), (item) => item.id === id)
}
