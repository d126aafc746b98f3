const FIRST_MS = 2_000
const LONGEST_MS = 5 * 60_000

/**
 * How long to leave a provider alone after `troubles` failures in a row (1 or more): doubles up to five minutes, with
 * half of it random so that many grants do not come back at once. `random` is in [0, 1).
 */
export function backoffMs(troubles: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(troubles - 1, 20))
  return Math.round(full / 2 + (full / 2) * random)
}
