import { HandClock } from "../../worker/grants/memory.fixture.ts"
import { linkedItems } from "../../worker/sync/store/memory.fixture.ts"
import { type FaultPlan, FaultSource, NO_FAULTS } from "../jobs/faults.ts"
import { Miro } from "../jobs/miro.ts"
import { Random } from "../jobs/random.ts"
import { BrokenPromise } from "../jobs/watch.ts"
import { findBadLink, findStranger, findTouchedCopy, type Scene } from "./checks.ts"
import { Connections } from "./connections.ts"
import { EVERYBODY, People, TARGETS } from "./people.ts"
import { Simulation } from "./simulation.ts"
import { Spending } from "./spending.ts"
import { type Delivery, Trello } from "./trello.ts"
import { Watch } from "./watch.ts"

/** What may happen in a run besides edits. */
export interface Weather {
  readonly faults: FaultPlan
  /**
   * `calm`: people edit, and messages are counted. `stormy`: they also push, remove and change the Miro boards, and
   * processes end. `rough`: deliveries get lost too, connections fail, people leave, the Power-Up is switched off.
   */
  readonly kind: "calm" | "stormy" | "rough"
}

export const CALM: Weather = { faults: NO_FAULTS, kind: "calm" }

/** What one run cost. */
export interface Outcome {
  readonly edits: number
  readonly faults: number
  readonly kills: number
  readonly deliveries: number
  /** Links that went along with their cards to another Trello board. */
  readonly moves: number
  readonly patches: number
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const SHORT = [0, 0, 100, 500, 1_500, 5_000, 30_000, 11 * MINUTE]
const LONG = [...SHORT, 5 * MINUTE, 120 * MINUTE, DAY]
/** In a minute without anything new. */
const QUIET_INVOCATIONS_MAX = 40
const QUIET_MS = 12 * MINUTE

/** One random board, people who change both sides of it, and what goes wrong meanwhile. */
export class Run {
  readonly #random: Random
  readonly #clock: HandClock
  readonly #trello: Trello
  readonly #simulation: Simulation
  readonly #people: People

  private constructor(seed: number, clock: HandClock, miro: Miro, trello: Trello) {
    const random = new Random(seed)
    this.#random = random
    this.#clock = clock
    this.#trello = trello
    const now = () => clock.now()
    const connections = new Connections(trello, now)
    const watch = new Watch(miro, connections, now)
    const faults = new FaultSource(NO_FAULTS, random.fork())
    const parts = { miro, trello, clock, connections, watch, faults }
    this.#simulation = new Simulation({ ...parts, random: random.fork() })
    this.#people = new People(this.#simulation, random.fork())
  }

  static async prepare(seed: number): Promise<Run> {
    const clock = new HandClock()
    const now = () => clock.now()
    const world: { run: Run | null } = { run: null }
    const trello = await Trello.start(now, {
      answers: (url) => world.run?.answers(url) ?? false,
      post: (delivery) => world.run?.post(delivery),
    })
    const run = new Run(seed, clock, await Miro.start(now), trello)
    world.run = run
    await run.#fill()
    return run
  }

  answers(url: string): boolean {
    return this.#simulation.answers(url)
  }

  post(delivery: Delivery): void {
    this.#simulation.post(delivery)
  }

  get #tables() {
    return this.#simulation.life.tables
  }

  /** Some cards are pushed in good weather, and the board's webhook is made. */
  async #fill(): Promise<void> {
    const random = this.#random
    const { miro } = this.#simulation
    for (const { id } of TARGETS) {
      for (const item of miro.items(id)) await miro.byHand("DELETE", item.id, undefined, id)
      if (random.chance(0.3)) this.#tables.settings.showCustomFields(id, ["Effort", "Priority"])
    }
    await this.#people.heal()
    const pushes = random.chance(0.1) ? random.int(40, 60) : random.int(3, 9)
    for (let count = 0; count < pushes; count++) await this.#people.push(random.pick(EVERYBODY))
    await this.#people.settle()
    for (const member of EVERYBODY) if (random.chance(0.3)) this.#people.standIn(member, true)
    await this.#let(10_000)
    if (this.#trello.webhooks !== 1) throw new BrokenPromise(`${this.#trello.webhooks} webhooks`)
  }

  /** Lets things happen in this weather, then looks whether both sides agree. */
  async go({ faults: plan, kind }: Weather): Promise<Outcome> {
    const { counts, faults, network, watch } = this.#simulation
    const spending = new Spending(this.#simulation)
    const rough = kind === "rough"
    faults.plan = plan
    Object.assign(network, { twice: 0.2, late: 0.3, lost: rough ? 0.1 : 0 })
    watch.count()
    const before = { ...counts }
    for (let steps = this.#random.int(10, 40); steps > 0; steps--) {
      if (kind === "calm") await spending.edit(this.#people)
      else await this.#people.act(rough)
      const wait = this.#random.chance(0.3) || kind === "calm"
      const waits = kind === "calm" ? SHORT.filter((ms) => ms < MINUTE) : rough ? LONG : SHORT
      await this.#let(wait ? this.#random.pick(waits) : this.#random.int(0, 2_000))
    }
    await this.#people.settle()
    faults.plan = NO_FAULTS
    if (rough) await this.#people.heal()
    await this.#quiet()
    if (kind === "calm") spending.check()
    if (!rough) await this.#check(false)
    const { patches } = watch.messages
    await this.#reconcile()
    return {
      patches,
      edits: this.#people.edited,
      faults: [...faults.happened.values()].reduce((sum, times) => sum + times, 0),
      kills: counts.kills - before.kills,
      deliveries: counts.deliveries - before.deliveries,
      moves: counts.moves - before.moves,
    }
  }

  /** Lets time pass, with everything that comes in it. */
  async #let(ms: number): Promise<void> {
    const until = this.#clock.now() + ms
    const { watch } = this.#simulation
    do {
      if (this.#simulation.isBusy) await this.#simulation.turn()
      else await this.#simulation.pass(Math.max(0, until - this.#clock.now()))
      if (watch.broken !== null) throw new BrokenPromise(watch.broken)
    } while (this.#clock.now() < until)
  }

  /** Until nothing is left to do within some minutes. Nobody may be busy with nothing. */
  async #quiet(): Promise<void> {
    const { counts } = this.#simulation
    let from = { at: this.#clock.now(), invocations: counts.invocations }
    for (;;) {
      while (this.#simulation.isBusy) await this.#simulation.turn()
      const next = this.#simulation.nextAt
      if (next === null || next > this.#clock.now() + QUIET_MS) return
      await this.#let(Math.max(1, next - this.#clock.now()))
      const { invocations } = counts
      const many = invocations - from.invocations
      if (this.#clock.now() - from.at > MINUTE) from = { at: this.#clock.now(), invocations }
      else if (many > QUIET_INVOCATIONS_MAX) this.#broken(`${many} invocations in a quiet minute`)
    }
  }

  /** Somebody looks, or a day passes: then both sides are equal, and Trello tells of changes again. */
  async #reconcile(): Promise<void> {
    Object.assign(this.#simulation.network, { lost: 0, twice: 0, late: 0 })
    if (this.#random.chance(0.5)) {
      await this.#let(11 * MINUTE)
      this.#people.look()
    } else await this.#let(1.5 * DAY)
    await this.#quiet()
    await this.#check(true)
    if (!this.#tables.links.has()) return
    if (this.#trello.webhooks === 0) this.#broken("There is no webhook")
    for (let edits = 0; edits < 3; edits++) await this.#people.edit(true)
    await this.#let(10_000)
    await this.#check(false)
  }

  /** What people deleted on Miro is noticed when everything is compared. */
  async #check(compared: boolean): Promise<void> {
    const { miro, watch } = this.#simulation
    const { copies, unclear } = this.#people
    const tables = this.#tables
    const now = this.#clock.now()
    const elsewhere = this.#simulation.other.tables
    const seen = { miro, trello: this.#trello, watch, tables, elsewhere }
    const scene: Scene = { ...seen, now, copies, compared }
    const standing = tables.standing.read()
    if (standing?.state !== "on") this.#broken(`The board is ${JSON.stringify(standing)}`)
    for (const link of linkedItems(tables)) this.#broken(await findBadLink(scene, link))
    for (const { id } of TARGETS) {
      this.#broken(findTouchedCopy(scene, id))
      this.#broken(findStranger(scene, id, unclear))
    }
    if (tables.dirty.firstAt() !== null) this.#broken("Something is left to be looked at")
  }

  #broken(words: string | null): void {
    if (words !== null) throw new BrokenPromise(words)
  }
}
