import { cardReadQuery, parseTrelloCard, type TrelloCard } from "../../core/cards/fromTrello.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { failTrello } from "./api.ts"

/** Reads all of a card that a push needs, in one call. */
export function buildReadCard(idCard: string): UpstreamCall {
  const query = new URLSearchParams(cardReadQuery)
  return { method: "GET", path: `/1/cards/${idCard}?${query.toString()}` }
}

/**
 * Reads a card's answer and holds it against the board that the caller's identity names.
 * A card of another board would put its links into the wrong object.
 */
export function parseReadCard(result: UpstreamResult, idBoard: string): Result<TrelloCard> {
  if (result.kind !== "answer" || result.status !== 200) return failTrello(result)
  let json: unknown
  try {
    json = JSON.parse(result.body)
  } catch {
    return fail("upstream_malformed", { provider: "trello" })
  }
  const parsed = parseTrelloCard(json)
  if (!parsed.ok) return fail("upstream_malformed", { provider: "trello" })
  return parsed.card.idBoard === idBoard ? ok(parsed.card) : fail("card_elsewhere")
}
