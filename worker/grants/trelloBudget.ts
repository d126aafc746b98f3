import { DurableObject } from "cloudflare:workers"
import { type Clock, systemClock } from "../clock.ts"
import { logEvent } from "../log.ts"
import type { LeaseAnswer, LeaseAsk } from "./lease.ts"
import type { SharedLimit } from "./sharedLimit.ts"
import { askForLease, blockShare, listHolders, UNTOUCHED_SHARE } from "./trelloShare.ts"

/** How long a grant waits for the budget before it goes on without. */
const PATIENCE_MS = 2_000

/**
 * Trello's limit for the whole Power-Up, shared by all grants: one object, which stores nothing. After a restart it
 * counts anew; what Trello then refuses tells it again.
 */
export class TrelloBudget extends DurableObject<Env> {
  protected readonly clock: Clock = systemClock
  #share = UNTOUCHED_SHARE

  /** See `askForLease`. `holder` is the name of a grant's object. */
  lease(holder: string, ask: LeaseAsk): LeaseAnswer {
    const { share, answer } = askForLease(this.#share, { ...ask, holder }, this.clock.now())
    this.#share = share
    return answer
  }

  /** See `blockShare`. Returns when every other grant that holds a lease knows it. */
  async block(by: string, forMs: number): Promise<void> {
    const now = this.clock.now()
    const holders = listHolders(this.#share, now).filter((holder) => holder !== by)
    this.#share = blockShare(this.#share, forMs, now)
    logEvent("trello_blocked", { grant: by, seconds: Math.ceil(forMs / 1000) })
    await Promise.allSettled(
      holders.map((holder) => this.env.GRANTS.getByName(holder).withdraw(forMs)),
    )
  }
}

/** Reaches the one budget on behalf of a grant's object. */
export function reachTrelloBudget(env: Env, holder: string): SharedLimit {
  const budget = () => env.TRELLO_BUDGET.getByName("trello")
  return {
    ask: (ask) => inTime(async () => budget().lease(holder, ask)),
    block: (forMs) => inTime(async () => budget().block(holder, forMs)),
  }
}

/** Rejects when an answer takes too long. */
async function inTime<T>(run: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("No answer in time")), PATIENCE_MS)
  })
  try {
    return await Promise.race([run(), late])
  } finally {
    clearTimeout(timer)
  }
}
