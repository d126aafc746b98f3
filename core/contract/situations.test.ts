import { describe, expect, it } from "vitest"
import {
  CONNECTION_REASONS,
  CONNECTION_STATES,
  type ConnectionReason,
  type ConnectionState,
} from "./connections.ts"
import { callsGoOut, situationOf, waitsForPerson } from "./situations.ts"

type Pair = ConnectionState | `${ConnectionState}: ${ConnectionReason}`

/** What is told and offered in every pair of state and reason that a grant can be in. */
const TABLE: Partial<Record<Pair, string>> = {
  never_connected: "no calls, calm, connect",
  connected: "calls, calm, nothing",
  degraded: "calls, calm, wait",
  "degraded: provider_unavailable": "calls, calm, wait",
  "degraded: provider_rate_limited": "calls, calm, wait",
  "degraded: outcome_unknown": "calls, calm, wait",
  reauth_required: "no calls, alarms, reauthorize",
  "reauth_required: refused_by_provider": "no calls, alarms, reauthorize",
  "reauth_required: lost_rotation": "no calls, alarms, reauthorize",
  "reauth_required: unreadable_record": "no calls, alarms, reauthorize",
  "reauth_required: consent_expired": "no calls, calm, reauthorize",
  "reauth_required: idle_policy": "no calls, calm, reauthorize",
  revoked: "no calls, calm, connect",
  "revoked: disconnected_by_member": "no calls, calm, connect",
  "revoked: revoked_by_admin": "no calls, calm, ask_admin",
  scope_insufficient: "calls, alarms, allow_scopes",
  "scope_insufficient: scope_missing": "calls, alarms, allow_scopes",
}

const PAIRS = CONNECTION_STATES.flatMap((state) =>
  [null, ...CONNECTION_REASONS].map((reason) => ({ state, reason })),
)
const nameOf = ({ state, reason }: (typeof PAIRS)[number]): Pair =>
  reason === null ? state : `${state}: ${reason}`

describe("a connection's situation", () => {
  it.each(PAIRS.filter((pair) => nameOf(pair) in TABLE))("is known for $state, $reason", (pair) => {
    const { calls, alarms, can, name } = situationOf(pair)
    const told = [calls ? "calls" : "no calls", alarms ? "alarms" : "calm", can].join(", ")
    expect(told).toBe(TABLE[nameOf(pair)])
    expect(name).toBe(pair.reason ?? pair.state)
  })

  it("has a row for every reason, and one reason explains one state", () => {
    const explained = Object.keys(TABLE).flatMap((pair) => pair.split(": ")[1] ?? [])
    expect(explained.toSorted()).toEqual(CONNECTION_REASONS.toSorted())
  })

  it.each(PAIRS.filter((pair) => !(nameOf(pair) in TABLE)))(
    "is the state's own where the reason does not explain it: $state, $reason",
    (pair) => {
      expect(situationOf(pair)).toEqual(situationOf({ ...pair, reason: null }))
    },
  )

  it("lets calls go out by its state alone", () => {
    for (const pair of PAIRS) expect(situationOf(pair).calls).toBe(callsGoOut(pair.state))
  })

  it("waits for a person wherever no calls go out, and where a scope is missing", () => {
    for (const pair of PAIRS) {
      const waits = !callsGoOut(pair.state) || pair.state === "scope_insufficient"
      expect(waitsForPerson(pair)).toBe(waits)
    }
  })
})
