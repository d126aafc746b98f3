import type { Provider } from "../../core/contract/ids.ts"

const DAY_MS = 24 * 60 * 60_000

/** How long a refresh token lives unused: 90 days at Trello, 60 at Miro. Every rotation starts anew. */
export const IDLE_LIFE_MS: Readonly<Record<Provider, number>> = {
  trello: 90 * DAY_MS,
  miro: 60 * DAY_MS,
}

/** How long an unused grant is kept alive where a workspace has said nothing else. */
export const KEEP_ALIVE_DAYS = 180

/** A third of the life, give or take a sixth of that: two more chances remain when a provider is down for long. */
const SHARE_OF_LIFE = 1 / 3
const JITTER = 1 / 6

/** What decides when a grant is renewed without anybody using it. Times are milliseconds since 1970. */
export interface KeepAliveTerms {
  readonly provider: Provider
  readonly refreshedAt: number
  readonly lastUsedAt: number
  /** The workspaces' policy: for how many days after the last use. */
  readonly keepAliveDays: number
}

/** `renew`: rotate at `at`. `end`: nobody wants it any more; at `at` its refresh token is dead. */
export interface KeepAliveStep {
  readonly kind: "renew" | "end"
  readonly at: number
}

/**
 * What comes next for an unused grant. `random` in [0, 1) spreads the renewals of many grants, so that they do not
 * come back together after a common beginning. It moves a renewal, and never decides whether there is one.
 */
export function planKeepAlive(terms: KeepAliveTerms, random: number): KeepAliveStep {
  const life = IDLE_LIFE_MS[terms.provider]
  const spread = 1 + JITTER * (2 * random - 1)
  const wantedUntil = terms.lastUsedAt + terms.keepAliveDays * DAY_MS
  const wanted = terms.refreshedAt + life * SHARE_OF_LIFE <= wantedUntil
  const at = Math.round(terms.refreshedAt + life * SHARE_OF_LIFE * spread)
  return wanted ? { kind: "renew", at } : { kind: "end", at: terms.refreshedAt + life }
}
