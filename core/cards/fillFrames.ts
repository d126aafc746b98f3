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

/** So that what only touches the old edge is in the way too. */
const EDGE = 1

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
  let short = cards
  const rooms = frames.map((frame) => {
    const cells = takeFree(frame, frame.rect, short, board).length
    short -= cells
    return { frame, rect: frame.rect, cells }
  })
  for (const room of rooms.toReversed()) {
    if (short === 0) break
    const { rect, gained } = grow(room.frame, short, board)
    if (gained === 0) continue
    const used = Math.min(gained, short)
    short -= used
    room.rect = rect
    room.cells += used
    board.add({ id: room.frame.id, rect, parent: null })
  }
  return {
    grown: rooms
      .filter(({ frame, rect }) => rect !== frame.rect)
      .map(({ frame: { id }, rect }) => ({ id, rect })),
    places: rooms.flatMap(({ frame, rect, cells }) =>
      takeFree(frame, rect, cells, board).map((cell) => ({
        frame: frame.id,
        ...cellCentre(cell),
      })),
    ),
  }
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
  const [right, bottom] = [rect.x + rect.width - EDGE, rect.y + rect.height - EDGE]
  const below = {
    x: next.x - CLEARANCE,
    y: bottom,
    width: next.width + 2 * CLEARANCE,
    height: next.height - rect.height + EDGE + CLEARANCE,
  }
  const beside = {
    x: right,
    y: next.y - CLEARANCE,
    width: next.width - rect.width + EDGE + CLEARANCE,
    height: next.height + 2 * CLEARANCE,
  }
  return (
    (next.height > rect.height && board.meets(below, isOwn)) ||
    (next.width > rect.width && board.meets(beside, isOwn))
  )
}

/** The first free cells of a frame that has this box, at most so many. */
function takeFree(frame: Frame, rect: Rect, most: number, board: Obstacles): Cell[] {
  const taken: Cell[] = []
  for (const cell of cellsOf(gridOf(rect))) {
    if (taken.length === most) break
    if (isFree(frame, cell, board)) taken.push(cell)
  }
  return taken
}

function isFree({ id, rect }: Frame, cell: Cell, board: Obstacles): boolean {
  return !board.meets(cellRect(rect, cell), (item) => item.id === id)
}
