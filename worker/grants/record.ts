import * as v from "valibot"
import {
  CONNECTION_REASONS,
  CONNECTION_STATES,
  type Connection,
} from "../../core/contract/connections.ts"
import { ProviderSchema } from "../../core/contract/ids.ts"
import { Secret } from "../secret.ts"

/** A grant's name and what it says. It is also the name of its Durable Object: a frozen format. */
export const GrantIdentitySchema = v.object({
  name: v.string(),
  provider: ProviderSchema,
  /** Trello member or Miro user. */
  account: v.string(),
  /** Trello workspace or Miro team. */
  place: v.string(),
})
export type GrantIdentity = v.InferOutput<typeof GrantIdentitySchema>

/** The name of the Trello grant of a member in a workspace. Both ids are validated before. */
export function buildTrelloIdentity(idMember: string, idOrganization: string): GrantIdentity {
  return {
    name: `trello:${idMember}:${idOrganization}`,
    provider: "trello",
    account: idMember,
    place: idOrganization,
  }
}

/** The name of the Miro grant of a user in a team. Both ids are validated before. */
export function buildMiroIdentity(userId: string, teamId: string): GrantIdentity {
  return { name: `miro:${userId}:${teamId}`, provider: "miro", account: userId, place: teamId }
}

/** The identity that a grant's name says; the name matched `ConnectionIdSchema`. */
export function identityOf(name: string): GrantIdentity {
  const [provider, account = "", place = ""] = name.split(":")
  return provider === "trello"
    ? buildTrelloIdentity(account, place)
    : buildMiroIdentity(account, place)
}

/** What a revoked grant's provider was told. */
const UPSTREAM_ENDS = ["pending", "doubtful", "ended", "unknown"] as const

/** One grant, whole: it is read and written as one record. Times are milliseconds since 1970. */
export const GrantRecordSchema = v.object({
  ...GrantIdentitySchema.entries,
  status: v.object({
    state: v.picklist(CONNECTION_STATES),
    since: v.number(),
    reason: v.nullable(v.picklist(CONNECTION_REASONS)),
  }),
  scopes: v.array(v.string()),
  /** Counts issued pairs of tokens; a late answer of an older generation is discarded. */
  generation: v.number(),
  /** The sealed `StoredTokens`; null once revoked. */
  sealed: v.nullable(v.string()),
  /** First 8 hex digits of the refresh token's SHA-256, to follow generations in logs. */
  fingerprint: v.nullable(v.string()),
  accessExpiresAt: v.number(),
  consentedAt: v.number(),
  refreshedAt: v.number(),
  lastVerifiedAt: v.nullable(v.number()),
  /** When a person last caused a call; written at most once a day. */
  lastUsedAt: v.number(),
  /** For how many days after that the grant is renewed unused; the workspace's policy. */
  keepAliveDays: v.number(),
  /** Asked for by a call and not granted; what a person is asked for next. */
  missingScopes: v.array(v.string()),
  /** The attempt whose consent this is: confirming it again changes nothing. */
  attempt: v.string(),
  /** Grows when an operator restores the grant from its replica. */
  epoch: v.number(),
  /** No refresh is tried before this time, after trouble at the provider. */
  retryAt: v.nullable(v.number()),
  /** How many times in a row the provider could not answer a refresh. */
  troubles: v.number(),
  /** What the provider knows of the end of a revoked grant; null before. `doubtful`: see `outbox.ts`. */
  upstream: v.optional(v.nullable(v.picklist(UPSTREAM_ENDS)), null),
})
export type GrantRecord = v.InferOutput<typeof GrantRecordSchema>

const SecretSchema = v.pipe(
  v.string(),
  v.transform((value) => new Secret(value)),
)

/** What `GrantRecord.sealed` holds. It exists inside the grant's object only. */
export const StoredTokensSchema = v.object({
  accessToken: SecretSchema,
  refreshToken: v.nullable(SecretSchema),
})
export type StoredTokens = v.InferOutput<typeof StoredTokensSchema>

/** A consent that nobody has confirmed yet. */
export const PendingRecordSchema = v.object({
  ...GrantIdentitySchema.entries,
  attempt: v.string(),
  scopes: v.array(v.string()),
  sealed: v.string(),
  fingerprint: v.nullable(v.string()),
  accessExpiresAt: v.number(),
  heldAt: v.number(),
  expiresAt: v.number(),
})
export type PendingRecord = v.InferOutput<typeof PendingRecordSchema>

/**
 * Written and synced before a refresh token is spent, removed with the answer's commit. One that is found later means
 * that an answer got lost: the same token is replayed under the same record.
 */
export const RefreshIntentSchema = v.object({
  generation: v.number(),
  fingerprint: v.string(),
  startedAt: v.number(),
  /** How many times this token was sent. */
  attempts: v.number(),
})
export type RefreshIntent = v.InferOutput<typeof RefreshIntentSchema>

/** What a person is told about a grant. `renewsAt`: when it is renewed next without use. */
export function describeGrant(
  record: GrantRecord,
  renewsAt: number | null,
): Omit<Connection, "id" | "provider"> {
  const { status, lastVerifiedAt, scopes, missingScopes } = record
  return {
    state: status.state,
    since: toIso(status.since),
    lastVerifiedAt: toIso(lastVerifiedAt),
    reason: status.reason,
    scopes,
    missingScopes,
    renewsAt: toIso(renewsAt),
  }
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
