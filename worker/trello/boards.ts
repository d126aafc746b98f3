import {
  boardReadQuery,
  parseTrelloBoard,
  type TrelloBoard,
  wholeBoardReadQuery,
} from "../../core/cards/trelloBoard.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { failTrello } from "./api.ts"

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
  if (result.kind === "answer" && result.status === 404) {
    return fail("trello_board_not_found", { provider: "trello" })
  }
  if (result.kind !== "answer" || result.status !== 200) return failTrello(result)
  let json: unknown
  try {
    json = JSON.parse(result.body)
  } catch {
    return fail("upstream_malformed", { provider: "trello" })
  }
  const parsed = parseTrelloBoard(json)
  return parsed.ok ? ok(parsed.board) : fail("upstream_malformed", { provider: "trello" })
}
