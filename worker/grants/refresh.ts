import { fail, ok, type Result } from "../failure.ts"
import { logEvent } from "../log.ts"
import {
  exchangeRefreshToken,
  type TokenOutcome,
  type TokenSet,
} from "../providers/tokenEndpoint.ts"
import {
  type Custody,
  expiryOf,
  fingerprintOf,
  logState,
  openTokens,
  sealTokens,
} from "./custody.ts"
import { discardLate } from "./late.ts"
import type { Secret } from "../secret.ts"
import type { GrantRecord, RefreshIntent, StoredTokens } from "./record.ts"
import { scheduleKeepAlive } from "./renewal.ts"
import { type GrantEvent, transition } from "./states.ts"
import { postpone } from "./trouble.ts"

/** How long after an intent the alarm looks whether its answer ever came. */
const RECOVER_AFTER_MS = 60_000

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
    return discardLate(custody, record, current, outcome)
  }
  return conclude(custody, current, tokens, intent, outcome)
}

async function buildIntent(
  custody: Custody,
  record: GrantRecord,
  refreshToken: Secret,
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
  refreshToken: Secret,
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
      return settle(custody, record, { type: refusalOf(custody, record, intent) })
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

/** Atlassian ends every chain of refresh tokens a year after its consent; a day is left for clocks. */
const CHAIN_LIFE_MS = 364 * 24 * 60 * 60_000

function refusalOf(
  { clock }: Custody,
  { provider, consentedAt }: GrantRecord,
  intent: RefreshIntent,
): "lost" | "refused" | "consent_expired" {
  const old = provider === "trello" && clock.now() - consentedAt >= CHAIN_LIFE_MS
  if (old) return "consent_expired"
  return intent.attempts > 1 ? "lost" : "refused"
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
    scheduleKeepAlive(custody)
    store.clearIntent()
    store.setDue("recover", null)
    store.setDue("replicate", now)
    return true
  })
  if (!committed) {
    return discardLate(custody, record, store.readGrant(), { kind: "issued", tokens: issued })
  }
  await custody.arm()
  await storage.sync()
  logState(record.name, record.status, next.status)
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
  const settled = storage.transactionSync(() => {
    // Opening the tokens took a turn of the event loop: a disconnect may have come in between.
    if (store.readGrant()?.generation !== record.generation) return false
    store.writeGrant({ ...record, status, retryAt: null, troubles: 0 })
    store.clearIntent()
    store.setDue("keep_alive", null)
    store.setDue("recover", null)
    store.setDue("replicate", clock.now())
    return true
  })
  await custody.arm()
  await storage.sync()
  if (settled) logState(record.name, record.status, status)
  return fail("reauth_required", { provider: record.provider })
}
