/** Credits that one user of one app may spend in a minute (https://developers.miro.com/reference/rate-limiting). */
export const CREDITS_PER_MINUTE = 100_000

/** What a call of each level costs. */
export const LEVEL_COST = { 1: 50, 2: 100, 3: 500, 4: 2000 } as const
export type Level = keyof typeof LEVEL_COST

/** What the `X-RateLimit-*` headers tell. */
export interface Balance {
  readonly allowed: boolean
  readonly remaining: number
  /** Epoch seconds at which the window ends. */
  readonly resetAt: number
}

export interface Credits {
  /** Spends `cost` of `account`'s credits, or nothing when they do not suffice. */
  spend(account: string, cost: number): Balance
  clear(): void
}

/** Builds the accounts; a minute begins with the first call after the last one ended. */
export function buildCredits(now: () => number): Credits {
  const windows = new Map<string, { endsAt: number; spent: number }>()
  return {
    spend: (account, cost) => {
      let window = windows.get(account)
      if (window === undefined || now() >= window.endsAt) {
        window = { endsAt: now() + 60_000, spent: 0 }
        windows.set(account, window)
      }
      const allowed = window.spent + cost <= CREDITS_PER_MINUTE
      if (allowed) window.spent += cost
      return {
        allowed,
        remaining: CREDITS_PER_MINUTE - window.spent,
        resetAt: Math.ceil(window.endsAt / 1000),
      }
    },
    clear: () => windows.clear(),
  }
}
