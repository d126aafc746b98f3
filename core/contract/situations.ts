import type { Connection, ConnectionReason, ConnectionState } from "./connections.ts"

/**
 * What the person can do about a connection.
 * `nothing`: it works. `wait`: it heals alone. `connect`: consent for the first time, or after an end that was wanted.
 * `reauthorize`: consent again. `allow_scopes`: consent to exactly what `missingScopes` names, besides what it has.
 * `ask_admin`: it was an admin who ended it.
 */
export type NextStep = "nothing" | "wait" | "connect" | "reauthorize" | "allow_scopes" | "ask_admin"

/** Which words a surface shows: each has a text for every one of these. */
export type SituationName = ConnectionState | ConnectionReason

/** What a connection's state and reason mean, for the Worker and for pages. */
export interface Situation {
  /** Whether calls go upstream: the token can be used for what was granted. */
  readonly calls: boolean
  /** Whether it asks for attention: somebody has to act, and did not expect to. */
  readonly alarms: boolean
  readonly can: NextStep
  readonly name: SituationName
}

type Facts = Omit<Situation, "name">

const STATES: Readonly<Record<ConnectionState, Facts>> = {
  never_connected: { calls: false, alarms: false, can: "connect" },
  connected: { calls: true, alarms: false, can: "nothing" },
  degraded: { calls: true, alarms: false, can: "wait" },
  reauth_required: { calls: false, alarms: true, can: "reauthorize" },
  revoked: { calls: false, alarms: false, can: "connect" },
  scope_insufficient: { calls: true, alarms: true, can: "allow_scopes" },
}

/** The one state that each reason explains, and what it changes there. Whether calls go out is the state's alone. */
const REASONS: Readonly<
  Record<ConnectionReason, { readonly of: ConnectionState } & Partial<Omit<Facts, "calls">>>
> = {
  provider_unavailable: { of: "degraded" },
  provider_rate_limited: { of: "degraded" },
  outcome_unknown: { of: "degraded" },
  refused_by_provider: { of: "reauth_required" },
  lost_rotation: { of: "reauth_required" },
  unreadable_record: { of: "reauth_required" },
  // These two were to be expected: nothing went wrong.
  consent_expired: { of: "reauth_required", alarms: false },
  idle_policy: { of: "reauth_required", alarms: false },
  disconnected_by_member: { of: "revoked" },
  revoked_by_admin: { of: "revoked", can: "ask_admin" },
  scope_missing: { of: "scope_insufficient" },
}

/** The situation of a connection. A reason that does not explain the state changes nothing. */
export function situationOf({ state, reason }: Pick<Connection, "state" | "reason">): Situation {
  const facts = STATES[state]
  if (reason === null || REASONS[reason].of !== state) return { ...facts, name: state }
  const { alarms = facts.alarms, can = facts.can } = REASONS[reason]
  return { calls: facts.calls, alarms, can, name: reason }
}

/** Whether calls go out with connections of this state, whatever the reason. */
export function callsGoOut(state: ConnectionState): boolean {
  return STATES[state].calls
}

/** Whether nothing goes on until a person acts: what the connection says then is the answer, not an error. */
export function waitsForPerson(connection: Pick<Connection, "state" | "reason">): boolean {
  const { can } = situationOf(connection)
  return can !== "nothing" && can !== "wait"
}
