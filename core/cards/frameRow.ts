import { FRAME_PADDING } from "./frameGrid.ts"
import { CELL_HEIGHT, COLUMN_WIDTH, type Position } from "./layout.ts"
import type { Obstacles } from "./obstacles.ts"
import { inflate, type Rect } from "./rect.ts"

/** Between frames. A frame's title stands above it and needs room there too. */
const FRAME_GAP = 80

/** How much free space a new frame needs around it. */
const CLEARANCE = FRAME_GAP / 2

/**
 * Where the first row of frames begins on a board without one: right of the first column of single cards (see
 * `slotPosition`), the first cards level with each other.
 */
const FIRST: Position = { x: COLUMN_WIDTH, y: -CELL_HEIGHT / 2 - FRAME_PADDING }

/**
 * Places new frames side by side, top-aligned, in free space: directly right of our right-most frame, else below all
 * of `ours`, else right of everything on the board. Without frames of ours the row begins at `FIRST` if it can.
 */
export function placeRow(
  sizes: readonly Pick<Rect, "width" | "height">[],
  ours: readonly Rect[],
  board: Obstacles,
): readonly Rect[] {
  const isFree = (row: readonly Rect[]): boolean =>
    row.every((rect) => !board.meets(inflate(rect, CLEARANCE)))
  const [last, ...candidates] = originsOf(ours, board).map((origin) => layOut(sizes, origin))
  return candidates.toReversed().find(isFree) ?? last ?? []
}

/** The last resort, which is always free, and before it the better ones, best last. */
function originsOf(ours: readonly Rect[], board: Obstacles): readonly Position[] {
  const rightMost = ours.reduce<Rect | null>(
    (most, rect) => (most === null || rightOf(rect) > rightOf(most) ? rect : most),
    null,
  )
  const endOfAll = board.items.reduce((end, { rect }) => Math.max(end, rightOf(rect)), -Infinity)
  if (rightMost === null) return [{ x: endOfAll + FRAME_GAP, y: FIRST.y }, FIRST]
  const left = ours.reduce((least, { x }) => Math.min(least, x), Infinity)
  const bottom = ours.reduce((most, { y, height }) => Math.max(most, y + height), -Infinity)
  return [
    { x: endOfAll + FRAME_GAP, y: rightMost.y },
    { x: left, y: bottom + FRAME_GAP },
    { x: rightOf(rightMost) + FRAME_GAP, y: rightMost.y },
  ]
}

function layOut(sizes: readonly Pick<Rect, "width" | "height">[], { x, y }: Position): Rect[] {
  let left = x
  return sizes.map((size) => {
    const rect = { x: left, y, ...size }
    left += size.width + FRAME_GAP
    return rect
  })
}

function rightOf({ x, width }: Rect): number {
  return x + width
}
