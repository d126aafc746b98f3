/** The one source of time: milliseconds since 1970. Tests and the sandbox move it. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
