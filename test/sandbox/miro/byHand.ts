import type { Board, Item } from "./model.ts"
import { canvasPosition, liesInside, type Store } from "./store.ts"

/** How far beside the original a copy lies. */
const STEP = 24

/**
 * Copies an item as a person does with copy and paste: below the original, with an id of its own. A copied app card is
 * disconnected (https://developers.miro.com/docs/app-card); that it stays its app's, and that a frame takes copies of
 * what lies in it along, are guesses.
 */
export function copyItem(
  store: Store,
  board: Board,
  item: Item,
  userId: string,
  now: number,
): Item {
  const by = { userId, now }
  const position = { x: item.position.x + STEP, y: item.position.y + item.geometry.height + STEP }
  const parent = item.parentId === null ? undefined : board.items.get(item.parentId)
  if (parent !== undefined) {
    position.x = Math.min(position.x, parent.geometry.width)
    position.y = Math.min(position.y, parent.geometry.height)
  }
  const children = [...board.items.values()].filter((one) => one.parentId === item.id)
  const copy = addClone(store, board, item, by, { position })
  for (const child of children) addClone(store, board, child, by, { parentId: copy.id })
  return copy
}

function addClone(
  store: Store,
  board: Board,
  item: Item,
  by: { userId: string; now: number },
  change: Partial<Pick<Item, "position" | "parentId">>,
): Item {
  const clone: Item = {
    ...structuredClone(item),
    ...change,
    id: store.newId(),
    createdAt: by.now,
    createdBy: by.userId,
    modifiedAt: by.now,
    modifiedBy: by.userId,
    version: 1,
  }
  if (clone.type === "app_card") clone.data.status = "disconnected"
  board.items.set(clone.id, clone)
  return clone
}

/**
 * What dropping an item with its centre at a point of the canvas means: it lies in the frame under that point, the one
 * that was made last, or in none. Frames themselves lie in none.
 */
export function placeOnCanvas(
  board: Board,
  item: Item,
  at: { x: number; y: number },
): { position: { x: number; y: number }; parent: { id: string } | null } {
  const frames = item.type === "frame" ? [] : [...board.items.values()].toReversed()
  for (const frame of frames) {
    if (frame.type !== "frame") continue
    const inside = fromTopLeft(board, frame, at)
    if (liesInside(frame, inside)) return { position: inside, parent: { id: frame.id } }
  }
  return { position: at, parent: null }
}

/** A point of the canvas as seen from a frame's top left. */
function fromTopLeft(board: Board, frame: Item, at: { x: number; y: number }) {
  const centre = canvasPosition(board, frame)
  return {
    x: at.x - centre.x + frame.geometry.width / 2,
    y: at.y - centre.y + frame.geometry.height / 2,
  }
}
