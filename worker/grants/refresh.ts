import { fail, ok, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import {
  exchangeRefreshToken,
  type TokenOutcome,
  type TokenSet,
} from "../providers/tokenEndpoint.ts"
import { backoffMs } from "./backoff.ts"
import { type Custody, expiryOf, fingerprintOf, openTokens, sealTokens } from "./custody.ts"
import { OUTBOX_LIFE_MS } from "./outbox.ts"
import type { GrantRecord, RefreshIntent, StoredTokens } from "./record.ts"
import { type GrantEvent, isDormant, transition } from "./states.ts"

/** How long after an intent the alarm looks whether its answer ever came. */
const RECOVER_AFTER_MS = 60_000
/** No provider's wish keeps a grant from being tried again for longer. */
const LONGEST_WAIT_SECONDS = 60 * 60

/**
 * Spends the grant's refresh token and commits the new pair before anybody learns of it.
 *
 * The intent is durable before the request leaves, the pair is durable before this returns. A request without a
 * readable answer is replayed once with the same token, under the same intent: within a provider's leeway that
 * returns the pair. Callers make sure that only one refresh runs at a time.
 */
export async function refreshGrant(custody: Custody): Promise<Result<GrantRecord>> {
  const { store } = custody
  const record = store.readGrant()
  if (record === null) return fail("not_connected", { provider: custody.spec.provider })
  const tokens = await openTokens(custody.ring, "grant", record.name, record.sealed)
  if (tokens === null) return settle(custody, record, { type: "unreadable" })
  const { refreshToken } = tokens
  if (refreshToken === null) return settle(custody, record, { type: "refused" })

  const earlier = store.readIntent()
  let intent = await buildIntent(custody, record, refreshToken, earlier)
  let outcome = await spend(custody, refreshToken, intent)
  if (outcome.kind === "unknown" && earlier === null) {
    intent = { ...intent, attempts: intent.attempts + 1 }
    outcome = await spend(custody, refreshToken, intent)
  }
  logEvent("grant_refresh", {
    grant: record.name,
    generation: intent.generation,
    fingerprint: intent.fingerprint,
    attempts: intent.attempts,
    outcome: outcome.kind,
  })

  const current = store.readGrant()
  if (current === null || current.generation !== record.generation) {
    return discard(custody, record, current, outcome)
  }
  return conclude(custody, current, tokens, intent, outcome)
}

async function buildIntent(
  custody: Custody,
  record: GrantRecord,
  refreshToken: string,
  earlier: RefreshIntent | null,
): Promise<RefreshIntent> {
  return {
    generation: record.generation + 1,
    fingerprint: await fingerprintOf(refreshToken),
    startedAt: earlier?.startedAt ?? custody.clock.now(),
    attempts: (earlier?.attempts ?? 0) + 1,
  }
}

async function spend(
  custody: Custody,
  refreshToken: string,
  intent: RefreshIntent,
): Promise<TokenOutcome> {
  const { store, storage, clock } = custody
  storage.transactionSync(() => {
    store.writeIntent(intent)
    store.setDue("recover", clock.now() + RECOVER_AFTER_MS)
  })
  await custody.arm()
  await storage.sync()
  return exchangeRefreshToken(custody.spec, refreshToken, custody.io)
}

function conclude(
  custody: Custody,
  record: GrantRecord,
  old: StoredTokens,
  intent: RefreshIntent,
  outcome: TokenOutcome,
): Promise<Result<GrantRecord>> {
  switch (outcome.kind) {
    case "issued":
      return commit(custody, record, old, outcome.tokens)
    case "rejected":
      return settle(custody, record, { type: intent.attempts > 1 ? "lost" : "refused" })
    case "rate_limited":
      return postpone(custody, record, "provider_rate_limited", {
        keepIntent: intent.attempts > 1,
        retryAfterSeconds: outcome.retryAfterSeconds,
      })
    case "misconfigured":
      logEvent("configuration_refused", { provider: record.provider, error: outcome.error })
      return postpone(custody, record, "provider_unavailable", {
        keepIntent: intent.attempts > 1,
        retryAfterSeconds: null,
      })
    case "unavailable":
      return postpone(custody, record, "provider_unavailable", {
        keepIntent: true,
        retryAfterSeconds: null,
      })
    case "unknown":
      return postpone(custody, record, "outcome_unknown", {
        keepIntent: true,
        retryAfterSeconds: null,
      })
  }
}

async function commit(
  custody: Custody,
  record: GrantRecord,
  old: StoredTokens,
  issued: TokenSet,
): Promise<Result<GrantRecord>> {
  const { store, storage, clock, ring } = custody
  const { sealed, fingerprint } = await sealTokens(ring, "grant", record.name, {
    accessToken: issued.accessToken,
    refreshToken: issued.refreshToken ?? old.refreshToken,
  })
  const now = clock.now()
  const next: GrantRecord = {
    ...record,
    status: transition(record.status, { type: "refreshed" }, now),
    scopes: issued.scopes === null ? record.scopes : [...issued.scopes],
    generation: record.generation + 1,
    sealed,
    fingerprint,
    accessExpiresAt: expiryOf(issued, now),
    refreshedAt: now,
    lastVerifiedAt: now,
    retryAt: null,
    troubles: 0,
  }
  const committed = storage.transactionSync(() => {
    // Sealing took a turn of the event loop: a disconnect may have come in between.
    if (store.readGrant()?.generation !== record.generation) return false
    store.writeGrant(next)
    store.clearIntent()
    store.setDue("recover", null)
    store.setDue("replicate", now)
    return true
  })
  if (!committed) {
    return discard(custody, record, store.readGrant(), { kind: "issued", tokens: issued })
  }
  await custody.arm()
  await storage.sync()
  return ok(next)
}

/** Ends the refresh for good: only a person's act goes on from here. */
async function settle(
  custody: Custody,
  record: GrantRecord,
  event: GrantEvent,
): Promise<Result<GrantRecord>> {
  const { store, storage, clock } = custody
  const status = transition(record.status, event, clock.now())
  storage.transactionSync(() => {
    store.writeGrant({ ...record, status, retryAt: null, troubles: 0 })
    store.clearIntent()
    store.setDue("recover", null)
    store.setDue("replicate", clock.now())
  })
  await custody.arm()
  await storage.sync()
  logEvent("grant_state", { grant: record.name, state: status.state, reason: status.reason })
  return fail("reauth_required", { provider: record.provider })
}

async function postpone(
  custody: Custody,
  record: GrantRecord,
  type: "provider_unavailable" | "provider_rate_limited" | "outcome_unknown",
  options: { readonly keepIntent: boolean; readonly retryAfterSeconds: number | null },
): Promise<Result<GrantRecord>> {
  const { store, storage, clock, random } = custody
  const now = clock.now()
  const troubles = record.troubles + 1
  const asked = Math.min(options.retryAfterSeconds ?? 0, LONGEST_WAIT_SECONDS) * 1000
  const retryAt = now + Math.max(asked, backoffMs(troubles, random()))
  storage.transactionSync(() => {
    store.writeGrant({
      ...record,
      status: transition(record.status, { type }, now),
      retryAt,
      troubles,
    })
    if (!options.keepIntent) store.clearIntent()
    store.setDue("recover", options.keepIntent ? retryAt : null)
  })
  await custody.arm()
  await storage.sync()
  return troubleFailure(record, type, retryAt - now)
}

/** What callers are told while a provider is left alone. */
export function troubleFailure(
  record: GrantRecord,
  type: "provider_unavailable" | "provider_rate_limited" | "outcome_unknown",
  waitMs: number,
): Result<never> {
  const code = type === "provider_rate_limited" ? "upstream_rate_limited" : "upstream_unavailable"
  return fail(code, {
    provider: record.provider,
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  })
}

/** The grant went on without this answer: a new consent replaced it, or somebody disconnected. */
async function discard(
  custody: Custody,
  record: GrantRecord,
  current: GrantRecord | null,
  outcome: TokenOutcome,
): Promise<Result<GrantRecord>> {
  if (current !== null && !isDormant(current.status.state)) return ok(current)
  if (outcome.kind === "issued" && current?.status.state === "revoked") {
    const { store, storage, ring, clock } = custody
    const { sealed } = await sealTokens(ring, "outbox", record.name, outcome.tokens)
    const now = clock.now()
    storage.transactionSync(() => {
      store.addToOutbox(sealed, now + OUTBOX_LIFE_MS, now)
    })
    await custody.arm()
    await storage.sync()
  }
  return fail("reauth_required", { provider: record.provider })
}
