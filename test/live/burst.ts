import { HandClock } from "../../worker/grants/memory.fixture.ts"
import { FaultSource, NO_FAULTS } from "../jobs/faults.ts"
import { Miro } from "../jobs/miro.ts"
import { Random } from "../jobs/random.ts"
import { expectedCard } from "./checks.ts"
import { Connections } from "./connections.ts"
import { Flow, isUnderWay } from "./flows.ts"
import { Simulation } from "./simulation.ts"
import { Trello } from "./trello.ts"
import { Watch } from "./watch.ts"

const TARGET = { id: "uXjVOD6LSME=", name: "Product roadmap" }
const CARDS_AT_ONCE = 20

/** A board whose cards are all on Miro, and many changes in no time. */
export class Burst {
  readonly #clock: HandClock
  readonly #trello: Trello
  readonly #simulation: Simulation
  readonly #watch: Watch
  readonly #cards: readonly string[]
  #began = 0
  #invocations = 0

  private constructor(
    parts: { readonly clock: HandClock; readonly trello: Trello; readonly miro: Miro },
    cards: readonly string[],
  ) {
    const { clock, trello, miro } = parts
    this.#clock = clock
    this.#trello = trello
    this.#cards = cards
    const connections = new Connections(trello, () => clock.now())
    this.#watch = new Watch(miro, connections, () => clock.now())
    const random = new Random(7)
    this.#simulation = new Simulation({
      ...parts,
      random,
      connections,
      watch: this.#watch,
      faults: new FaultSource(NO_FAULTS, random.fork()),
    })
    for (const provider of ["trello", "miro"] as const) connections.set("amara", provider, "usable")
  }

  static async prepare(cards: number): Promise<Burst> {
    const clock = new HandClock()
    const now = () => clock.now()
    const world: { burst: Burst | null } = { burst: null }
    const network = {
      answers: (url: string) => world.burst?.answers(url) ?? false,
      post: (delivery: Parameters<Simulation["post"]>[0]) => world.burst?.post(delivery),
    }
    const trello = await Trello.start(now, network, cards)
    const path = `/1/boards/${trello.board}?fields=name&cards=open&card_fields=name`
    const board = (await trello.read(path)) as {
      readonly cards: readonly { readonly id: string }[]
    }
    const ids = board.cards.map(({ id }) => id)
    const burst = new Burst({ clock, trello, miro: await Miro.start(now) }, ids)
    world.burst = burst
    await burst.#pushAll()
    return burst
  }

  answers(url: string): boolean {
    return this.#simulation.answers(url)
  }

  post(delivery: Parameters<Simulation["post"]>[0]): void {
    this.#simulation.post(delivery)
  }

  async #pushAll(): Promise<void> {
    const left = [...this.#cards]
    while (left.length > 0) {
      const flows = left.splice(0, CARDS_AT_ONCE).map((card) => {
        const asked = { who: "amara", card, shortLink: "", target: TARGET } as const
        return new Flow(this.#simulation, "push", asked)
      })
      while (isUnderWay(flows)) await this.#simulation.turn()
      await this.#simulation.pass(10_000)
    }
    await this.#untilQuiet()
  }

  async #untilQuiet(): Promise<void> {
    for (;;) {
      while (this.#simulation.isBusy) await this.#simulation.turn()
      const next = this.#simulation.nextAt
      if (next === null || next > this.#clock.now() + 120_000) return
      await this.#simulation.turn()
    }
  }

  /** So many edits, spread over the cards and over so many seconds. */
  async edit(count: number, seconds: number): Promise<void> {
    await this.#simulation.pass(60_000)
    await this.#untilQuiet()
    this.#watch.count()
    const { counts } = this.#simulation
    counts.deliveries = 0
    this.#invocations = counts.invocations
    this.#began = this.#clock.now()
    for (let edit = 0; edit < count; edit++) {
      const card = this.#cards[edit % this.#cards.length]
      await this.#trello.edit("amara", "PUT", `/1/cards/${card}`, { name: `Edit ${edit}` })
      const due = this.#began + (edit * seconds * 1000) / count
      while (this.#simulation.isBusy && this.#clock.now() < due) await this.#simulation.turn()
      await this.#simulation.pass(Math.max(0, due - this.#clock.now()))
    }
  }

  /** What it took until every card shows what Trello says. */
  async quiet() {
    await this.#untilQuiet()
    const { tables } = this.#simulation.life
    const { miro, counts } = this.#simulation
    for (const card of this.#cards) {
      const link = tables.links.read(card, TARGET.id)
      const expected = await expectedCard(this.#trello, card, [], this.#clock.now())
      const title = miro.item(link?.item ?? "", TARGET.id)?.data.title
      if (link?.sync.state !== "in_step" || title !== expected?.title) {
        throw new Error(`${card} is ${link?.sync.state} and shows ${title}`)
      }
    }
    const { patches, cardReads, limited, lastAt } = this.#watch.messages
    return {
      patches,
      cardReads,
      limited,
      deliveries: counts.deliveries,
      invocations: counts.invocations - this.#invocations,
      seconds: (lastAt - this.#began) / 1000,
    }
  }
}
