import { fail, ok, type Failure, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import { type Custody, openTokens } from "./custody.ts"
import type { GrantRecord } from "./record.ts"
import { troubleFailure } from "./refresh.ts"
import { type GrantEvent, isDormant, transition } from "./states.ts"
import {
  BODY_MAX_BYTES,
  buildUpstreamUrl,
  parseRetryAfter,
  type UpstreamCall,
  type UpstreamResult,
} from "./upstream.ts"

/** An access token is refreshed when less than this is left of it. */
const REFRESH_MARGIN_MS = 60_000
/** `lastVerifiedAt` is written at most this often. */
const VERIFIED_EVERY_MS = 15 * 60_000

/** The first call, its repetition, and one more for a call that a refresh overtook in between. */
const TRIES_MAX = 3

/** Joins the refresh under way or starts one. */
export type Refresher = () => Promise<Result<GrantRecord>>

/**
 * Makes a call with the grant's token: refreshes it when needed, and once more when the provider answers 401.
 * A 401 that survives this ends the grant until a person reauthorizes. Only the newest pair counts for that: where a
 * refresh kills the older access token, a slow call finds its own dead twice, and nothing is wrong.
 */
export async function callUpstream(
  custody: Custody,
  refresh: Refresher,
  request: UpstreamCall,
): Promise<UpstreamResult> {
  let refused: GrantRecord | null = null
  for (let tries = 1; ; tries++) {
    const fresh = await freshGrant(custody, refresh, refused?.generation ?? null)
    if (!fresh.ok) return failed(fresh.failure)
    const grant = fresh.value
    const answer = await send(custody, grant, request)
    if (!isRefused(custody, request, answer)) return noteVerified(custody, grant, answer)
    if (custody.spec.saysScopeMissing(answer.status, answer.body)) {
      return refuse(custody, grant, { type: "scope_missing" }, "scope_insufficient")
    }
    const newest = custody.store.readGrant()?.generation === grant.generation
    if (tries === TRIES_MAX || (tries > 1 && newest)) {
      return refuse(custody, grant, { type: "refused" }, "reauth_required")
    }
    refused = grant
  }
}

/** A record whose access token lives, newer than `usedGeneration` where one is given. */
async function freshGrant(
  { store, clock, identity }: Custody,
  refresh: Refresher,
  usedGeneration: number | null,
): Promise<Result<GrantRecord>> {
  const { provider } = identity
  const record = store.readGrant()
  if (record === null || record.status.state === "revoked") {
    return fail("not_connected", { provider })
  }
  if (isDormant(record.status.state)) return fail("reauth_required", { provider })
  const left = record.accessExpiresAt - clock.now()
  const unused = usedGeneration === null || record.generation > usedGeneration
  if (unused && left > REFRESH_MARGIN_MS) return ok(record)
  const wait = (record.retryAt ?? 0) - clock.now()
  if (wait <= 0) return refresh()
  if (unused && left > 0) return ok(record)
  const limited = record.status.reason === "provider_rate_limited"
  return troubleFailure(record, limited ? "provider_rate_limited" : "provider_unavailable", wait)
}

async function send(
  custody: Custody,
  record: GrantRecord,
  request: UpstreamCall,
): Promise<UpstreamResult> {
  const { spec, io, identity } = custody
  const url = buildUpstreamUrl(spec.apiOrigin, request.path)
  if (url === null || (request.body?.length ?? 0) > BODY_MAX_BYTES) {
    return failed({ code: "invalid_request" })
  }
  const tokens = await openTokens(custody.ring, "grant", identity.name, record.sealed)
  if (tokens === null) return refuse(custody, record, { type: "unreadable" }, "reauth_required")
  const headers = new Headers({
    authorization: `Bearer ${tokens.accessToken}`,
    accept: "application/json",
  })
  if (request.body !== undefined) headers.set("content-type", "application/json")
  try {
    const response = await io.fetch(url, {
      method: request.method,
      headers,
      body: request.body ?? null,
      redirect: "manual",
      signal: AbortSignal.timeout(io.timeoutMs),
    })
    return {
      kind: "answer",
      status: response.status,
      body: await response.text(),
      retryAfterSeconds: parseRetryAfter(response.headers, custody.clock.now()),
    }
  } catch (error) {
    const timeout = error instanceof Error && error.name === "TimeoutError"
    return { kind: "no_answer", reason: timeout ? "timeout" : "cut" }
  }
}

function isRefused(
  { spec }: Custody,
  { path }: UpstreamCall,
  result: UpstreamResult,
): result is Extract<UpstreamResult, { kind: "answer" }> {
  return result.kind === "answer" && spec.saysTokenDead(result.status, path)
}

async function noteVerified(
  custody: Custody,
  record: GrantRecord,
  result: UpstreamResult,
): Promise<UpstreamResult> {
  if (result.kind !== "answer" || result.status >= 400) return result
  const stale = custody.clock.now() - (record.lastVerifiedAt ?? 0) >= VERIFIED_EVERY_MS
  if (stale) await apply(custody, record, { type: "verified" })
  return result
}

async function refuse(
  custody: Custody,
  used: GrantRecord,
  event: GrantEvent,
  code: "scope_insufficient" | "reauth_required",
): Promise<UpstreamResult> {
  const { provider } = custody.identity
  const counted = await apply(custody, used, event)
  return failed({ code: counted ? code : "upstream_unavailable", provider })
}

/** Notes what a call showed of the pair it used; false when the grant has gone on to another since. */
async function apply(custody: Custody, used: GrantRecord, event: GrantEvent): Promise<boolean> {
  const { store, storage, clock, identity } = custody
  const now = clock.now()
  const counted = storage.transactionSync(() => {
    const record = store.readGrant()
    if (record?.generation !== used.generation) return false
    const status = transition(record.status, event, now)
    const lastVerifiedAt = event.type === "verified" ? now : record.lastVerifiedAt
    store.writeGrant({ ...record, status, lastVerifiedAt })
    if (status.state !== record.status.state) {
      logEvent("grant_state", { grant: identity.name, state: status.state, reason: status.reason })
    }
    return true
  })
  await storage.sync()
  return counted
}

function failed(failure: Failure): UpstreamResult {
  return { kind: "failure", failure }
}
