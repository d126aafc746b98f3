/** How many calls go upstream in one invocation: a Worker may make 50 on the free plan. */
export const CALLS_MAX = 45

/** Counts the calls that are left in this invocation. */
export class CallMeter {
  #left: number

  constructor(calls: number) {
    this.#left = calls
  }

  /** Takes one call; false when none is left. */
  take(): boolean {
    if (this.#left <= 0) return false
    this.#left -= 1
    return true
  }

  get left(): number {
    return this.#left
  }

  /** Gives back a call that was not made. */
  giveBack(): void {
    this.#left += 1
  }
}
