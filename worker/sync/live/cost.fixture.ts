import { Secret } from "../../secret.ts"
import { DATA, PLUGIN_ID, sampleBody } from "../../trello/webhookSamples.fixture.ts"
import { parseWebhook, verifyWebhook } from "../../trello/webhooks.ts"
import { noteChanges } from "./dirty.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"

const URL_OF_HOOK =
  "https://app.example/hooks/trello/65e58fac43f2305508861612.Qm9hcmRzQW5kQ2FyZHM1Nw"
/** Trello's longest description. */
const DESC_MAX = 16_384
const START = Date.UTC(2026, 11, 1)

/** How long each delivery took in all, and without its signature. Milliseconds. */
export interface DeliveryTimes {
  readonly whole: number[]
  readonly unsigned: number[]
}

/**
 * Takes so many deliveries from their bytes to what is to be looked at, without storage: signature under the second of
 * two secrets, parsing, merging. Every kind takes its turn, and each twentieth is as long as they get.
 */
export async function measureDeliveries(count: number): Promise<DeliveryTimes> {
  const secrets = [new Secret("the newer client secret"), new Secret("the older client secret")]
  const deliveries = await Promise.all(
    Array.from({ length: Math.min(count, 1000) }, (_, n) => n).map((n) => sign(bodyOf(n))),
  )
  const tables = new MemoryBoard().open()
  const times: DeliveryTimes = { whole: [], unsigned: [] }
  for (let n = 0; n < count; n++) {
    const delivery = deliveries[n % deliveries.length]
    if (delivery === undefined) break
    const began = performance.now()
    if (!(await verifyWebhook(delivery.bytes, delivery.signature, URL_OF_HOOK, secrets))) break
    const verified = performance.now()
    const parsed = parseWebhook(new TextDecoder().decode(delivery.bytes), PLUGIN_ID)
    if (parsed.kind === "malformed") break
    // An id of its own, as if it came for the first time.
    const { action, changes } = parsed
    noteChanges(tables, { action: `${n} ${action}`, changes }, START + n)
    const ended = performance.now()
    times.whole.push(ended - began)
    times.unsigned.push(ended - verified)
  }
  return times
}

function bodyOf(n: number): string {
  const kinds = Object.keys(DATA)
  const what = n % 20 === 0 ? "updateCard desc" : (kinds[n % kinds.length] ?? "createCard")
  const id = n.toString(16).padStart(24, "0")
  if (n % 20 !== 0) return sampleBody(what, { id })
  const long = { card: { id, desc: "ü".repeat(DESC_MAX) }, old: { desc: "ö".repeat(DESC_MAX) } }
  return sampleBody(what, { id }, { ...DATA[what], ...long })
}

async function sign(body: string): Promise<{ bytes: Uint8Array; signature: string }> {
  const algorithm = { name: "HMAC", hash: "SHA-1" }
  const secret = encode("the older client secret")
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"])
  const mac = await crypto.subtle.sign("HMAC", key, encode(body + URL_OF_HOOK))
  const signature = btoa(String.fromCharCode(...new Uint8Array(mac)))
  return { bytes: encode(body), signature }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
