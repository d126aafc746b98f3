import type { LeaseAsk, Priority } from "./lease.ts"
import { buildCustody, HandClock, type MemoryCustody } from "./memory.fixture.ts"
import { admitCall, type SharedLimit } from "./sharedLimit.ts"
import { askForLease, blockShare, type TrelloShare, UNTOUCHED_SHARE } from "./trelloShare.ts"

/** Trello's shared budget without an object, for grants that live in memory. */
export class MemoryTrelloBudget {
  readonly clock: HandClock
  readonly asks: (LeaseAsk & { readonly holder: string })[] = []
  share: TrelloShare = UNTOUCHED_SHARE

  constructor(clock: HandClock) {
    this.clock = clock
  }

  reach(holder: string): SharedLimit {
    return {
      ask: (asked) => {
        const ask = { ...asked, holder }
        this.asks.push(ask)
        const { share, answer } = askForLease(this.share, ask, this.clock.now())
        this.share = share
        return Promise.resolve(answer)
      },
      block: (forMs) => {
        this.share = blockShare(this.share, forMs, this.clock.now())
        return Promise.resolve()
      },
    }
  }
}

/** A grant that has so many calls to make, one after the other. */
export interface Hungry {
  readonly priority: Priority
  readonly calls: number
  /** How long one call takes. */
  readonly callMs: number
  /** How much later it comes back than it was told, besides the rounding to whole seconds. */
  readonly lateMs: number
}

export interface Sent {
  readonly grant: number
  readonly priority: Priority
  readonly at: number
}

/** What came of a crowd, in milliseconds since it began. */
export interface CrowdOutcome {
  readonly sent: readonly Sent[]
  /** When each grant had made its last call. */
  readonly finished: readonly number[]
  readonly asks: number
}

/** Lets hungry grants loose on one budget, each obeying its seconds as a job does. */
export async function runCrowd(crowd: readonly Hungry[]): Promise<CrowdOutcome> {
  const clock = new HandClock()
  const began = clock.now()
  const budget = new MemoryTrelloBudget(clock)
  const grants = crowd.map((hungry, index) => ({
    ...hungry,
    index,
    left: hungry.calls,
    at: 0,
    custody: buildGrant(budget, index),
  }))
  const sent: Sent[] = []
  for (;;) {
    const busy = grants.filter(({ left }) => left > 0)
    if (busy.length === 0) break
    const next = busy.reduce((first, other) => (other.at < first.at ? other : first))
    clock.pass(Math.max(0, next.at - (clock.now() - began)))
    const { priority, index } = next
    const wait = await admitCall(next.custody, { method: "GET", path: "/1/cards/x", priority })
    const now = clock.now() - began
    if (wait === 0) {
      next.left -= 1
      sent.push({ grant: index, priority, at: now })
    }
    next.at = now + (wait === 0 ? next.callMs : Math.ceil(wait / 1000) * 1000 + next.lateMs)
  }
  const finished = grants.map(({ index }) => sent.findLast(({ grant }) => grant === index)?.at ?? 0)
  return { sent, finished, asks: budget.asks.length }
}

function buildGrant(budget: MemoryTrelloBudget, index: number): MemoryCustody {
  const name = `trello:${index}:2`
  return buildCustody({
    provider: "trello",
    io: { fetch: () => Promise.reject(new Error("Nothing is sent")), timeoutMs: 1_000 },
    clock: budget.clock,
    name,
    shared: budget.reach(name),
  })
}

/** The most that went out in any ten seconds. */
export function busiest(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other)
  let [most, first] = [0, 0]
  for (const [index, at] of sorted.entries()) {
    while ((sorted[first] ?? at) <= at - 10_000) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}
