import type { Clock } from "../../clock.ts"

/** Where a provider does not say when to come again: this long, twice as long each time, and never longer. Seconds. */
const TROUBLE_SECONDS = 30
const TROUBLE_MAX_SECONDS = 600

/** How long to stay away after `troubles` in a row. Seconds. */
export function troubleSeconds(troubles: number): number {
  return Math.min(TROUBLE_SECONDS * 2 ** Math.min(troubles, 10), TROUBLE_MAX_SECONDS)
}

/**
 * Miro connections that are left alone for a while, because Miro said so or does not answer well.
 */
export class Rests {
  readonly #clock: Clock
  readonly #rests = new Map<string, { readonly until: number; readonly troubles: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** For how long nothing goes through a connection; 0 when it may. Seconds. */
  left(connection: string): number {
    const until = this.#rests.get(connection)?.until ?? 0
    return Math.max(0, until - this.#clock.now()) / 1000
  }

  /** Nothing goes through it for so long, or for as long as its troubles ask for where that is null. Gives the seconds. */
  rest(connection: string, seconds: number | null): number {
    const troubles = this.#rests.get(connection)?.troubles ?? 0
    const chosen = seconds ?? troubleSeconds(troubles)
    const until = this.#clock.now() + chosen * 1000
    this.#rests.set(connection, { until, troubles: troubles + (seconds === null ? 1 : 0) })
    return chosen
  }

  /** Miro answered. */
  works(connection: string): void {
    this.#rests.delete(connection)
  }
}
