import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { IDLE_LIFE_MS, KEEP_ALIVE_DAYS, type KeepAliveTerms, planKeepAlive } from "./keepAlive.ts"

const DAY_MS = 24 * 60 * 60_000
const START = Date.UTC(2026, 10, 1)

function terms(change: Partial<KeepAliveTerms> = {}): KeepAliveTerms {
  return {
    provider: "trello",
    refreshedAt: START,
    lastUsedAt: START,
    keepAliveDays: KEEP_ALIVE_DAYS,
    ...change,
  }
}

/** Lives through `days` without use; gives the renewals made and whether the token lived on every day. */
function idleFor(days: number, start: KeepAliveTerms, random: () => number) {
  let state = start
  let renewals = 0
  for (;;) {
    const step = planKeepAlive(state, random())
    if (step.kind === "end" || step.at > start.refreshedAt + days * DAY_MS) break
    if (step.at >= state.refreshedAt + IDLE_LIFE_MS[state.provider])
      return { renewals, alive: false }
    state = { ...state, refreshedAt: step.at }
    renewals += 1
  }
  const deadAt = state.refreshedAt + IDLE_LIFE_MS[state.provider]
  return { renewals, alive: deadAt > start.refreshedAt + days * DAY_MS, deadAt }
}

describe("the keep-alive schedule", () => {
  it("keeps 10,000 grants alive through 170 idle days", () => {
    let renewals = 0
    for (let index = 0; index < 10_000; index++) {
      const provider = index % 2 === 0 ? "trello" : "miro"
      const idle = idleFor(170, terms({ provider }), Math.random)
      expect(idle.alive).toBe(true)
      renewals += idle.renewals
    }
    // 5 to 6 for a Trello grant, 8 to 9 for a Miro grant.
    expect(renewals / 10_000).toBeGreaterThan(6)
    expect(renewals / 10_000).toBeLessThan(8)
  })

  it("renews with two thirds of the life left, give or take", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("trello", "miro"),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (provider, random) => {
          const { kind, at } = planKeepAlive(terms({ provider }), random)
          const share = (at - START) / IDLE_LIFE_MS[provider]
          expect(kind).toBe("renew")
          expect(share).toBeGreaterThan(0.27)
          expect(share).toBeLessThan(0.39)
        },
      ),
    )
  })

  it("decides without chance: the jitter moves a renewal and never makes or drops one", () => {
    const days = fc.integer({ min: 100, max: 220 })
    const chance = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom("trello", "miro"), days, chance, (provider, idle, random) => {
        const idleTerms = terms({ provider, refreshedAt: START + idle * DAY_MS })
        const { kind } = planKeepAlive(idleTerms, random)
        expect(kind).toBe(planKeepAlive(idleTerms, 0).kind)
      }),
    )
  })

  it("stops when the policy has ended, and says when the token is dead then", () => {
    const late = terms({ refreshedAt: START + 170 * DAY_MS })
    expect(planKeepAlive(late, 0.5)).toEqual({
      kind: "end",
      at: START + (170 + 90) * DAY_MS,
    })
  })

  it("goes on for as long as somebody uses the grant", () => {
    const used = terms({ refreshedAt: START + 400 * DAY_MS, lastUsedAt: START + 390 * DAY_MS })
    expect(planKeepAlive(used, 0.5).kind).toBe("renew")
  })

  it("does not renew at all where the policy is none", () => {
    expect(planKeepAlive(terms({ keepAliveDays: 0 }), 0)).toEqual({
      kind: "end",
      at: START + 90 * DAY_MS,
    })
  })
})
