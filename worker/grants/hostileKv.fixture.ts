import type { Custody } from "./custody.ts"
import type { HandClock } from "./memory.fixture.ts"

const STALE_MS = 60_000
const WRITE_EVERY_MS = 1_000

/** KV at its documented worst. One reader, one place. */
export class HostileKv {
  readonly #stored = new Map<string, string>()
  readonly #seen = new Map<string, { readonly value: string | null; readonly at: number }>()
  readonly #writtenAt = new Map<string, number>()
  readonly #clock: HandClock
  #downUntil = 0
  refusals = 0

  constructor(clock: HandClock) {
    this.#clock = clock
  }

  goDown(ms: number): void {
    this.#downUntil = this.#clock.now() + ms
  }

  /** Refused while down, and for a second after the last write of the key. */
  readonly put = (key: string, value: unknown): Promise<void> => {
    const now = this.#clock.now()
    const early = now - (this.#writtenAt.get(key) ?? 0) < WRITE_EVERY_MS
    if (now < this.#downUntil || early) {
      this.refusals += 1
      return Promise.reject(new Error("KV PUT failed: 429 Too Many Requests"))
    }
    this.#stored.set(key, String(value))
    this.#writtenAt.set(key, now)
    return Promise.resolve()
  }

  /** What a reader gets: up to a minute old, "there is nothing" included. */
  get(key: string): string | null {
    const now = this.#clock.now()
    const seen = this.#seen.get(key)
    if (seen !== undefined && now - seen.at < STALE_MS) return seen.value
    const value = this.#stored.get(key) ?? null
    this.#seen.set(key, { value, at: now })
    return value
  }

  asReplicas(): Custody["replicas"] {
    return { put: this.put }
  }
}
