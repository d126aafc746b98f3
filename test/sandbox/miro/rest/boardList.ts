import { doorsFor, roleOn } from "../access.ts"
import type { Board, Team } from "../model.ts"

export const BOARD_SORTS = [
  "default",
  "last_modified",
  "last_opened",
  "last_created",
  "alphabetically",
] as const
export type BoardSort = (typeof BOARD_SORTS)[number]

export interface BoardQuery {
  readonly teamId: string | null
  readonly query: string
  readonly owner: string | null
  readonly sort: BoardSort
}

/** How long a new board is missing from lists that do not name a team ("a few seconds", OpenAPI get-boards). */
export const LIST_LAG_MS = 3000

const ORDERS: Readonly<Record<Exclude<BoardSort, "default">, (a: Board, b: Board) => number>> = {
  last_modified: (a, b) => b.modifiedAt - a.modifiedAt,
  last_opened: (a, b) => b.lastOpenedAt - a.lastOpenedAt,
  last_created: (a, b) => b.createdAt - a.createdAt,
  alphabetically: (a, b) => a.name.localeCompare(b.name, "en"),
}

/**
 * The boards that `GET /v2/boards` lists: those of the token's team that the user is in or that the team or the
 * organisation shares. A team in the query switches `query` and `owner` off and `sort` on (OpenAPI get-boards).
 */
export function listBoards(
  boards: Iterable<Board>,
  teams: ReadonlyMap<string, Team>,
  caller: { readonly userId: string; readonly teamId: string },
  query: BoardQuery,
  now: number,
): Board[] {
  const visible = [...boards].filter(
    (board) =>
      board.teamId === caller.teamId &&
      roleOn(board, caller.userId, doorsFor(board, caller.userId, teams, false)) !== null,
  )
  if (query.teamId !== null) {
    const sort = query.sort === "default" ? "last_created" : query.sort
    return visible.filter((board) => board.teamId === query.teamId).sort(stable(ORDERS[sort]))
  }
  const words = query.query.toLowerCase()
  return visible
    .filter((board) => now - board.createdAt >= LIST_LAG_MS)
    .filter((board) => query.owner === null || board.ownerId === query.owner)
    .filter((board) => `${board.name}\n${board.description}`.toLowerCase().includes(words))
    .sort(stable(ORDERS.last_opened))
}

function stable(order: (a: Board, b: Board) => number): (a: Board, b: Board) => number {
  return (a, b) => order(a, b) || (a.id < b.id ? -1 : 1)
}
