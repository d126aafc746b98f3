import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CONNECTION_STATES } from "../../core/contract/connections.ts"
import { type GrantEvent, type GrantStatus, isDormant, transition } from "./states.ts"

const UPSTREAM = [
  "refreshed",
  "verified",
  "provider_unavailable",
  "provider_rate_limited",
  "outcome_unknown",
  "refused",
  "lost",
  "idle",
  "unreadable",
  "scope_missing",
] as const
/** What alone ends a grant until a person acts. */
const ENDING: readonly string[] = ["refused", "lost", "idle", "unreadable"]

const upstreamEvent = fc.constantFrom(...UPSTREAM).map((type): GrantEvent => ({ type }))
const personEvent = fc.constantFrom<GrantEvent>(
  { type: "consented" },
  { type: "disconnected", by: "member" },
  { type: "disconnected", by: "admin" },
)
const anyEvent = fc.oneof(upstreamEvent, personEvent)
const anyStatus = fc.record({
  state: fc.constantFrom(...CONNECTION_STATES),
  since: fc.nat(),
  reason: fc.constant(null),
})
const START: GrantStatus = { state: "never_connected", since: 0, reason: null }

const after = (events: readonly GrantEvent[], from = START): GrantStatus =>
  events.reduce((status, event, index) => transition(status, event, index + 1), from)

describe("a grant's state", () => {
  it("needs a person after no events but a refusal, a loss, idleness or an unreadable record", () => {
    const harmless = anyEvent.filter(({ type }) => !ENDING.includes(type))
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 40 }), (events) => {
        expect(after(events).state).not.toBe("reauth_required")
      }),
    )
  })

  it("needs a person after each of these four", () => {
    for (const type of ENDING) {
      const events: GrantEvent[] = [{ type: "consented" }, { type } as GrantEvent]
      expect(after(events).state).toBe("reauth_required")
    }
  })

  it("is not woken by anything upstream once it is dormant", () => {
    fc.assert(
      fc.property(anyStatus, fc.array(upstreamEvent), (status, events) => {
        fc.pre(isDormant(status.state))
        expect(after(events, status)).toEqual(status)
      }),
    )
  })

  it("is connected after a consent, whatever was before", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        const status = after([...events, { type: "consented" }])
        expect(status).toMatchObject({ state: "connected", reason: null })
      }),
    )
  })

  it("is revoked after a disconnect, and says by whom", () => {
    fc.assert(
      fc.property(anyStatus, (status) => {
        const by = (who: "member" | "admin") =>
          transition(status, { type: "disconnected", by: who }, 9)
        expect(by("member")).toMatchObject({ state: "revoked", reason: "disconnected_by_member" })
        expect(by("admin")).toMatchObject({ state: "revoked", reason: "revoked_by_admin" })
      }),
    )
  })

  it("heals alone from trouble at the provider", () => {
    for (const type of [
      "provider_unavailable",
      "provider_rate_limited",
      "outcome_unknown",
    ] as const) {
      const degraded = after([{ type: "consented" }, { type }])
      expect(degraded).toEqual({ state: "degraded", since: 2, reason: type })
      expect(after([{ type: "refreshed" }], degraded).state).toBe("connected")
    }
  })

  it("keeps missing a scope until somebody consents again", () => {
    fc.assert(
      fc.property(
        fc.array(upstreamEvent.filter(({ type }) => !ENDING.includes(type))),
        (events) => {
          const status = after([{ type: "consented" }, { type: "scope_missing" }, ...events])
          expect(status).toMatchObject({ state: "scope_insufficient", reason: "scope_missing" })
        },
      ),
    )
  })

  it("counts `since` from the moment it came into its state", () => {
    fc.assert(
      fc.property(anyStatus, anyEvent, fc.nat(), (status, event, now) => {
        const next = transition(status, event, now)
        expect(next.since).toBe(next.state === status.state ? status.since : now)
      }),
    )
  })
})
