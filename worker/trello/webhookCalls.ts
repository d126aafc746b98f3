import * as v from "valibot"
import { TrelloIdSchema } from "../../core/contract/ids.ts"
import type { Failure } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { parseAnswer } from "./api.ts"

const priority = "background"

/**
 * Watches a board. Before it answers, Trello asks the callback by HEAD and wants a 200. The grant needs
 * `read:board:trello`. What is made belongs to the grant; Trello lists it to nobody ("Webhooks" guide).
 */
export function buildCreateWebhook(
  idBoard: string,
  callbackURL: string,
  description: string,
): UpstreamCall {
  const body = JSON.stringify({ idModel: idBoard, callbackURL, description, active: true })
  return { method: "POST", path: "/1/webhooks", body, priority }
}

export function buildReadWebhook(id: string): UpstreamCall {
  return { method: "GET", path: `/1/webhooks/${id}`, priority }
}

/** Switches a webhook on again that Trello switched off after failures. */
export function buildActivateWebhook(id: string): UpstreamCall {
  const body = JSON.stringify({ active: true })
  return { method: "PUT", path: `/1/webhooks/${id}`, body, priority }
}

export function buildDeleteWebhook(id: string): UpstreamCall {
  return { method: "DELETE", path: `/1/webhooks/${id}`, priority }
}

const WebhookSchema = v.object({
  id: TrelloIdSchema,
  idModel: TrelloIdSchema,
  callbackURL: v.string(),
  active: v.boolean(),
})

/** A webhook as Trello describes it to its owner. */
export type Webhook = Readonly<v.InferOutput<typeof WebhookSchema>>

/**
 * `gone`: there is none with this id, or it is another grant's. `unknown`: no readable answer, so it may have been
 * done. `failed`: it was not done.
 */
export type WebhookAnswer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "gone" }
  | { readonly kind: "unknown"; readonly failure: Failure }
  | { readonly kind: "failed"; readonly failure: Failure }

/** `duplicate`: this grant watches this board with this callback already. `unreachable`: HEAD was not answered with 200. */
export type CreateWebhookAnswer =
  | Exclude<WebhookAnswer<Webhook>, { kind: "gone" }>
  | { readonly kind: "duplicate" }
  | { readonly kind: "unreachable" }

/** Trello tells a duplicate and a failed HEAD by the words of a plain-text 400 alone. */
export function parseCreateWebhook(result: UpstreamResult): CreateWebhookAnswer {
  if (result.kind === "answer" && result.status === 400) {
    if (/already exists/i.test(result.body)) return { kind: "duplicate" }
    if (/did not return 200/i.test(result.body)) return { kind: "unreachable" }
  }
  if (result.kind === "answer" && result.status === 404) {
    return { kind: "failed", failure: { code: "trello_board_not_found", provider: "trello" } }
  }
  return readAnswer(result, WebhookSchema)
}

/** Reads the answer to reading or activating a webhook. */
export function parseReadWebhook(result: UpstreamResult): WebhookAnswer<Webhook> {
  return isGone(result) ? { kind: "gone" } : readAnswer(result, WebhookSchema)
}

/** Reads the answer to deleting a webhook. */
export function parseDeleteWebhook(result: UpstreamResult): WebhookAnswer<unknown> {
  return isGone(result) ? { kind: "gone" } : readAnswer(result, v.unknown())
}

function readAnswer<T>(
  result: UpstreamResult,
  schema: v.GenericSchema<unknown, T>,
): Exclude<WebhookAnswer<T>, { kind: "gone" }> {
  const parsed = parseAnswer(result, schema)
  if (parsed.ok) return { kind: "ok", value: parsed.value }
  return { kind: isUnknown(result) ? "unknown" : "failed", failure: parsed.failure }
}

/** Another grant's is as good as gone: nobody here may look at it. */
function isGone(result: UpstreamResult): boolean {
  if (result.kind !== "answer") return false
  return result.status === 404 || (result.status === 401 && /does not belong/i.test(result.body))
}

/** A success that cannot be read counts: something was done. */
function isUnknown(result: UpstreamResult): boolean {
  if (result.kind === "no_answer") return true
  return result.kind === "answer" && (result.status >= 500 || result.status < 300)
}
