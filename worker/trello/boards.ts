import * as v from "valibot"
import {
  boardReadQuery,
  parseTrelloBoard,
  type TrelloBoard,
  wholeBoardReadQuery,
} from "../../core/cards/trelloBoard.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { parseAnswer } from "./api.ts"

/** Reads all of a board that a push of its cards needs, in one call (needs `read:board:trello`); `whole` with archives. */
export function buildReadTrelloBoard(
  idBoard: string,
  priority: UpstreamCall["priority"] = "person",
  whole = false,
): UpstreamCall {
  const query = new URLSearchParams(whole ? wholeBoardReadQuery : boardReadQuery)
  return { method: "GET", path: `/1/boards/${idBoard}?${query.toString()}`, priority }
}

/** Reads a board's answer. 404 says that this account does not see it. */
export function parseReadTrelloBoard(result: UpstreamResult): Result<TrelloBoard> {
  const answer = parseBoardAnswer(result, v.unknown())
  if (!answer.ok) return answer
  const parsed = parseTrelloBoard(answer.value)
  return parsed.ok ? ok(parsed.board) : fail("upstream_malformed", { provider: "trello" })
}

/** Reads where a board is (needs `read:board:trello`): a guest of the board reads it, and not its workspace. */
export function buildReadBoardPlace(
  idBoard: string,
  priority: UpstreamCall["priority"] = "person",
): UpstreamCall {
  return { method: "GET", path: `/1/boards/${idBoard}?fields=closed,idOrganization`, priority }
}

const PlaceSchema = v.object({
  closed: v.optional(v.nullable(v.boolean(), false), false),
  /** The workspace; null for a board outside any. */
  idOrganization: v.nullable(v.string()),
})
export type BoardPlace = v.InferOutput<typeof PlaceSchema>

/** Reads where a board is. 404 says that this account does not see it. */
export function parseReadBoardPlace(result: UpstreamResult): Result<BoardPlace> {
  return parseBoardAnswer(result, PlaceSchema)
}

/** Reads which Power-Ups are switched on on a board. */
export function buildReadPlugins(idBoard: string): UpstreamCall {
  const path = `/1/boards/${idBoard}/plugins?filter=enabled`
  return { method: "GET", path, priority: "background" }
}

const PluginsSchema = v.array(v.object({ id: v.string() }))

/** The ids of the Power-Ups that are switched on. */
export function parseReadPlugins(result: UpstreamResult): Result<readonly string[]> {
  const plugins = parseAnswer(result, PluginsSchema)
  return plugins.ok ? ok(plugins.value.map(({ id }) => id)) : plugins
}

function parseBoardAnswer<T>(
  result: UpstreamResult,
  schema: v.GenericSchema<unknown, T>,
): Result<T> {
  const missing = result.kind === "answer" && result.status === 404
  if (missing) return fail("trello_board_not_found", { provider: "trello" })
  return parseAnswer(result, schema)
}
