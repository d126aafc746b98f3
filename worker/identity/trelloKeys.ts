import * as v from "valibot"
import type { Clock } from "../clock.ts"

/** Trello publishes the next key ahead; https://developer.atlassian.com/cloud/trello/power-ups/client-library/t-jwt/ */
const FRESH_MS = 4 * 60 * 60_000
/** An unknown key may be a new one: look again, but not more often than this. */
const AGAIN_MS = 60_000
const KV_KEY = "keys/trello"
const TIMEOUT_MS = 5_000

const AnswerSchema = v.object({ keys: v.pipe(v.array(v.string()), v.minLength(1)) })
const CachedSchema = v.object({ keys: v.array(v.string()), fetchedAt: v.number() })
type Cached = v.InferOutput<typeof CachedSchema>

/** Where keys come from: Trello, and what KV remembers. */
export interface KeySource {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly kv: Pick<KVNamespace, "get" | "put">
  readonly apiOrigin: string
  readonly clock: Clock
}

let failed: { readonly origin: string; readonly at: number } | null = null
let memory: { readonly origin: string; readonly cached: Cached } | null = null

/**
 * Trello's public keys as PEM, newest known. A failed fetch keeps the old ones; null when there never were any.
 * With `again`, keys older than a minute are fetched anew, for a signature that none of them made.
 */
export async function readTrelloKeys(source: KeySource, again = false): Promise<string[] | null> {
  const known = await recall(source)
  const age = known === null ? Number.POSITIVE_INFINITY : source.clock.now() - known.fetchedAt
  if (known !== null && age < (again ? AGAIN_MS : FRESH_MS)) return known.keys
  // While Trello cannot be reached, old keys serve at once: a caller who waits for nothing learns nothing more.
  const tried = failed?.origin === source.apiOrigin ? source.clock.now() - failed.at : AGAIN_MS
  if (known !== null && tried < AGAIN_MS) return known.keys
  const fetched = await fetchKeys(source)
  if (fetched === null) {
    failed = { origin: source.apiOrigin, at: source.clock.now() }
    return known?.keys ?? null
  }
  const cached = { keys: fetched, fetchedAt: source.clock.now() }
  memory = { origin: source.apiOrigin, cached }
  // The cache may refuse: the keys are at hand all the same.
  await source.kv.put(KV_KEY, JSON.stringify(cached)).catch(() => undefined)
  return fetched
}

async function recall(source: KeySource): Promise<Cached | null> {
  if (memory?.origin === source.apiOrigin) return memory.cached
  const stored = await source.kv.get(KV_KEY).catch(() => null)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), CachedSchema), stored)
  if (!parsed.success) return null
  memory = { origin: source.apiOrigin, cached: parsed.output }
  return parsed.output
}

async function fetchKeys(source: KeySource): Promise<string[] | null> {
  try {
    const response = await source.fetch(`${source.apiOrigin}/1/resource/jwt-public-keys`, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) return null
    const parsed = v.safeParse(AnswerSchema, await response.json())
    return parsed.success ? parsed.output.keys : null
  } catch {
    return null
  }
}
