import { fail, ok, type Failure, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import { learnBudget } from "./budget.ts"
import { type Custody, openTokens } from "./custody.ts"
import type { GrantRecord } from "./record.ts"
import { scheduleKeepAlive } from "./renewal.ts"
import { admitCall, tellLimit } from "./sharedLimit.ts"
import { type GrantEvent, isDormant, transition } from "./states.ts"
import { troubleFailure } from "./trouble.ts"
import { resealOld } from "./reseal.ts"
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
/** `lastUsedAt` is written at most this often: keep-alive counts days. */
const USED_EVERY_MS = 24 * 60 * 60_000

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
  const missing = missingScope(custody, request)
  if (missing !== null) return refuse(custody, missing, { type: "scope_missing" }, request.scope)
  let refused: GrantRecord | null = null
  for (let tries = 1; ; tries++) {
    const fresh = await freshGrant(custody, refresh, refused?.generation ?? null)
    if (!fresh.ok) return failed(fresh.failure)
    const grant = fresh.value
    const answer = await send(custody, grant, request)
    if (lacksScope(custody, answer)) {
      return refuse(custody, grant, { type: "scope_missing" }, request.scope)
    }
    if (!isRefused(custody, request, answer)) return noteVerified(custody, grant, request, answer)
    const newest = custody.store.readGrant()?.generation === grant.generation
    if (tries === TRIES_MAX || (tries > 1 && newest)) {
      return refuse(custody, grant, { type: "refused" })
    }
    refused = grant
  }
}

/** The grant, where it is known to lack the scope that a call needs: asking the provider would tell nothing new. */
function missingScope({ store }: Custody, { scope }: UpstreamCall): GrantRecord | null {
  const record = store.readGrant()
  const usable = record !== null && !isDormant(record.status.state)
  return scope !== undefined && usable && !record.scopes.includes(scope) ? record : null
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
  if (tokens === null) return refuse(custody, record, { type: "unreadable" })
  await resealOld(custody, record, tokens)
  const headers = new Headers({
    authorization: `Bearer ${tokens.accessToken.reveal()}`,
    accept: "application/json",
  })
  if (request.body !== undefined) headers.set("content-type", "application/json")
  const wait = await admitCall(custody, request)
  if (wait > 0) {
    const retryAfterSeconds = Math.ceil(wait / 1000)
    return failed({ code: "upstream_rate_limited", provider: identity.provider, retryAfterSeconds })
  }
  try {
    const response = await io.fetch(url, {
      method: request.method,
      headers,
      body: request.body ?? null,
      redirect: "manual",
      signal: AbortSignal.timeout(io.timeoutMs),
    })
    const { status, headers: told } = response
    const retryAfterSeconds = parseRetryAfter(told, custody.clock.now())
    const answer = { status, headers: told, retryAfterSeconds }
    custody.budget.value = learnBudget(custody.budget.value, answer, custody.clock.now())
    const body = await response.text()
    await tellLimit(custody, { status, body, retryAfterSeconds })
    return { kind: "answer", status, body, retryAfterSeconds }
  } catch (error) {
    const timeout = error instanceof Error && error.name === "TimeoutError"
    return { kind: "no_answer", reason: timeout ? "timeout" : "cut" }
  }
}

function lacksScope({ spec }: Custody, result: UpstreamResult): boolean {
  return result.kind === "answer" && spec.saysScopeMissing(result.status, result.body)
}

function isRefused({ spec }: Custody, { path }: UpstreamCall, result: UpstreamResult): boolean {
  return result.kind === "answer" && spec.saysTokenDead(result.status, path, result.body)
}

async function noteVerified(
  custody: Custody,
  record: GrantRecord,
  request: UpstreamCall,
  result: UpstreamResult,
): Promise<UpstreamResult> {
  if (result.kind !== "answer" || result.status >= 400) return result
  const age = (at: number) => custody.clock.now() - at
  const stale = age(record.lastVerifiedAt ?? 0) >= VERIFIED_EVERY_MS
  const unused = request.priority !== "background" && age(record.lastUsedAt) >= USED_EVERY_MS
  if (stale || unused) await apply(custody, record, { type: unused ? "used" : "verified" })
  return result
}

async function refuse(
  custody: Custody,
  used: GrantRecord,
  event: GrantEvent,
  scope?: string,
): Promise<UpstreamResult> {
  const { provider } = custody.identity
  const counted = await apply(custody, used, event, scope)
  const code = event.type === "scope_missing" ? "scope_insufficient" : "reauth_required"
  return failed({ code: counted ? code : "upstream_unavailable", provider })
}

/** Notes what a call showed of the pair it used; false when the grant has gone on to another since. */
async function apply(
  custody: Custody,
  used: GrantRecord,
  event: GrantEvent,
  scope?: string,
): Promise<boolean> {
  const { store, storage, clock, identity } = custody
  const now = clock.now()
  const counted = storage.transactionSync(() => {
    const record = store.readGrant()
    if (record?.generation !== used.generation) return false
    const status = transition(record.status, event, now)
    const works = event.type === "verified" || event.type === "used"
    const lastVerifiedAt = works ? now : record.lastVerifiedAt
    const lastUsedAt = event.type === "used" ? now : record.lastUsedAt
    const missingScopes = [...new Set([...record.missingScopes, ...(scope ? [scope] : [])])]
    store.writeGrant({ ...record, status, lastVerifiedAt, lastUsedAt, missingScopes })
    // The policy counts from here: a renewal that was given up may be wanted again.
    if (event.type === "used") scheduleKeepAlive(custody)
    if (status.state !== record.status.state) {
      logEvent("grant_state", { grant: identity.name, state: status.state, reason: status.reason })
    }
    return true
  })
  if (event.type === "used") await custody.arm()
  await storage.sync()
  return counted
}

function failed(failure: Failure): UpstreamResult {
  return { kind: "failure", failure }
}
