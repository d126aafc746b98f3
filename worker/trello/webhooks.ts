import * as v from "valibot"
import { TrelloIdSchema } from "../../core/contract/ids.ts"
import type { Secret } from "../secret.ts"
import { ActionDataSchema, type Change, changesOf } from "./changes.ts"

const encoder = new TextEncoder()

/**
 * Whether Trello signed a webhook's POST: the header `X-Trello-Webhook` is base64(HMAC-SHA1(secret, body + callbackURL))
 * under one of the client's secrets (Trello's "Webhooks" guide). `callbackUrl` is byte for byte what the webhook was
 * made with. A comparison takes the same time whatever it finds.
 */
export async function verifyWebhook(
  body: Uint8Array,
  signature: string | null | undefined,
  callbackUrl: string,
  secrets: readonly Secret[],
): Promise<boolean> {
  const mac = fromBase64(signature ?? "")
  if (mac === null) return false
  const message = concat(body, encoder.encode(callbackUrl))
  for (const secret of secrets) if (await matches(secret, mac, message)) return true
  return false
}

async function matches(secret: Secret, mac: BufferSource, message: BufferSource): Promise<boolean> {
  const algorithm = { name: "HMAC", hash: "SHA-1" }
  const raw = encoder.encode(secret.reveal())
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["verify"])
  return crypto.subtle.verify(algorithm.name, key, mac, message)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}

const PayloadSchema = v.object({
  action: v.object({
    id: TrelloIdSchema,
    type: v.string(),
    data: v.fallback(ActionDataSchema, v.parse(ActionDataSchema, {})),
  }),
})

export type ParsedWebhook =
  | {
      readonly kind: "changes"
      /** The id of what happened: a repetition has the same. */
      readonly action: string
      /** Empty for what Miro shows nothing of. */
      readonly changes: readonly Change[]
    }
  | { readonly kind: "malformed" }

/** Reads the body of a webhook's POST. Never throws. `idPlugin` is our Power-Up's id. */
export function parseWebhook(text: string, idPlugin: string): ParsedWebhook {
  const parsed = v.safeParse(PayloadSchema, parseJson(text))
  if (!parsed.success) return { kind: "malformed" }
  const { id, type, data } = parsed.output.action
  return { kind: "changes", action: id, changes: changesOf(type, data, idPlugin) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
