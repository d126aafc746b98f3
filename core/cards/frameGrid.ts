import {
  APP_CARD_WIDTH,
  CELL_HEIGHT,
  COLUMN_WIDTH,
  ROW_PITCH,
  ROWS_PER_COLUMN,
  type Position,
} from "./layout.ts"
import type { Rect } from "./rect.ts"

/** Between a frame's edge and the cards in it. */
export const FRAME_PADDING = 40

/** The places for cards in a frame: sub-columns side by side, each with so many rows. */
export interface Grid {
  readonly columns: number
  readonly rows: number
}

/** One of these places, counted from 0. */
export interface Cell {
  readonly column: number
  readonly row: number
}

/** The grid that exactly so many cards need, at least one. */
export function gridFor(cards: number): Grid {
  return {
    columns: Math.ceil(cards / ROWS_PER_COLUMN),
    rows: Math.min(cards, ROWS_PER_COLUMN),
  }
}

/** The size of a frame for a grid. */
export function frameSize({ columns, rows }: Grid): Pick<Rect, "width" | "height"> {
  return {
    width: (columns - 1) * COLUMN_WIDTH + APP_CARD_WIDTH + 2 * FRAME_PADDING,
    height: (rows - 1) * ROW_PITCH + CELL_HEIGHT + 2 * FRAME_PADDING,
  }
}

/** The whole places that a frame of this size has, whoever gave it the size; no more rows than we use. */
export function gridOf({ width, height }: Pick<Rect, "width" | "height">): Grid {
  const one = frameSize({ columns: 1, rows: 1 })
  return {
    columns: Math.max(0, Math.floor((width - one.width) / COLUMN_WIDTH) + 1),
    rows: Math.min(ROWS_PER_COLUMN, Math.max(0, Math.floor((height - one.height) / ROW_PITCH) + 1)),
  }
}

/** Where on the board a cell of this frame is. */
export function cellRect(frame: Rect, cell: Cell): Rect {
  return {
    x: frame.x + FRAME_PADDING + cell.column * COLUMN_WIDTH,
    y: frame.y + FRAME_PADDING + cell.row * ROW_PITCH,
    width: APP_CARD_WIDTH,
    height: CELL_HEIGHT,
  }
}

/** The centre of a card in this cell, from the frame's top left corner (Miro's `parent_top_left`). */
export function cellCentre(cell: Cell): Position {
  return {
    x: FRAME_PADDING + cell.column * COLUMN_WIDTH + APP_CARD_WIDTH / 2,
    y: FRAME_PADDING + cell.row * ROW_PITCH + CELL_HEIGHT / 2,
  }
}

/** All cells of a grid, down the first sub-column, then the next. */
export function* cellsOf({ columns, rows }: Grid): Generator<Cell> {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) yield { column, row }
  }
}
