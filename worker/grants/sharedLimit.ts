import { logEvent } from "../log.ts"
import { spendBudget, waitForBudget } from "./budget.ts"
import type { Custody } from "./custody.ts"
import {
  goAlone,
  type HeldLeases,
  keepAnswer,
  type LeaseAnswer,
  type LeaseAsk,
  nextAsk,
  type Priority,
  spendLease,
  waitForLease,
  withdrawLeases,
} from "./lease.ts"
import { parseErrorCode, type UpstreamCall } from "./upstream.ts"

/** The way from a grant to the limit that it shares with all others. Both reject when it cannot be reached. */
export interface SharedLimit {
  ask(ask: LeaseAsk): Promise<LeaseAnswer>
  /** The provider refuses the whole client for so long. Returns when everybody knows. */
  block(forMs: number): Promise<void>
}

/** What one grant's object keeps of it in memory: its leases, and the asks under way. */
export interface LeaseKeeping {
  value: HeldLeases
  readonly asking: Map<Priority, Promise<void>>
}

/** The 429 that means the whole client (rate limits page); it still says "key" where clients are meant. */
const CLIENT_LIMIT = "API_KEY_LIMIT_EXCEEDED"
/** Trello names no time: its windows last ten seconds (same page). */
const WINDOW_SECONDS = 10
/** No provider's wish keeps everybody waiting for longer. */
const BLOCK_MAX_SECONDS = 60 * 60

/** Counts a call that goes out now: gives 0, or the milliseconds to wait where it may not. */
export async function admitCall(custody: Custody, request: UpstreamCall): Promise<number> {
  const { budget, leases, shared, clock, identity } = custody
  const priority = request.priority ?? "person"
  for (;;) {
    const now = clock.now()
    const wait = waitForBudget(budget.value, identity.provider, request, now)
    if (wait > 0) return wait
    const held = shared === null ? leases.value : spendLease(leases.value, priority, now)
    // Nothing is awaited between looking and spending: whoever calls at the same time finds what is left.
    if (held !== null) {
      leases.value = held
      budget.value = spendBudget(budget.value, identity.provider, request, now)
      return 0
    }
    const refused = waitForLease(leases.value, priority, now)
    if (refused > 0) return refused
    await renewLease(custody, priority)
  }
}

/** Tells the others of a 429 that means them too. Whoever cannot be told learns it from the provider. */
export async function tellLimit(
  { shared, leases, clock, identity }: Custody,
  answer: {
    readonly status: number
    readonly body: string
    readonly retryAfterSeconds: number | null
  },
): Promise<void> {
  if (shared === null || answer.status !== 429) return
  if (parseErrorCode(answer.body) !== CLIENT_LIMIT) return
  const asked = answer.retryAfterSeconds ?? WINDOW_SECONDS
  const forMs = Math.min(asked, BLOCK_MAX_SECONDS) * 1000
  leases.value = withdrawLeases(leases.value, forMs, clock.now())
  try {
    await shared.block(forMs)
  } catch {
    logEvent("shared_limit_unreachable", { grant: identity.name })
  }
}

/** One ask at a time: whoever comes while it runs waits for it, and looks again. */
function renewLease(custody: Custody, priority: Priority): Promise<void> {
  const { asking } = custody.leases
  const running = asking.get(priority)
  if (running !== undefined) return running
  const renewal = askAnew(custody, priority).finally(() => asking.delete(priority))
  asking.set(priority, renewal)
  return renewal
}

async function askAnew(custody: Custody, priority: Priority): Promise<void> {
  const { leases, shared, clock, identity } = custody
  if (shared === null) return
  const askedAt = clock.now()
  const asked = nextAsk(leases.value, priority, askedAt)
  try {
    const answer = await shared.ask(asked)
    leases.value = keepAnswer(leases.value, asked, answer, { askedAt, heardAt: clock.now() })
  } catch {
    logEvent("shared_limit_unreachable", { grant: identity.name })
    leases.value = goAlone(leases.value, clock.now())
  }
}
