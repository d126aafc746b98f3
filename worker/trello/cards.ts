import * as v from "valibot"
import { type CustomField, parseCustomFields } from "../../core/cards/customFields.ts"
import {
  cardReadQuery,
  cardReadQueryWithCustomFields,
  parseTrelloCard,
  type TrelloCard,
} from "../../core/cards/fromTrello.ts"
import { TrelloIdSchema } from "../../core/contract/ids.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { parseAnswer } from "./api.ts"

/** Reads all of a card that a push needs, in one call; the values of its custom fields where somebody shows them. */
export function buildReadCard(idCard: string, customFields = false): UpstreamCall {
  const query = new URLSearchParams(customFields ? cardReadQueryWithCustomFields : cardReadQuery)
  return { method: "GET", path: `/1/cards/${idCard}?${query.toString()}` }
}

/**
 * Reads a card's answer and holds it against the board that the caller's identity names.
 * A card of another board would put its links into the wrong object.
 */
export function parseReadCard(result: UpstreamResult, idBoard: string): Result<TrelloCard> {
  const card = parseReadAnyCard(result)
  if (!card.ok) return card
  return card.value.idBoard === idBoard ? card : fail("card_elsewhere")
}

/** Reads a card's answer, whatever board the card is on. */
export function parseReadAnyCard(result: UpstreamResult): Result<TrelloCard> {
  const answer = parseAnswer(result, v.unknown())
  if (!answer.ok) return answer
  const parsed = parseTrelloCard(answer.value)
  return parsed.ok ? ok(parsed.card) : fail("upstream_malformed", { provider: "trello" })
}

/** Reads where a card was moved from last, if it was. */
export function buildReadLastMove(idCard: string): UpstreamCall {
  const query = new URLSearchParams({ filter: "moveCardToBoard", limit: "1", fields: "data" })
  return { method: "GET", path: `/1/cards/${idCard}/actions?${query.toString()}` }
}

const MovesSchema = v.array(
  v.object({ data: v.object({ boardSource: v.object({ id: TrelloIdSchema }) }) }),
)

/** The board that it was on before; null for a card that was never moved between boards. */
export function parseReadLastMove(result: UpstreamResult): Result<string | null> {
  const moves = parseAnswer(result, MovesSchema)
  return moves.ok ? ok(moves.value[0]?.data.boardSource.id ?? null) : moves
}

/** Reads what a board's custom fields are called and which options they have: a card tells their values only. */
export function buildReadCustomFields(idBoard: string): UpstreamCall {
  return { method: "GET", path: `/1/boards/${idBoard}/customFields` }
}

export function parseReadCustomFields(result: UpstreamResult): Result<readonly CustomField[]> {
  const answer = parseAnswer(result, v.array(v.unknown()))
  return answer.ok ? ok(parseCustomFields(answer.value)) : answer
}
