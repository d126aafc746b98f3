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
  /** A new board id that ends with `=`, never given before. */
  newBoardId(): string
  /** Notes who changed a board now, and tells those who look at it. */
  touch(board: Board, userId: string): void
  /** Calls back with a board's id whenever it changes; gives back how to stop that. */
  onChange(listener: (boardId: string) => void): () => void
  /** Adds so many people to the first team; a reset forgets them. */
  addPeople(count: number): readonly User[]
  reset(): void
}

const FIRST_ITEM_ID = 3_458_764_600_000_000_000n
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** Builds a store with the seed in it. `now` gives milliseconds. */
export function buildStore(now: () => number): Store {
  const listeners = new Set<(boardId: string) => void>()
  const boards = new Map<string, Board>()
  const boardIds = new Set<string>()
  let lastId = FIRST_ITEM_ID
  const users = new Map<string, User>()
  const teams = new Map<string, Team>()
  const seedPeople = () => {
    users.clear()
    for (const user of USERS) users.set(user.id, user)
    for (const team of TEAMS) teams.set(team.id, team)
  }
  seedPeople()
  const store: Store = {
    users,
    teams,
    boards,
    newId: () => {
      lastId += BigInt(randomInt(1_000, 90_000))
      return lastId.toString()
    },
    newBoardId: () => {
      const id = `uXjV${Array.from({ length: 7 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")}=`
      if (boardIds.has(id)) return store.newBoardId()
      boardIds.add(id)
      return id
    },
    touch: (board, userId) => {
      board.modifiedAt = now()
      board.modifiedBy = userId
      for (const listener of listeners) listener(board.id)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    // Ids go on: what was there before a reset must not come back as something else.
    addPeople: (count) => {
      const people = Array.from({ length: count }, (_, index) => ({
        id: store.newId(),
        name: `Person ${index + 1}`,
      }))
      for (const user of people) users.set(user.id, user)
      const [first] = teams.values()
      if (first !== undefined) {
        const members = [...first.members, ...people.map(({ id }) => id)]
        teams.set(first.id, { ...first, members })
      }
      return people
    },
    reset: () => {
      seedPeople()
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

/** Lays an item that is in a frame onto the canvas, where it is. */
export function takeOutOfFrame(board: Board, item: Item): void {
  item.position = canvasPosition(board, item)
  item.parentId = null
  item.version += 1
}

/** Whether a centre, measured from a frame's top left, lies in the frame. */
export function liesInside(frame: Pick<Item, "geometry">, at: { x: number; y: number }): boolean {
  const { width, height } = frame.geometry
  return at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height
}

/** Takes an item off its board. What lay in a frame stays where it was, on the canvas. */
export function removeItem(board: Board, item: Item): void {
  for (const child of board.items.values()) {
    if (child.parentId !== item.id) continue
    takeOutOfFrame(board, child)
  }
  board.items.delete(item.id)
}
