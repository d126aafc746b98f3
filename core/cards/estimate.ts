/** Credits of one item and call (Miro's rate limiting page): creating and updating are level 2, deleting is level 3. */
const CREDITS = { create: 100, update: 100, remove: 500, read: 100 } as const
/** Miro's bulk create takes this many items (create items in bulk, REST reference). */
const CREATES_PER_CALL = 20
/** What one call takes and how many are under way at once, as a push makes them. */
const SECONDS_PER_CALL = 0.4
const CONCURRENCY = 4

/** What a job has to do. The first three count cards; `reads` counts calls that read up to 50 items. */
export interface Workload {
  readonly creates: number
  readonly updates: number
  readonly removes: number
  readonly reads: number
}

export interface Allowance {
  /** What Miro gives an app for one account. */
  readonly creditsPerMinute?: number
  /** The share of them, from 0 to less than 1, that stays for people. */
  readonly reserveShare?: number
}

/**
 * About how long a job takes, in whole seconds; 0 without work. The calls' own time, or what Miro's credits allow if
 * that is longer: a minute's credits are there at once, and the next ones only when that minute is over.
 */
export function estimateSeconds(
  { creates, updates, removes, reads }: Workload,
  { creditsPerMinute = 100_000, reserveShare = 0.2 }: Allowance = {},
): number {
  const credits =
    creates * CREDITS.create +
    updates * CREDITS.update +
    removes * CREDITS.remove +
    reads * CREDITS.read
  if (credits === 0) return 0
  const calls = Math.ceil(creates / CREATES_PER_CALL) + updates + removes + reads
  const callSeconds = (calls * SECONDS_PER_CALL) / CONCURRENCY
  const minutes = Math.ceil(credits / (creditsPerMinute * (1 - reserveShare)))
  return Math.ceil(Math.max(callSeconds, 60 * (minutes - 1) + callSeconds / minutes))
}
