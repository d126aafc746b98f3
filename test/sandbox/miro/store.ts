import { randomInt } from "node:crypto"
import type { Board, Item, Team, User } from "./model.ts"
import { buildBoards, TEAMS, USERS } from "./seed.ts"
import { addSeedItems } from "./seedItems.ts"

/** Everything that a Miro knows, but for tokens. */
export interface Store {
  readonly users: ReadonlyMap<string, User>
  readonly teams: ReadonlyMap<string, Team>
  readonly boards: Map<string, Board>
  /** A new id of 19 digits, greater than every one before. */
  newId(): string
  /** A new board id that ends with `=`. */
  newBoardId(): string
  /** Notes who changed a board now, and tells those who look at it. */
  touch(board: Board, userId: string): void
  /** Calls back with a board's id whenever it changes; gives back how to stop that. */
  onChange(listener: (boardId: string) => void): () => void
  reset(): void
}

const FIRST_ITEM_ID = 3_458_764_600_000_000_000n
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** Builds a store with the seed in it. `now` gives milliseconds. */
export function buildStore(now: () => number): Store {
  const listeners = new Set<(boardId: string) => void>()
  const boards = new Map<string, Board>()
  let lastId = FIRST_ITEM_ID
  const store: Store = {
    users: new Map(USERS.map((user) => [user.id, user])),
    teams: new Map(TEAMS.map((team) => [team.id, team])),
    boards,
    newId: () => {
      lastId += BigInt(randomInt(1_000, 90_000))
      return lastId.toString()
    },
    newBoardId: () =>
      `uXjV${Array.from({ length: 7 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")}=`,
    touch: (board, userId) => {
      board.modifiedAt = now()
      board.modifiedBy = userId
      for (const listener of listeners) listener(board.id)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reset: () => {
      lastId = FIRST_ITEM_ID
      boards.clear()
      for (const board of buildBoards(now())) boards.set(board.id, board)
      addSeedItems(store, now())
      for (const id of boards.keys()) for (const listener of listeners) listener(id)
    },
  }
  store.reset()
  return store
}

/** Where an item's centre is on the canvas, whatever it lies in. */
export function canvasPosition(board: Board, item: Item): { x: number; y: number } {
  const parent = item.parentId === null ? undefined : board.items.get(item.parentId)
  if (parent === undefined) return item.position
  return {
    x: parent.position.x - parent.geometry.width / 2 + item.position.x,
    y: parent.position.y - parent.geometry.height / 2 + item.position.y,
  }
}

/** Takes an item off its board. What lay in a frame stays where it was, on the canvas. */
export function removeItem(board: Board, item: Item): void {
  for (const child of board.items.values()) {
    if (child.parentId !== item.id) continue
    child.position = canvasPosition(board, child)
    child.parentId = null
  }
  board.items.delete(item.id)
}

/**
 * Copies an item as a person does with copy and paste: beside the original, with an id of its own. A copied app card
 * is disconnected (https://developers.miro.com/docs/app-card); that it stays its app's is a guess.
 */
export function copyItem(
  store: Store,
  board: Board,
  item: Item,
  userId: string,
  now: number,
): Item {
  const copy: Item = {
    ...structuredClone(item),
    id: store.newId(),
    position: { x: item.position.x + 24, y: item.position.y + item.geometry.height + 24 },
    createdAt: now,
    createdBy: userId,
    modifiedAt: now,
    modifiedBy: userId,
  }
  const parent = copy.parentId === null ? undefined : board.items.get(copy.parentId)
  if (parent !== undefined) {
    const { width, height } = parent.geometry
    copy.position.x = Math.min(copy.position.x, width)
    copy.position.y = Math.min(copy.position.y, height)
  }
  if (copy.type === "app_card") copy.data.status = "disconnected"
  board.items.set(copy.id, copy)
  return copy
}

/** What puts an item's centre at a point of the canvas: it stays in its frame only while it lies there. */
export function placeOnCanvas(
  board: Board,
  item: Item,
  at: { x: number; y: number },
): { position: { x: number; y: number }; parent: { id: string } | null } {
  const parent = item.parentId === null ? undefined : board.items.get(item.parentId)
  if (parent === undefined) return { position: at, parent: null }
  const { width, height } = parent.geometry
  const x = at.x - parent.position.x + width / 2
  const y = at.y - parent.position.y + height / 2
  if (x < 0 || y < 0 || x > width || y > height) return { position: at, parent: null }
  return { position: { x, y }, parent: { id: parent.id } }
}
