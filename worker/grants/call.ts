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

/** Joins the refresh under way or starts one. */
export type Refresher = () => Promise<Result<GrantRecord>>

/**
 * Makes a call with the grant's token: refreshes it when needed, and once more when the provider answers 401.
 * A 401 that survives this ends the grant until a person reauthorizes.
 */
export async function callUpstream(
  custody: Custody,
  refresh: Refresher,
  request: UpstreamCall,
): Promise<UpstreamResult> {
  const first = await freshGrant(custody, refresh, null)
  if (!first.ok) return { kind: "failure", failure: first.failure }
  const answer = await send(custody, first.value, request)
  if (!isRefused(custody, request, answer)) return noteVerified(custody, first.value, answer)
  if (custody.spec.saysScopeMissing(answer.status, answer.body)) {
    return refuse(custody, { type: "scope_missing" }, "scope_insufficient")
  }

  const second = await freshGrant(custody, refresh, first.value.generation)
  if (!second.ok) return { kind: "failure", failure: second.failure }
  const again = await send(custody, second.value, request)
  if (!isRefused(custody, request, again)) return noteVerified(custody, second.value, again)
  return custody.spec.saysScopeMissing(again.status, again.body)
    ? refuse(custody, { type: "scope_missing" }, "scope_insufficient")
    : refuse(custody, { type: "refused" }, "reauth_required")
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
  if (tokens === null) return refuse(custody, { type: "unreadable" }, "reauth_required")
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
  if (stale) await apply(custody, { type: "verified" })
  return result
}

async function refuse(
  custody: Custody,
  event: GrantEvent,
  code: "scope_insufficient" | "reauth_required",
): Promise<UpstreamResult> {
  await apply(custody, event)
  return failed({ code, provider: custody.identity.provider })
}

async function apply(custody: Custody, event: GrantEvent): Promise<void> {
  const { store, storage, clock, identity } = custody
  const now = clock.now()
  storage.transactionSync(() => {
    const record = store.readGrant()
    if (record === null) return
    const status = transition(record.status, event, now)
    const lastVerifiedAt = event.type === "verified" ? now : record.lastVerifiedAt
    store.writeGrant({ ...record, status, lastVerifiedAt })
    if (status.state !== record.status.state) {
      logEvent("grant_state", { grant: identity.name, state: status.state, reason: status.reason })
    }
  })
  await storage.sync()
}

function failed(failure: Failure): UpstreamResult {
  return { kind: "failure", failure }
}
