/** Distance between the centres of neighbouring columns. Our app cards are `APP_CARD_WIDTH` wide. */
export const COLUMN_WIDTH = 360
/** Distance between the centres of neighbouring cards, which are at most `CELL_HEIGHT` high. */
export const ROW_PITCH = 240
/** How many cards a column takes before the next one to its right begins. */
export const ROWS_PER_COLUMN = 20
export const APP_CARD_WIDTH = 320
/**
 * The height that we ask Miro for. It takes it as a maximum (Miro's changelog, 2022-03-01): a card with little text is
 * lower, and one with much text stays within its place.
 */
export const CELL_HEIGHT = 216

/** The centre of an item, in Miro's board units from the board's centre; y grows downwards. */
export interface Position {
  readonly x: number
  readonly y: number
}

/** Where the item with this index (0, 1, 2 …) goes: down our column, then the next one. Never twice the same place. */
export function slotPosition(index: number): Position {
  return {
    x: Math.floor(index / ROWS_PER_COLUMN) * COLUMN_WIDTH,
    y: (index % ROWS_PER_COLUMN) * ROW_PITCH,
  }
}
