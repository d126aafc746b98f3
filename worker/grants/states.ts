import type { ConnectionReason, ConnectionState } from "../../core/contract/connections.ts"
import { callsGoOut } from "../../core/contract/situations.ts"

/** Where a grant stands. Times are milliseconds since 1970. */
export interface GrantStatus {
  readonly state: ConnectionState
  readonly since: number
  readonly reason: ConnectionReason | null
}

/** Everything that can happen to a grant, from the provider's answers and from people. */
export type GrantEvent =
  | { readonly type: "consented" }
  | { readonly type: "refreshed" }
  /** An API call succeeded. */
  | { readonly type: "verified" }
  /** One succeeded that a person caused. */
  | { readonly type: "used" }
  /** The provider refused a token a year after the consent, as it does to everybody. */
  | { readonly type: "consent_expired" }
  | { readonly type: "provider_unavailable" }
  | { readonly type: "provider_rate_limited" }
  | { readonly type: "outcome_unknown" }
  /** The provider refused the refresh token, or refused a token that it had just issued. */
  | { readonly type: "refused" }
  /** The provider refused a token whose earlier rotation got lost on the way. */
  | { readonly type: "lost" }
  | { readonly type: "idle" }
  | { readonly type: "unreadable" }
  | { readonly type: "scope_missing" }
  | { readonly type: "disconnected"; readonly by: "member" | "admin" }

/** The states in which no call goes upstream until a person acts. */
export function isDormant(state: ConnectionState): boolean {
  return !callsGoOut(state)
}

/**
 * The state machine of a grant. A person's act (`consented`, `disconnected`) always counts; nothing that happens
 * upstream wakes a dormant grant, and trouble at the provider alone never ends one.
 */
export function transition(status: GrantStatus, event: GrantEvent, now: number): GrantStatus {
  const to = (state: ConnectionState, reason: ConnectionReason | null = null): GrantStatus =>
    state === status.state ? { ...status, reason } : { state, since: now, reason }

  if (event.type === "consented") return to("connected")
  if (event.type === "disconnected") {
    return to("revoked", event.by === "admin" ? "revoked_by_admin" : "disconnected_by_member")
  }
  if (isDormant(status.state)) return status

  switch (event.type) {
    case "refreshed":
    case "verified":
    case "used":
      return status.state === "scope_insufficient" ? status : to("connected")
    case "provider_unavailable":
    case "provider_rate_limited":
    case "outcome_unknown":
      return status.state === "scope_insufficient" ? status : to("degraded", event.type)
    case "refused":
      return to("reauth_required", "refused_by_provider")
    case "consent_expired":
      return to("reauth_required", "consent_expired")
    case "lost":
      return to("reauth_required", "lost_rotation")
    case "idle":
      return to("reauth_required", "idle_policy")
    case "unreadable":
      return to("reauth_required", "unreadable_record")
    case "scope_missing":
      return to("scope_insufficient", "scope_missing")
  }
}
