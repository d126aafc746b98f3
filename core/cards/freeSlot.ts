import { APP_CARD_WIDTH, CELL_HEIGHT, slotPosition } from "./layout.ts"
import { buildObstacles } from "./obstacles.ts"
import type { Rect } from "./rect.ts"

/** The first slot from this one on (see `slotPosition`) where a card covers none of the obstacles. */
export function nextFreeSlot(slot: number, obstacles: readonly Rect[]): number {
  const board = buildObstacles(obstacles.map((rect) => ({ id: "", rect, parent: null })))
  let free = slot
  while (board.meets(slotRect(free))) free++
  return free
}

/** What a card in a slot covers at most. */
export function slotRect(slot: number): Rect {
  const { x, y } = slotPosition(slot)
  return {
    x: x - APP_CARD_WIDTH / 2,
    y: y - CELL_HEIGHT / 2,
    width: APP_CARD_WIDTH,
    height: CELL_HEIGHT,
  }
}
