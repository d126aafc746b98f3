import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { busiest } from "./crowd.fixture.ts"
import type { LeaseAnswer, Priority } from "./lease.ts"
import { askForLease, blockShare, listHolders, UNTOUCHED_SHARE } from "./trelloShare.ts"

const NOW = Date.UTC(2026, 10, 22)

/** The budget, and what it has given out. */
class Share {
  value = UNTOUCHED_SHARE
  readonly leases: {
    readonly holder: string
    readonly priority: Priority
    readonly requests: number
    readonly from: number
    until: number
  }[] = []

  ask(holder: string, priority: Priority, requests: number, now: number, unspent = 0): LeaseAnswer {
    const ask = { holder, priority, requests, unspent }
    const { share, answer } = askForLease(this.value, ask, now)
    this.value = share
    const last = this.leases.findLast(
      (lease) => lease.holder === holder && lease.priority === priority,
    )
    if (last !== undefined) last.until = Math.min(last.until, now)
    if (answer.kind === "lease") {
      const until = now + answer.forMs - 1
      this.leases.push({ holder, priority, requests: answer.requests, from: now, until })
    }
    return answer
  }

  /** When all calls went out, if each lease was spent at this share of its life. */
  sentAt(share: (index: number) => number, priority?: Priority): number[] {
    return this.leases.flatMap((lease, index) => {
      if (priority !== undefined && lease.priority !== priority) return []
      const at = Math.floor(lease.from + (lease.until - lease.from) * share(index))
      return Array.from({ length: lease.requests }, () => at)
    })
  }
}

const askArbitrary = fc.record({
  holder: fc.integer({ min: 0, max: 40 }).map(String),
  priority: fc.constantFrom<Priority[]>("person", "background"),
  requests: fc.integer({ min: -1, max: 30 }),
  gap: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 60 }), weight: 15 },
    { arbitrary: fc.integer({ min: 0, max: 6_000 }), weight: 1 },
  ),
})
const asksArbitrary = fc.array(askArbitrary, { minLength: 50, maxLength: 400, size: "max" })

describe("what goes out on leases", () => {
  it("is never more than 270 in any ten seconds, and 210 of background work, whenever each is spent", () => {
    let most = 0
    fc.assert(
      fc.property(asksArbitrary, fc.infiniteStream(fc.constantFrom(0, 0.5, 1)), (asks, spent) => {
        const share = new Share()
        let now = NOW
        for (const { holder, priority, requests, gap } of asks) {
          now += gap
          share.ask(holder, priority, requests, now)
        }
        const shares = share.leases.map(() => spent.next().value ?? 0)
        const all = busiest(share.sentAt((index) => shares[index] ?? 0))
        expect(all).toBeLessThanOrEqual(270)
        const background = share.sentAt((index) => shares[index] ?? 0, "background")
        expect(busiest(background)).toBeLessThanOrEqual(210)
        most = Math.max(most, all)
      }),
      { numRuns: 60 },
    )
    expect(most, "somebody came near the limit").toBeGreaterThan(250)
  })

  it("is not more where the clock goes back, and flows again after a while", () => {
    const jumpArbitrary = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_600_000 }))
    fc.assert(
      fc.property(asksArbitrary, fc.array(jumpArbitrary), (asks, jumps) => {
        const share = new Share()
        const sent: number[] = []
        let [now, behind] = [NOW, 0]
        for (const [index, { holder, priority, requests, gap }] of asks.entries()) {
          now += gap
          behind += jumps[index] ?? 0
          const answer = share.ask(holder, priority, requests, now - behind)
          const given = answer.kind === "lease" ? answer.requests : 0
          for (let count = 0; count < given; count++) sent.push(now)
        }
        expect(busiest(sent)).toBeLessThanOrEqual(270)
        expect(share.ask("new", "person", 1, now - behind + 60_000).kind).toBe("lease")
      }),
      { numRuns: 60 },
    )
  })

  it("is less by what a grant gives back", () => {
    const share = new Share()
    for (let holder = 0; holder < 27; holder++) share.ask(String(holder), "person", 10, NOW)
    expect(share.ask("late", "person", 1, NOW)).toEqual({ kind: "wait", forMs: 10_000 })
    share.ask("0", "person", 4, NOW + 10, 9)
    expect(share.ask("late", "person", 9, NOW + 20)).toMatchObject({ kind: "lease", requests: 5 })
  })
})

describe("a person", () => {
  it("is served at once while background work is hungry", () => {
    const pressArbitrary = fc.uniqueArray(fc.nat(400), { maxLength: 40 })
    fc.assert(
      fc.property(asksArbitrary, pressArbitrary, (asks, presses) => {
        const share = new Share()
        let now = NOW
        for (const [index, { holder, requests, gap }] of asks.entries()) {
          now += gap
          share.ask(holder, "background", requests, now)
          if (!presses.includes(index)) continue
          expect(share.ask(`press ${index}`, "person", 1, now).kind).toBe("lease")
        }
      }),
      { numRuns: 60 },
    )
  })

  it("goes before background work that waits longer", () => {
    const share = new Share()
    for (let index = 0; index < 27; index++) {
      share.ask(`${index}`, index < 21 ? "person" : "background", 10, NOW + index)
    }
    for (const later of [NOW + 100, NOW + 12_000]) {
      share.ask("sync", "background", 10, later)
      for (const name of ["a", "b", "c"]) share.ask(name, "person", 10, later + 100)
    }
    // Three leases do not count any more, and three people wait for as much.
    const now = NOW + 15_002
    expect(share.ask("sync", "background", 10, now).kind).toBe("wait")
    expect(share.ask("a", "person", 10, now).kind).toBe("lease")
  })

  it("leaves a part to background work that waits", () => {
    const share = new Share()
    const give = (priority: Priority, now: number) =>
      Array.from({ length: 40 }, (_, index) => share.ask(`${index}`, priority, 10, now))
        .map((answer) => (answer.kind === "lease" ? answer.requests : 0))
        .reduce((total, requests) => total + requests, 0)
    expect(give("person", NOW)).toBe(270)
    expect(give("background", NOW)).toBe(0)
    expect(give("person", NOW + 15_000)).toBe(240)
    expect(give("background", NOW + 15_000)).toBe(30)
  })
})

describe("a block", () => {
  it("holds for everybody until its end to the millisecond, and no longer", () => {
    const waitArbitrary = fc.integer({ min: 1, max: 600_000 })
    fc.assert(
      fc.property(asksArbitrary, waitArbitrary, (asks, forMs) => {
        const share = new Share()
        share.ask("before", "person", 5, NOW)
        share.value = blockShare(share.value, forMs, NOW)
        expect(listHolders(share.value, NOW)).toEqual([])
        const end = NOW + forMs
        let now = NOW
        for (const { holder, priority, requests, gap } of asks) {
          now = Math.min(now + gap, end - 1)
          const answer = share.ask(holder, priority, requests, now)
          expect(answer).toEqual({ kind: "wait", forMs: end - now })
        }
        expect(share.ask("after", "background", 1, end).kind).toBe("lease")
      }),
      { numRuns: 40 },
    )
  })

  it("is not shortened by a shorter one", () => {
    const share = blockShare(blockShare(UNTOUCHED_SHARE, 17_000, NOW), 3_000, NOW)
    expect(share.blockedUntil).toBe(NOW + 17_000)
  })

  it("concerns those who hold a living lease, each once", () => {
    const share = new Share()
    share.ask("b", "person", 3, NOW - 6_000)
    share.ask("a", "person", 3, NOW)
    share.ask("a", "background", 3, NOW)
    expect(listHolders(share.value, NOW + 100)).toEqual(["a"])
  })
})
