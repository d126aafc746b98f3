import type { Provider } from "../../core/contract/ids.ts"
import { VARIABLES } from "../../worker/config.fixture.ts"
import {
  type Budget,
  EMPTY_BUDGET,
  learnBudget,
  spendBudget,
  waitForBudget,
} from "../../worker/grants/budget.ts"
import { HandClock } from "../../worker/grants/memory.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../worker/grants/upstream.ts"
import { BoardReader } from "../../worker/sync/boardReader.ts"
import { BoardJobs } from "../../worker/sync/jobs/boardJobs.ts"
import { MemoryBoard } from "../../worker/sync/jobs/memory.fixture.ts"
import type { BoardTables } from "../../worker/sync/store/boardStore.ts"
import {
  CALL_FAULTS,
  type CallFault,
  type FaultSource,
  noAnswer,
  OUTAGE_FAULTS,
  READ_FAULTS,
  refusal,
  shuffle,
  spoil,
  SYNC_FAULTS,
} from "./faults.ts"
import type { Miro, Sent, Who } from "./miro.ts"
import type { Random } from "./random.ts"
import type { TrelloBoard } from "./trello.ts"
import { BrokenPromise, type Watch } from "./watch.ts"

/** A call may still have its effect so long after its process ended: fifteen seconds on its way, five to arrive. */
const AFTER_KILL_MS = 20_000
/** And so long after its time-out. */
const AFTER_LOSS_MS = 5_000
const TIMEOUT_MS = 15_000
/** So many calls the board's object gives its jobs in one invocation. */
export const CALLS_MAX = 30
/** Calls of one invocation that may meet a budget that is known to be spent: those that were about to go. */
const LANES = 4

/** Whoever waits for a call or a sync: a life of the board's object, or one push of a single card. */
export interface Process {
  dead: boolean
  /** Called when it ends before its time. */
  end(): void
}

interface Moment {
  readonly process: Process
  serve(): Promise<void>
  /** What may still come of it after its process ended. */
  late(): void
}

/** One incarnation of the board's object. */
export class Life implements Process {
  dead = false
  /** Calls of the present invocation. */
  calls = 0
  /** Of those, what the budget held back. */
  heldBack = 0
  readonly tables: BoardTables
  readonly jobs: BoardJobs
  readonly died: Promise<never>
  end: () => void = () => {}

  constructor(simulation: Simulation) {
    this.died = new Promise((_, reject) => {
      this.end = () => reject(new Error("The process ended"))
    })
    this.died.catch(() => {})
    this.tables = { ...simulation.store.open(), sync: () => simulation.sync(this) }
    const grants = {
      getByName: (name: string) => ({
        call: (call: UpstreamCall) =>
          simulation.call(name.startsWith("miro") ? "ann" : "trello", call, this),
      }),
    }
    const workspaces = { getByName: () => ({ mayUse: async () => true }) }
    const env = { ...VARIABLES, GRANTS: grants, WORKSPACES: workspaces } as unknown as Env
    const { clock, random } = simulation
    const reader = new BoardReader(() => clock.now())
    this.jobs = new BoardJobs(() => this.tables, clock, env, reader, random.next)
  }
}

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
  #waiting: Moment[] = []
  #late: { readonly at: number; readonly run: () => Promise<unknown> }[] = []
  readonly #budgets = new Map<Who | "trello", Budget>()
  readonly #blocked = new Map<Who | "trello", number>()

  constructor(
    parts: Pick<Simulation, "random" | "faults" | "miro" | "trello" | "watch" | "clock">,
  ) {
    this.random = parts.random
    this.faults = parts.faults
    this.miro = parts.miro
    this.trello = parts.trello
    this.watch = parts.watch
    this.clock = parts.clock
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
    if (this.#waiting.length === 0) throw new BrokenPromise("Somebody waits for nothing")
    const [moment] = this.#waiting.splice(this.random.int(0, this.#waiting.length - 1), 1)
    await this.pass(this.random.int(20, 300))
    await moment?.serve()
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
    const left = this.#waiting.filter((moment) => moment.process === process)
    this.#waiting = this.#waiting.filter((moment) => moment.process !== process)
    for (const moment of left) if (this.random.chance(0.5)) moment.late()
    if (process === this.#life) {
      const { unsynced } = this.store
      this.store.kill(this.random.chance(0.6) ? 0 : this.random.int(0, unsynced))
    }
    process.end()
  }

  sync(life: Life): Promise<void> {
    return this.#wait(life, async (done) => {
      const fault = this.faults.take("sync", SYNC_FAULTS, this.clock.now())
      if (fault !== null) this.watch.tell(`${this.#time()} sync ${fault}`)
      if (fault === "killBefore") return this.kill(life)
      this.store.sync()
      if (fault === "killAfter") return this.kill(life)
      done()
    })
  }

  /** A call with somebody's grant, which keeps to its budget. */
  call(who: Who | "trello", call: UpstreamCall, process: Process): Promise<UpstreamResult> {
    if (process.dead) return new Promise(() => {})
    this.counts.calls += 1
    if (process instanceof Life && ++process.calls > CALLS_MAX) {
      this.watch.breaks(`${process.calls} calls in one invocation`)
    }
    const provider: Provider = who === "trello" ? "trello" : "miro"
    const budget = this.#budgets.get(who) ?? EMPTY_BUDGET
    const now = this.clock.now()
    const wait = waitForBudget(budget, provider, call, now)
    if (wait > 0) {
      if (process instanceof Life && ++process.heldBack > LANES) {
        this.watch.breaks("It goes on although the provider wants to be left alone")
      }
      const retryAfterSeconds = Math.ceil(wait / 1000)
      const failure = { code: "upstream_rate_limited", provider, retryAfterSeconds } as const
      return Promise.resolve({ kind: "failure", failure })
    }
    this.#budgets.set(who, spendBudget(budget, provider, call, now))
    if ((this.#blocked.get(who) ?? 0) > now) this.watch.breaks("A call before its time")
    if (process instanceof Life) this.watch.arrives(call)
    return this.#wait(
      process,
      (done) => this.#serve(who, call, process, done),
      () => this.#arriveLate(who, call, AFTER_KILL_MS),
    )
  }

  async #serve(
    who: Who | "trello",
    call: UpstreamCall,
    process: Process,
    done: (result: UpstreamResult | Promise<UpstreamResult>) => void,
  ): Promise<void> {
    const left = (this.#blocked.get(who) ?? 0) - this.clock.now()
    if (left > 0) return done(this.#limit(who, left))
    const kind = who === "trello" ? who : call.method
    const names = who === "trello" ? READ_FAULTS : CALL_FAULTS
    const { random } = this
    const now = this.clock.now()
    const drawn = this.faults.take<CallFault>(kind, names, now)
    const isOut = who !== "trello" && this.faults.outageUntil > now
    const fault = isOut ? random.pick(OUTAGE_FAULTS) : drawn
    this.watch.tell(`${this.#time()} ${who} ${call.method} ${shortOf(call)} ${fault ?? ""}`)
    switch (fault) {
      case null:
        return done(await this.#perform(who, call))
      case "killBefore":
        return this.kill(process)
      case "killAfter":
        await this.#perform(who, call)
        return this.kill(process)
      case "killLate":
        this.#arriveLate(who, call, AFTER_KILL_MS)
        return this.kill(process)
      case "lostAfter":
        await this.#perform(who, call)
        return done(noAnswer(random))
      case "lostBefore":
      case "lostLate":
        await this.pass(random.int(0, TIMEOUT_MS))
        if (fault === "lostLate") this.#arriveLate(who, call, AFTER_LOSS_MS)
        return done(noAnswer(random))
      case "limited":
        return done(this.#limit(who, random.int(1, 90) * 1000))
      case "unavailable":
        return done(this.#learn(who, refusal(random.pick([500, 502, 503, 504]))))
      case "unavailableAfter":
        await this.#perform(who, call)
        return done(this.#learn(who, refusal(random.pick([500, 502, 503, 504]))))
      case "gatewayLate":
        this.#arriveLate(who, call, AFTER_LOSS_MS)
        return done(this.#learn(who, refusal(random.pick([502, 504]))))
      case "conflict":
        return done(this.#learn(who, refusal(409)))
      case "spoilt":
        return done(spoil(await this.#perform(who, call), random))
      case "shuffled":
        return done(shuffle(await this.#perform(who, call), random))
      case "thrown":
        if (random.chance(0.5)) await this.#perform(who, call)
        return done(Promise.reject(new Error("The grant's object ended")))
    }
  }

  #arriveLate(who: Who | "trello", call: UpstreamCall, withinMs: number): void {
    const at = this.clock.now() + this.random.int(0, withinMs - 1)
    if (call.method !== "GET") this.#late.push({ at, run: () => this.#perform(who, call) })
  }

  async #perform(who: Who | "trello", call: UpstreamCall): Promise<Sent["answer"]> {
    if (who === "trello") {
      return { kind: "answer", status: 200, body: this.trello.json(), retryAfterSeconds: null }
    }
    const refused = this.watch.refusesCards(call)
    const old = this.watch.before(call)
    const sent = refused ?? (await this.miro.send(who, call))
    if (refused === null) this.watch.sent(call, sent.answer, { who, old })
    this.watch.tell(
      `${this.#time()}   ${who} ${call.method} ${shortOf(call)}: ${sent.answer.status}`,
    )
    return this.#learn(who, sent)
  }

  #learn(who: Who | "trello", { answer, headers }: Sent): Sent["answer"] {
    const { status, retryAfterSeconds } = answer
    const budget = this.#budgets.get(who) ?? EMPTY_BUDGET
    const told = { status, headers, retryAfterSeconds }
    this.#budgets.set(who, learnBudget(budget, told, this.clock.now()))
    return answer
  }

  /** Says when to come again in seconds, or as Miro does, when the minute of its credits ends. */
  #limit(who: Who | "trello", ms: number): UpstreamResult {
    const until = this.clock.now() + ms
    this.#blocked.set(who, until)
    const seconds = String(Math.ceil(ms / 1000))
    const reset = String(Math.ceil(until / 1000))
    const credits = { "x-ratelimit-limit": "100000", "x-ratelimit-remaining": "0" }
    const headers = this.random.chance(0.5)
      ? { "retry-after": seconds }
      : { ...credits, "x-ratelimit-reset": reset }
    return this.#learn(who, refusal(429, headers, this.clock.now()))
  }

  #time(): string {
    return ((this.clock.now() - BEGAN) / 1000).toFixed(1)
  }

  #wait<T>(
    process: Process,
    serve: (done: (value: T | Promise<T>) => void) => Promise<void>,
    late: () => void = () => {},
  ): Promise<T> {
    return new Promise((done) => {
      this.#waiting.push({ process, serve: () => serve(done), late })
    })
  }
}

const BEGAN = new HandClock().now()

function shortOf({ path, body }: UpstreamCall): string {
  const items = path.endsWith("/bulk") ? ` ${(JSON.parse(body ?? "[]") as unknown[]).length}` : ""
  return path.replace(/^\/v2\/boards\/[^/]+/, "").replace(/\?.*limit/, "?limit") + items
}

/** Node's, where this runs. */
declare const setImmediate: (done: () => void) => void

/** Everything that can go on without a turn has gone on. */
function turnOver(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done)
  })
}
