import type { Random } from "./random.ts"

/** Whoever waits for a call or a sync: a life of the board's object, or what a person asked for on a page. */
export interface Process {
  dead: boolean
  /** Called when it ends before its time. */
  end(): void
}

/** A process that others wait for: `died` rejects when it ends before its time. */
export class Mortal implements Process {
  dead = false
  readonly died: Promise<never>
  end: () => void = () => {}

  constructor() {
    this.died = new Promise((_, reject) => {
      this.end = () => reject(new Error("The process ended"))
    })
    this.died.catch(() => {})
  }
}

interface Moment {
  readonly process: Process
  serve(): Promise<void>
  /** What may still come of it after its process ended. */
  late(): void
}

/** What waits for its turn. Turns are drawn. */
export class Turns {
  readonly #random: Random
  #waiting: Moment[] = []

  constructor(random: Random) {
    this.#random = random
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Waits until it is one's turn. `late` says what may come of it where its process ends before. */
  wait<T>(
    process: Process,
    serve: (done: (value: T | Promise<T>) => void) => Promise<void>,
    late: () => void = () => {},
  ): Promise<T> {
    return new Promise((done) => {
      this.#waiting.push({ process, serve: () => serve(done), late })
    })
  }

  /** Whose turn it is now; null where nobody waits. */
  draw(): Moment | null {
    if (this.isEmpty) return null
    return this.#waiting.splice(this.#random.int(0, this.#waiting.length - 1), 1)[0] ?? null
  }

  /** Ends what a process had under way; some of it arrives yet. */
  drop(process: Process): void {
    const left = this.#waiting.filter((moment) => moment.process === process)
    this.#waiting = this.#waiting.filter((moment) => moment.process !== process)
    for (const moment of left) if (this.#random.chance(0.5)) moment.late()
  }
}

/** Node's, where this runs. */
declare const setImmediate: (done: () => void) => void

/** Everything that can go on without a turn has gone on. */
export function turnOver(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done)
  })
}
