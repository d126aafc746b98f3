/** Random choices that a seed repeats. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In [0, 1): mulberry32. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number, both ends included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** @throws when there is nothing to choose from. */
  pick<T>(from: readonly T[]): T {
    const chosen = from[this.int(0, from.length - 1)]
    if (chosen === undefined) throw new Error("Nothing to choose from")
    return chosen
  }

  some<T>(from: readonly T[], probability: number): T[] {
    return from.filter(() => this.chance(probability))
  }

  text(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.int(0, alphabet.length - 1)]).join("")
  }

  /** Other choices, which this one's do not move. */
  fork(): Random {
    return new Random(Math.floor(this.next() * 2 ** 32))
  }
}
