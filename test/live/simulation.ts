import type { HandClock } from "../../worker/grants/memory.fixture.ts"
import { Secret } from "../../worker/secret.ts"
import { MemoryBoard } from "../../worker/sync/store/memory.fixture.ts"
import { CALLS_MAX } from "../../worker/sync/callMeter.ts"
import { parseWebhook, verifyWebhook } from "../../worker/trello/webhooks.ts"
import { type FaultSource, SYNC_FAULTS } from "../jobs/faults.ts"
import type { Miro } from "../jobs/miro.ts"
import { type Process, turnOver, Turns } from "../jobs/process.ts"
import type { Random } from "../jobs/random.ts"
import { BrokenPromise } from "../jobs/watch.ts"
import type { Connections } from "./connections.ts"
import { Life } from "./life.ts"
import { OtherBoard } from "./otherBoard.ts"
import type { Delivery, Trello } from "./trello.ts"
import { Upstream } from "./upstream.ts"
import type { Watch } from "./watch.ts"

/** An alarm that was under way when its process ended runs again after so long. */
const ALARM_AGAIN_MS = 30_000
/** Trello tries again after so long. */
const DELIVER_AGAIN_MS = 30_000
/** How likely a moment is one in which the process may end: there are many more of them than of calls. */
const SYNC_SHARE = 0.1
const TURNS_MAX = 60_000

/** What there is in a world. */
export interface Parts {
  readonly random: Random
  readonly faults: FaultSource
  readonly miro: Miro
  readonly trello: Trello
  readonly connections: Connections
  readonly watch: Watch
  readonly clock: HandClock
}

/**
 * A world in which one thing happens after the other: every call and every sync waits until it is its turn, turns are
 * drawn, and time passes only here.
 */
export class Simulation implements Parts {
  readonly store = new MemoryBoard()
  readonly clock: HandClock
  readonly random: Random
  readonly faults: FaultSource
  readonly miro: Miro
  readonly trello: Trello
  readonly connections: Connections
  readonly watch: Watch
  readonly upstream: Upstream
  /** Where cards are moved to. */
  readonly other = new OtherBoard(this)
  readonly counts = { invocations: 0, kills: 0, turns: 0, deliveries: 0, moves: 0 }
  /** How likely a delivery is lost on its way, comes twice, or comes late. */
  readonly network = { lost: 0, twice: 0, late: 0 }
  #life: Life | null = null
  #alarmAt: number | null = null
  #alarm: Promise<void> | null = null
  readonly #turns: Turns
  #later: { readonly at: number; readonly run: () => Promise<unknown> }[] = []

  constructor({ random, faults, miro, trello, connections, watch, clock }: Parts) {
    this.random = random
    this.#turns = new Turns(random)
    this.faults = faults
    this.miro = miro
    this.trello = trello
    this.connections = connections
    this.watch = watch
    this.clock = clock
    this.upstream = new Upstream(this)
  }

  /** The board's object: where the last one ended, whoever calls wakes a new one. */
  get life(): Life {
    if (this.#life === null || this.#life.dead) this.#life = new Life(this)
    return this.#life
  }

  /** When something comes by itself next; null when nothing does. */
  get nextAt(): number | null {
    const times = [this.#alarmAt, ...this.#later.map(({ at }) => at)].filter((at) => at !== null)
    return times.length === 0 ? null : Math.min(...times)
  }

  get isBusy(): boolean {
    return !this.#turns.isEmpty || this.#alarm !== null
  }

  /** Whether a webhook at this address is made or being made. */
  answers(url: string): boolean {
    return this.life.live.knowsHook(pathOf(url))
  }

  /** Puts a delivery on its way. */
  post(delivery: Delivery): void {
    const { random, network } = this
    if (random.chance(network.lost)) return
    const times = random.chance(network.twice) ? 2 : 1
    for (let copy = 0; copy < times; copy++) {
      const delay = random.chance(network.late) ? random.int(0, 90_000) : random.int(50, 400)
      this.comes(delay, () => this.#deliver(delivery))
    }
  }

  /** Whoever is called arms the object's alarm before answering. */
  arm(): void {
    this.#alarmAt = this.life.tables.due.next()
  }

  /** One turn: something that waits is served, or time passes until something comes. */
  async turn(): Promise<void> {
    this.counts.turns += 1
    if (this.counts.turns > TURNS_MAX) throw new BrokenPromise("It never ends")
    await turnOver()
    if (this.watch.broken !== null) throw new BrokenPromise(this.watch.broken)
    const moment = this.#turns.draw()
    if (moment !== null) {
      await this.pass(this.random.int(10, 150))
      if (!moment.process.dead) await moment.serve()
      return turnOver()
    }
    if (this.#alarm !== null) throw new BrokenPromise("The alarm waits for nothing")
    const next = this.nextAt
    if (next !== null) await this.pass(Math.max(0, next - this.clock.now()))
    await turnOver()
  }

  /** Time passes; what was on its way arrives, and the alarm goes off. It ends early where somebody waits for a turn. */
  async pass(ms: number): Promise<void> {
    const until = this.clock.now() + ms
    for (;;) {
      const due = this.#later.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      const alarmAt = this.#alarm === null ? this.#alarmAt : null
      if (alarmAt !== null && alarmAt <= Math.min(until, due?.at ?? until)) {
        this.#passTo(alarmAt)
        this.#alarm = this.#ring()
        await turnOver()
        if (!this.#turns.isEmpty) break
      } else if (due === undefined) break
      else {
        this.#later = this.#later.filter((one) => one !== due)
        this.#passTo(due.at)
        await due.run()
      }
    }
    if (this.#turns.isEmpty || ms < 1_000) this.#passTo(until)
  }

  #passTo(at: number): void {
    this.clock.pass(Math.max(0, at - this.clock.now()))
  }

  /** Something comes by itself after so long. */
  comes(inMs: number, run: () => Promise<unknown>): void {
    this.#later.push({ at: this.clock.now() + inMs, run })
  }

  /** As `Board.alarm` does. */
  async #ring(): Promise<void> {
    const { life } = this
    this.#alarmAt = this.clock.now() + ALARM_AGAIN_MS
    this.counts.invocations += 1
    this.watch.invocationBegins(this.clock.now())
    life.calls = 0
    try {
      await Promise.race([life.live.runDue(CALLS_MAX), life.died])
      this.#alarm = null
      this.arm()
    } catch (error) {
      this.#alarm = null
      const stack = error instanceof Error ? error.stack : String(error)
      if (!life.dead) this.watch.breaks(`It throws: ${stack}`)
    }
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
    return this.wait(life, async (done: () => void) => {
      const chosen = this.random.chance(SYNC_SHARE)
      const fault = chosen ? this.faults.take("sync", SYNC_FAULTS, this.clock.now()) : null
      if (fault === "killBefore") return this.kill(life)
      this.store.sync()
      if (fault === "killAfter") return this.kill(life)
      done()
    })
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { url, body, signature } = delivery
    const bytes = new TextEncoder().encode(body)
    if (!(await verifyWebhook(bytes, signature, url, [new Secret(this.trello.secret)]))) {
      this.watch.breaks("A delivery of Trello's is refused")
    }
    this.counts.deliveries += 1
    const { life } = this
    const taken = life.live.receive(pathOf(url), parseWebhook(body, this.trello.idPlugin))
    if (!taken) return this.trello.forget(url)
    this.arm()
    // The answer leaves once it is durable; without one Trello tries again.
    const chosen = this.random.chance(SYNC_SHARE)
    const fault = chosen ? this.faults.take("receive", ["killBefore"], this.clock.now()) : null
    if (fault !== null) {
      this.kill(life)
      return this.comes(DELIVER_AGAIN_MS, () => this.#deliver(delivery))
    }
    this.store.sync()
  }

  /** Waits until it is one's turn. `late` says what may come of it where its process ends before. */
  wait<T>(
    process: Process,
    serve: (done: (value: T | Promise<T>) => void) => Promise<void>,
    late: () => void = () => {},
  ): Promise<T> {
    return this.#turns.wait(process, serve, late)
  }
}

function pathOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1)
}
