import * as v from "valibot"
import type { Clock } from "../clock.ts"
import type { Budget } from "./budget.ts"
import { sha256Hex } from "../encoding.ts"
import { logEvent } from "../log.ts"
import type { ProviderSpec } from "../providers/index.ts"
import type { TokenIo, TokenSet } from "../providers/tokenEndpoint.ts"
import type { Secret } from "../secret.ts"
import { KEEP_ALIVE_DAYS } from "./keepAlive.ts"
import {
  type GrantIdentity,
  type GrantRecord,
  type StoredTokens,
  StoredTokensSchema,
} from "./record.ts"
import { type KeyRing, open, seal, type SealedFor } from "./sealing.ts"
import type { GrantStatus } from "./states.ts"
import type { LeaseKeeping, SharedLimit } from "./sharedLimit.ts"
import type { GrantStore } from "./store.ts"

/** What the operations on one grant read and write; tests put a store of their own in its place. */
export type GrantTables = Pick<GrantStore, keyof GrantStore>

/** What the operations on one grant work with. Everything that reaches outside is injected. */
export interface Custody {
  readonly identity: GrantIdentity
  readonly store: GrantTables
  readonly storage: Pick<DurableObjectStorage, "transactionSync" | "sync">
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly spec: ProviderSpec
  readonly ring: KeyRing
  readonly io: TokenIo
  /** Where the sealed record is copied to. */
  readonly replicas: Pick<KVNamespace, "put">
  /** What the account has left at the provider; kept in memory by the grant's object. */
  readonly budget: { value: Budget }
  /** The limit that the provider sets to all grants together; null where there is none. */
  readonly shared: SharedLimit | null
  /** Its part of that; kept in memory as well. */
  readonly leases: LeaseKeeping
  /** Sets the object's alarm to the earliest due time. */
  readonly arm: () => Promise<void>
}

/** Seals tokens for storage; gives the envelope and the fingerprint of the refresh token. */
export async function sealTokens(
  ring: KeyRing,
  purpose: SealedFor["purpose"],
  record: string,
  tokens: StoredTokens,
): Promise<{ readonly sealed: string; readonly fingerprint: string | null }> {
  const { accessToken, refreshToken } = tokens
  const text = JSON.stringify({
    accessToken: accessToken.reveal(),
    refreshToken: refreshToken?.reveal() ?? null,
  })
  return {
    sealed: await seal(ring, { purpose, record }, text),
    fingerprint: refreshToken === null ? null : await fingerprintOf(refreshToken),
  }
}

/** Logs that a grant came into another state, or has another reason to be in the one it is in. */
export function logState(name: string, before: GrantStatus, { state, reason }: GrantStatus): void {
  if (state === before.state && reason === before.reason) return
  logEvent("grant_state", { grant: name, state, reason })
}

/** Opens sealed tokens; null when they cannot be read with the keys at hand. */
export async function openTokens(
  ring: KeyRing,
  purpose: SealedFor["purpose"],
  record: string,
  sealed: string | null,
): Promise<StoredTokens | null> {
  const text = sealed === null ? null : await open(ring, { purpose, record }, sealed)
  if (text === null) return null
  const parsed = v.safeParse(StoredTokensSchema, JSON.parse(text))
  return parsed.success ? parsed.output : null
}

/** First 8 hex digits of a token's SHA-256: enough to follow generations in a log, no use to anybody else. */
export async function fingerprintOf(token: Secret): Promise<string> {
  return (await sha256Hex(token.reveal())).slice(0, 8)
}

/** The record of a grant that somebody has just consented to and confirmed. */
export function buildGrantRecord(
  identity: GrantIdentity,
  details: {
    readonly generation: number
    readonly scopes: readonly string[]
    readonly sealed: string
    readonly fingerprint: string | null
    readonly accessExpiresAt: number
    readonly since: number
    readonly consentedAt: number
    readonly attempt: string
    readonly epoch: number
  },
): GrantRecord {
  const { name, provider, account, place } = identity
  return {
    name,
    provider,
    account,
    place,
    status: { state: "connected", since: details.since, reason: null },
    scopes: [...details.scopes],
    generation: details.generation,
    sealed: details.sealed,
    fingerprint: details.fingerprint,
    accessExpiresAt: details.accessExpiresAt,
    consentedAt: details.consentedAt,
    refreshedAt: details.consentedAt,
    lastVerifiedAt: details.consentedAt,
    lastUsedAt: details.consentedAt,
    keepAliveDays: KEEP_ALIVE_DAYS,
    missingScopes: [],
    attempt: details.attempt,
    epoch: details.epoch,
    retryAt: null,
    troubles: 0,
    upstream: null,
  }
}

/** When an issued access token ends. */
export function expiryOf(tokens: TokenSet, now: number): number {
  return now + Math.max(0, tokens.expiresInSeconds) * 1000
}
