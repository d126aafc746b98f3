/** A stand-in's clock: starts at the real time, moves on with it, and can be pushed ahead. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  advance(seconds: number): void
  /** Back to the real time. */
  reset(): void
}

/** Builds a clock over `realNow` (milliseconds). */
export function buildClock(realNow: () => number): Clock {
  let ahead = 0
  return {
    now: () => realNow() + ahead,
    advance: (seconds) => {
      ahead += seconds * 1000
    },
    reset: () => {
      ahead = 0
    },
  }
}
