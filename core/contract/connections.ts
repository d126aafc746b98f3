import * as v from "valibot"
import { AttemptIdSchema, ConnectionIdSchema, type Provider, ProviderSchema } from "./ids.ts"
import { ErrorCodeSchema } from "./errors.ts"

/** What a person is told about a connection. Only `degraded` heals alone. */
export const CONNECTION_STATES = [
  "never_connected",
  "connected",
  "degraded",
  "reauth_required",
  "revoked",
  "scope_insufficient",
] as const
export type ConnectionState = (typeof CONNECTION_STATES)[number]

/** Why a connection is in its state, where that adds to the state. */
export const CONNECTION_REASONS = [
  "provider_unavailable",
  "provider_rate_limited",
  "outcome_unknown",
  "refused_by_provider",
  "lost_rotation",
  "consent_expired",
  "idle_policy",
  "disconnected_by_member",
  "revoked_by_admin",
  "scope_missing",
  "unreadable_record",
] as const
export type ConnectionReason = (typeof CONNECTION_REASONS)[number]

/**
 * One connection of the asking member in one workspace. Times are ISO 8601 in UTC.
 * It holds no personal data: names are fetched when somebody looks (`CheckAnswerSchema`).
 */
export const ConnectionSchema = v.object({
  /** Null only for a provider that was never connected. */
  id: v.nullable(ConnectionIdSchema),
  provider: ProviderSchema,
  state: v.picklist(CONNECTION_STATES),
  since: v.nullable(v.string()),
  lastVerifiedAt: v.nullable(v.string()),
  reason: v.nullable(v.picklist(CONNECTION_REASONS)),
  /** What the provider granted. */
  scopes: v.array(v.string()),
  /** What a call needed and the provider had not granted: ask for exactly this. */
  missingScopes: v.array(v.string()),
  /** When the grant is renewed next if nobody uses it. */
  renewsAt: v.nullable(v.string()),
})
export type Connection = v.InferOutput<typeof ConnectionSchema>

/** The connection of somebody who never connected a provider. */
export function neverConnected(provider: Provider): Connection {
  return {
    id: null,
    provider,
    state: "never_connected",
    since: null,
    lastVerifiedAt: null,
    reason: null,
    scopes: [],
    missingScopes: [],
    renewsAt: null,
  }
}

/** `GET /api/connections?workspace=`. One Trello connection; any number of Miro teams. */
export const ConnectionsAnswerSchema = v.object({
  trello: ConnectionSchema,
  miro: v.array(ConnectionSchema),
})
export type ConnectionsAnswer = v.InferOutput<typeof ConnectionsAnswerSchema>

/** `POST /api/connections/check`: one call upstream. Names come from the provider and are not stored. */
export const CheckAnswerSchema = v.object({
  connection: ConnectionSchema,
  account: v.nullable(v.object({ id: v.string(), name: v.string() })),
  /** The workspace at Trello, the team at Miro. */
  place: v.nullable(v.object({ id: v.string(), name: v.string() })),
})
export type CheckAnswer = v.InferOutput<typeof CheckAnswerSchema>

/**
 * What the provider knows of a disconnect.
 * `ended`: it said so itself. `pending`: it could not be told yet, and is told again for a day.
 * `kept`: somebody else's connection uses the same grant. `unknown`: nobody can tell it any more.
 */
const REVOCATION_STATES = ["ended", "pending", "kept", "unknown"] as const
export type RevocationState = (typeof REVOCATION_STATES)[number]

/** `POST /api/connections/disconnect`. `revokedUpstream` is true only where the provider said that the grant is over. */
export const DisconnectAnswerSchema = v.object({
  connection: ConnectionSchema,
  revokedUpstream: v.boolean(),
  upstream: v.picklist(REVOCATION_STATES),
})
export type DisconnectAnswer = v.InferOutput<typeof DisconnectAnswerSchema>

/** `POST /api/me/remove`: how many connections were cut. */
export const RemoveDataAnswerSchema = v.object({ disconnected: v.number() })

/** `POST /api/connections/authorize`: open `url` in a window before `expiresAt` (ISO 8601, UTC). */
export const AuthorizeAnswerSchema = v.object({
  attempt: AttemptIdSchema,
  url: v.string(),
  expiresAt: v.string(),
})
export type AuthorizeAnswer = v.InferOutput<typeof AuthorizeAnswerSchema>

/**
 * Where an attempt stands.
 * `prepared`: the window has not opened. `consenting`: the person is at a provider.
 * `unconfirmed`: consents succeeded, nothing is usable until the opener redeems it or the person confirms it.
 */
export const ATTEMPT_STATUSES = [
  "prepared",
  "consenting",
  "unconfirmed",
  "connected",
  "denied",
  "failed",
  "expired",
] as const

/** `GET /api/attempts/{id}` and `POST /api/attempts/{id}/redeem`, for the page that began the attempt. */
export const AttemptAnswerSchema = v.object({
  attempt: AttemptIdSchema,
  status: v.picklist(ATTEMPT_STATUSES),
  /** Whose consent the attempt is at, or ended at. */
  provider: ProviderSchema,
  /** Set when `status` is `denied` or `failed`. */
  error: v.nullable(ErrorCodeSchema),
})
export type AttemptAnswer = v.InferOutput<typeof AttemptAnswerSchema>

const PartySchema = v.nullable(v.object({ name: v.string(), place: v.nullable(v.string()) }))

/**
 * `GET /oauth/attempts/{id}`, for the callback page, authenticated by the attempt's cookie.
 * `value` is given once per attempt while it is unconfirmed: the page hands it to `opener.authorize`.
 */
export const CallbackAnswerSchema = v.object({
  attempt: AttemptIdSchema,
  status: v.picklist(ATTEMPT_STATUSES),
  provider: ProviderSchema,
  error: v.nullable(ErrorCodeSchema),
  value: v.nullable(v.string()),
  /** The accounts are not those of the connection that was to be renewed: only the person can say yes, there is no value. */
  other: v.boolean(),
  /** The accounts that would be tied together, in the providers' words. */
  trello: PartySchema,
  miro: PartySchema,
})
export type CallbackAnswer = v.InferOutput<typeof CallbackAnswerSchema>
