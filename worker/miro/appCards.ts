import * as v from "valibot"
import { type EndedCard, markEnded } from "../../core/cards/endedCard.ts"
import type { AppCardBody, AppCardStatus } from "../../core/cards/toAppCard.ts"
import { MiroNumericIdSchema } from "../../core/contract/ids.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { failMiro, parseAnswer, parseJson } from "./answers.ts"
import { isOurs, parseListItems, shortLinkOf } from "./items.ts"

/** Items on one page while looking for a card; Miro allows 10–50. */
const PAGE_SIZE = 50

function cardsPath(board: string): string {
  return `/v2/boards/${encodeURIComponent(board)}/app_cards`
}

export function buildCreateAppCard(board: string, body: AppCardBody): UpstreamCall {
  return { method: "POST", path: cardsPath(board), body: JSON.stringify(body) }
}

export function buildUpdateAppCard(board: string, item: string, body: AppCardBody): UpstreamCall {
  return { method: "PATCH", path: `${cardsPath(board)}/${item}`, body: JSON.stringify(body) }
}

export function buildDeleteAppCard(board: string, item: string): UpstreamCall {
  return { method: "DELETE", path: `${cardsPath(board)}/${item}` }
}

export function buildListAppCards(board: string, cursor: string | null): UpstreamCall {
  const parameters = new URLSearchParams({ type: "app_card", limit: String(PAGE_SIZE) })
  if (cursor !== null) parameters.set("cursor", cursor)
  return {
    method: "GET",
    path: `/v2/boards/${encodeURIComponent(board)}/items?${parameters.toString()}`,
  }
}

export function buildReadAppCard(board: string, item: string): UpstreamCall {
  return { method: "GET", path: `${cardsPath(board)}/${item}` }
}

/** What an app card shows now, as far as it is kept when it is marked. */
export interface ShownCard {
  readonly title: string
  readonly fields: readonly unknown[]
}

const ShownSchema = v.object({
  data: v.object({
    title: v.optional(v.string(), ""),
    fields: v.optional(v.nullable(v.array(v.unknown()), []), []),
  }),
})

/** Null when Miro does not find it. */
export function parseReadAppCard(result: UpstreamResult): Result<ShownCard | null> {
  if (result.kind === "answer" && result.status === 404) return ok(null)
  const shown = parseAnswer(result, ShownSchema)
  return shown.ok ? ok(shown.value.data) : shown
}

/** Shows that an app card is not kept in step; its content stays. */
export function buildDisconnectAppCard(board: string, item: string): UpstreamCall {
  return buildChangeData(board, item, { status: "disconnected" })
}

/** Shows that an app card's Trello card ended, and why; see `markEnded`. */
export function buildEndAppCard(board: string, item: string, ended: EndedCard): UpstreamCall {
  return buildChangeData(board, item, { status: "disabled", ...markEnded(ended) })
}

function buildChangeData(
  board: string,
  item: string,
  data: { readonly status: AppCardStatus },
): UpstreamCall {
  return { method: "PATCH", path: `${cardsPath(board)}/${item}`, body: JSON.stringify({ data }) }
}

const ItemSchema = v.object({ id: MiroNumericIdSchema })

/**
 * Reads the id of a created app card. Without an answer, or with one that cannot be read, the card may be there:
 * `outcome_unknown`.
 */
export function parseCreateAppCard(result: UpstreamResult): Result<string> {
  if (result.kind === "no_answer") return fail("outcome_unknown", { provider: "miro" })
  if (result.kind !== "answer") return failMiro(result)
  const { status } = result
  // It may have had its effect: only a 4xx surely has none.
  if (status >= 500) return fail("outcome_unknown", { provider: "miro" })
  if (status < 200 || status >= 300) return failMiro(result)
  const item = parseJson(result.body, ItemSchema)
  return item.ok ? ok(item.value.id) : fail("outcome_unknown", { provider: "miro" })
}

/** Whether an app card that was updated or deleted is there: 404 says that it, or its board, is gone. */
export function parseAppCardChange(result: UpstreamResult): Result<"done" | "gone"> {
  if (result.kind !== "answer") return failMiro(result)
  if (result.status === 404) return ok("gone")
  return result.status >= 200 && result.status < 300 ? ok("done") : failMiro(result)
}

/** One page of a board's app cards: the one of ours that links to the Trello card, if it is there. */
export function parseFindAppCard(
  result: UpstreamResult,
  shortLink: string,
): Result<{ readonly found: string | null; readonly cursor: string | null }> {
  const page = parseListItems(result)
  if (!page.ok) return page
  const { items, cursor } = page.value
  const found = items.find((item) => isOurs(item) && shortLinkOf(item.title) === shortLink)
  return ok({ found: found?.id ?? null, cursor })
}
