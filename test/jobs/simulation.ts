import { HandClock } from "../../worker/grants/memory.fixture.ts"
import { MemoryBoard } from "../../worker/sync/store/memory.fixture.ts"
import { type FaultSource, SYNC_FAULTS } from "./faults.ts"
import { Life } from "./life.ts"
import type { Miro } from "./miro.ts"
import { type Process, turnOver, Turns } from "./process.ts"
import type { Random } from "./random.ts"
import type { TrelloBoard } from "./trello.ts"
import { Upstream } from "./upstream.ts"
import { BrokenPromise, type Watch } from "./watch.ts"

/**
 * A world in which one thing happens after the other: every call and every sync waits until it is its turn, turns are
 * drawn, and time passes only here. So the same seed gives the same run.
 */
export class Simulation {
  readonly clock: HandClock
  readonly store = new MemoryBoard()
  readonly random: Random
  readonly faults: FaultSource
  readonly miro: Miro
  readonly trello: TrelloBoard
  readonly watch: Watch
  /** Called before every turn: people act here. */
  onTurn: () => Promise<void> = async () => {}
  readonly counts = { calls: 0, invocations: 0, kills: 0, turns: 0 }
  #life: Life
  readonly #turns: Turns
  #late: { readonly at: number; readonly run: () => Promise<unknown> }[] = []
  readonly upstream: Upstream

  constructor(
    parts: Pick<Simulation, "random" | "faults" | "miro" | "trello" | "watch" | "clock">,
  ) {
    this.random = parts.random
    this.#turns = new Turns(parts.random)
    this.faults = parts.faults
    this.miro = parts.miro
    this.trello = parts.trello
    this.watch = parts.watch
    this.clock = parts.clock
    this.upstream = new Upstream(this)
    this.#life = new Life(this)
  }

  /** The board's object: where the last one ended, whoever calls wakes a new one. */
  get life(): Life {
    if (this.#life.dead) this.#life = new Life(this)
    return this.#life
  }

  /** Lets things happen until a flow ends; null when its process ended first. */
  async settle<T>(flow: Promise<T>, process: Process | null = null): Promise<T | null> {
    const state: { ended: boolean; value: T | null } = { ended: false, value: null }
    flow.then(
      (value) => Object.assign(state, { ended: true, value }),
      (error: unknown) => {
        if (process?.dead !== true) this.watch.breaks(`It throws: ${String(error)}`)
      },
    )
    for (;;) {
      await turnOver()
      if (this.watch.broken !== null) throw new BrokenPromise(this.watch.broken)
      if (process?.dead === true) return null
      if (state.ended) return state.value
      await this.#turn()
    }
  }

  async #turn(): Promise<void> {
    this.counts.turns += 1
    if (this.counts.turns > 20_000) throw new BrokenPromise("It never ends")
    await this.onTurn()
    await turnOver()
    const moment = this.#turns.draw()
    if (moment === null) {
      const next = Math.min(...this.#late.map(({ at }) => at))
      if (next === Infinity) throw new BrokenPromise("Somebody waits for nothing")
      return this.pass(Math.max(0, next - this.clock.now()))
    }
    await this.pass(this.random.int(20, 300))
    await moment.serve()
  }

  /** Time passes; what was on its way arrives. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    for (;;) {
      const due = this.#late.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#late = this.#late.filter((one) => one !== due)
      this.clock.pass(Math.max(0, due.at - this.clock.now()))
      await due.run()
    }
    this.clock.pass(until - this.clock.now())
  }

  /** Ends a process. Of its calls that are under way, some arrive yet. */
  kill(process: Process): void {
    process.dead = true
    this.counts.kills += 1
    this.#turns.drop(process)
    if (process === this.#life) {
      const { unsynced } = this.store
      this.store.kill(this.random.chance(0.6) ? 0 : this.random.int(0, unsynced))
    }
    process.end()
  }

  sync(life: Life): Promise<void> {
    return this.wait(life, async (done) => {
      const fault = this.faults.take("sync", SYNC_FAULTS, this.clock.now())
      if (fault !== null) this.tell(`sync ${fault}`)
      if (fault === "killBefore") return this.kill(life)
      this.store.sync()
      if (fault === "killAfter") return this.kill(life)
      done()
    })
  }

  /** Tells what happens, and when. */
  tell(line: string): void {
    this.watch.tell(`${((this.clock.now() - BEGAN) / 1000).toFixed(1)} ${line}`)
  }

  /** Something has its effect at this time, whoever is there then. */
  later(at: number, run: () => Promise<unknown>): void {
    this.#late.push({ at, run })
  }

  /** Waits for its turn. `late`: what may come of it where its process ends before. */
  wait<T>(
    process: Process,
    serve: (done: (value: T | Promise<T>) => void) => Promise<void>,
    late: () => void = () => {},
  ): Promise<T> {
    return this.#turns.wait(process, serve, late)
  }
}

const BEGAN = new HandClock().now()
