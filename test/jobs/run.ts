import { EVERY_CARD, type Selection } from "../../core/contract/jobs.ts"
import { HandClock } from "../../worker/grants/memory.fixture.ts"
import { shortLinkOf } from "../../worker/miro/items.ts"
import { findBadCard, findBadFrame, findLeft, findUnlinked, type Scene } from "./checks.ts"
import { type FaultPlan, FaultSource, NO_FAULTS } from "./faults.ts"
import { type Item, Miro } from "./miro.ts"
import { People } from "./people.ts"
import { Random } from "./random.ts"
import { JobDriver } from "./jobDriver.ts"
import { Simulation } from "./simulation.ts"
import { SinglePush } from "./singlePush.ts"
import { TrelloBoard } from "./trello.ts"
import { BrokenPromise, Watch } from "./watch.ts"

export const KINDS = ["push", "push", "push", "cancel", "undo", "remove"] as const
export type Kind = (typeof KINDS)[number]

/** What one run cost, and what went wrong in it on purpose. */
export interface Outcome {
  readonly kind: Kind
  readonly cards: number
  readonly calls: number
  /** The kinds of its calls and syncs, in their order. */
  readonly moments: readonly string[]
  readonly turns: number
  readonly kills: number
  readonly resumes: number
  readonly happened: ReadonlyMap<string, number>
}

/** One random board, one job on it, and what goes wrong meanwhile. */
export class Run {
  readonly clock = new HandClock()
  readonly trello: TrelloBoard
  readonly kind: Kind
  readonly selection: Selection
  readonly #random: Random
  readonly #world: Random
  #simulation: Simulation
  #people: People
  #watch: Watch
  readonly #pushes: SinglePush[] = []
  readonly #jobs: JobDriver

  private constructor(seed: number, miro: Miro, clock: HandClock) {
    const random = new Random(seed)
    this.clock = clock
    this.#world = random.fork()
    this.#random = random.fork()
    const cards = this.#world.chance(0.2) ? this.#world.int(60, 120) : this.#world.int(0, 45)
    this.trello = new TrelloBoard(this.#world.fork(), { lists: this.#world.int(1, 8), cards })
    this.kind = this.#world.pick(KINDS)
    const lists = this.trello.lists.map(({ id }) => id)
    const some = this.#world.some(lists, 0.6)
    this.selection = { ...EVERY_CARD, lists: this.#world.chance(0.5) ? [] : some }
    this.#watch = new Watch(miro)
    this.#people = new People(miro, this.#watch, random.fork())
    this.#simulation = new Simulation({
      random: random.fork(),
      miro,
      trello: this.trello,
      watch: this.#watch,
      clock,
      faults: new FaultSource(NO_FAULTS, random.fork()),
    })
    this.#jobs = new JobDriver(this.#simulation, random.fork())
  }

  static async prepare(seed: number, tell: Watch["tell"] = () => {}): Promise<Run> {
    const clock = new HandClock()
    const run = new Run(seed, await Miro.start(() => clock.now()), clock)
    run.#watch.tell = tell
    await run.#fill()
    return run
  }

  /** What is there before the job: cards that were pushed, things of people, and what they did to both. */
  async #fill(): Promise<void> {
    const world = this.#world
    for (let notes = world.int(0, 4); notes > 0; notes--) await this.#people.addNote()
    const { cards, lists } = this.trello
    if (this.kind === "remove" || world.chance(0.5)) {
      const some = this.kind === "remove" ? [] : world.some(lists, 0.5).map(({ id }) => id)
      const id = await this.#jobs.start("push", { ...EVERY_CARD, lists: some })
      if (id !== null) await this.#jobs.drive(id)
    }
    for (const card of world.some(cards, 0.06)) this.#push(card.id)
    await this.#settlePushes()
    for (let acts = world.int(0, 5); acts > 0; acts--) await this.#people.act()
    for (const card of world.some(cards, 0.2)) card.name = `${card.name}, again`
    this.#people.deleted.clear()
    this.#people.frameActs = 0
    this.#watch.made.clear()
    for (const card of world.some(cards, 0.03)) this.#watch.poison.add(card.shortLink)
    this.#watch.namesFaults = world.chance(0.5)
  }

  /** Lets the job happen under this plan, and looks at everything afterwards. */
  async go(plan: FaultPlan): Promise<Outcome> {
    const { counts, faults } = this.#simulation
    const before = { ...counts }
    faults.moments.length = 0
    const kind = this.kind === "remove" ? "remove" : "push"
    faults.plan = plan
    // Some push a card alone a moment before.
    for (const card of this.#random.some(this.trello.cards, 0.02)) this.#push(card.id)
    const id = await this.#jobs.start(kind, this.selection)
    if (id !== null) {
      this.#letPeopleAct(id)
      await this.#jobs.drive(id)
      this.#simulation.onTurn = async () => {}
      await this.#settlePushes()
      this.#check(id)
      const undone = this.kind === "undo" || (this.kind === "cancel" && this.#random.chance(0.5))
      if (undone) await this.#undo(id)
    }
    const outcome = {
      kind: this.kind,
      cards: this.trello.cards.length,
      calls: counts.calls - before.calls,
      turns: counts.turns - before.turns,
      kills: counts.kills - before.kills,
      moments: [...faults.moments],
      resumes: this.#jobs.resumes,
      happened: new Map(faults.happened),
    }
    faults.plan = NO_FAULTS
    return outcome
  }

  get #scene(): Scene {
    const { miro, life } = this.#simulation
    return { miro, watch: this.#watch, people: this.#people, tables: life.tables }
  }

  /** People act, push single cards and cancel in the midst of it. */
  #letPeopleAct(id: string): void {
    const random = this.#random
    const acts = random.chance(0.6) ? random.int(1, 6) : 0
    const pushes = random.chance(0.5) ? random.int(1, 5) : 0
    const cancelled = this.kind === "cancel" ? random.int(0, 30) : -1
    const turnOf = () => random.int(1, random.chance(0.7) ? 24 : 120)
    const archived = random.chance(0.1) ? turnOf() : -1
    const turns = Array.from({ length: acts + pushes }, turnOf)
    const from = this.#simulation.counts.turns
    const { cards } = this.trello
    this.#simulation.onTurn = async () => {
      const turn = this.#simulation.counts.turns - from
      for (const [index, at] of turns.entries()) {
        if (at !== turn) continue
        if (index < acts) await this.#people.act()
        else if (cards.length > 0) this.#push(random.pick(cards).id)
      }
      if (turn === archived && cards.length > 0) this.trello.archive(random.pick(cards))
      if (turn === cancelled) void this.#jobs.cancel(id)
    }
  }

  #push(card: string): void {
    this.#watch.tell(`Ben pushes ${card}`)
    this.#pushes.push(new SinglePush(this.#simulation, card, this.#jobs.target))
  }

  async #settlePushes(): Promise<void> {
    await this.#simulation.settle(Promise.all(this.#pushes.map(({ over }) => over)))
  }

  #check(id: string): void {
    const scene = this.#scene
    const { state, reason } = this.#jobs.record(id)
    const { lists } = this.selection
    const selected = this.trello.cards.filter(
      ({ idList }) => lists.length === 0 || lists.includes(idList),
    )
    this.#broken(
      this.#people.findDisturbed((item) => this.kind === "remove" && this.#watch.ours.has(item)),
    )
    // Cancelled in an outage: what may be there is left to the next push, or to an undo.
    if (state === "cancelled" && reason !== null) return
    const doubtful = this.#doubtful()
    this.#broken(findBadFrame(scene))
    this.#broken(findUnlinked(scene, doubtful))
    if (state === "cancelled") return
    const cards = selected.filter(({ shortLink }) => !doubtful.has(shortLink))
    if (this.kind === "remove")
      this.#broken(findLeft(scene, cards, { job: id, pushed: this.#pushedAlone() }))
    else this.#broken(findBadCard(scene, cards, id, false))
  }

  /** Cards that somebody pushed alone and got no clear answer for. */
  #doubtful(): ReadonlySet<string> {
    const unclear = this.#pushes.filter(({ result }) => result?.ok !== true)
    const ids = new Set(unclear.map(({ card }) => card))
    return new Set(this.trello.all.filter(({ id }) => ids.has(id)).map((card) => card.shortLink))
  }

  #pushedAlone(): ReadonlySet<string> {
    return new Set(this.#pushes.map(({ card }) => card))
  }

  /** Takes off what the push made, under the same plan. */
  async #undo(id: string): Promise<void> {
    this.#watch.cancelled = false
    const { miro } = this.#scene
    const links = this.#scene.tables.links.onBoard(miro.board)
    const made = new Set(links.filter(({ job }) => job === id).flatMap(({ item }) => item ?? []))
    const doubtful = this.#doubtful()
    // Whose item it is that two pushes without an answer may have made, nobody can tell.
    const isOthers = ({ id: item, data }: Item) =>
      !this.#watch.made.has(item) && !doubtful.has(shortLinkOf(data.title ?? "") ?? "")
    const others = miro.items().filter(isOthers)
    const undone = await this.#jobs.ask(async () =>
      this.#jobs.openJob === null
        ? this.#jobs.act(id, "undo")
        : ({ ok: true, value: null } as const),
    )
    const undo = undone?.job.id ?? this.#jobs.openJob
    if (undo === null) return
    await this.#jobs.drive(undo)
    const left = miro.items()
    this.#broken(findBadFrame(this.#scene))
    this.#broken(this.#people.findDisturbed((item) => this.#watch.made.has(item)))
    const there = new Set(left.map((item) => item.id))
    const pushed = this.#pushedAlone()
    const alone = this.trello.all.filter((card) => pushed.has(card.id))
    for (const item of left) {
      const mine = made.has(item.id) || (this.#watch.made.has(item.id) && miro.isOurs(item))
      const theirs = alone.some(({ shortLink }) => item.data.title?.includes(shortLink) === true)
      if (mine && !theirs) this.#broken(`${item.id} is left after the undo`)
    }
    for (const { id: item } of others) {
      if (!there.has(item)) this.#broken(`${item}, which the push did not make, is gone`)
    }
  }

  /** In good weather a push of everything leaves every card there exactly once, whatever was before. */
  async heal(): Promise<void> {
    this.#watch.cancelled = false
    await this.#simulation.pass(120_000)
    this.#people.deleted.clear()
    const id = await this.#jobs.start("push", EVERY_CARD)
    if (id === null) return
    await this.#jobs.drive(id)
    this.#broken(findBadCard(this.#scene, this.trello.cards, id, true))
    this.#broken(findBadFrame(this.#scene))
    // An archived card is not pushed, so nobody looks for what a push without an answer made of it.
    const open = new Set(this.trello.cards.map(({ shortLink }) => shortLink))
    const archived = [...this.#doubtful()].filter((shortLink) => !open.has(shortLink))
    this.#broken(findUnlinked(this.#scene, new Set(archived)))
    this.#broken(
      this.#people.findDisturbed((item) => this.kind !== "push" && this.#watch.ours.has(item)),
    )
  }

  #broken(words: string | null): void {
    if (words !== null) throw new BrokenPromise(words)
  }
}
