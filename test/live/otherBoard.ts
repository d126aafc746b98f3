import { adopt, type HandedOver } from "../../worker/sync/live/handOver.ts"
import { MemoryBoard } from "../../worker/sync/store/memory.fixture.ts"
import { FORMAT } from "./flows.ts"
import type { Life } from "./life.ts"
import type { Simulation } from "./simulation.ts"

/** How likely something goes wrong on the way between two objects. */
const FAULT_SHARE = 0.3
const FAULTS = ["killBefore", "killAfter", "lostBefore", "lostAfter"] as const

/**
 * The object of another Trello board: it takes the links of cards that are moved there, and gives them back. It never
 * ends, and sends nothing to Miro.
 */
export class OtherBoard {
  readonly tables = new MemoryBoard().open()
  readonly #simulation: Simulation

  constructor(simulation: Simulation) {
    this.#simulation = simulation
  }

  /** As `Board.adopt` of the other board, called by the first one. */
  adopt(life: Life, handed: HandedOver): Promise<readonly string[]> {
    const simulation = this.#simulation
    return simulation.wait<readonly string[]>(life, async (done) => {
      const chosen = simulation.random.chance(FAULT_SHARE)
      const now = simulation.clock.now()
      const fault = chosen ? simulation.faults.take("hand over", FAULTS, now) : null
      if (fault === "killBefore") return simulation.kill(life)
      if (fault === "lostBefore") return done(Promise.reject(new Error("Nobody is there")))
      const taken = adopt(this.tables, handed, now)
      simulation.counts.moves += taken.length
      // It looks at every card that it takes: one may have been moved back meanwhile.
      for (const { card } of handed.links) this.look(card)
      if (fault === "killAfter") return simulation.kill(life)
      done(fault === "lostAfter" ? Promise.reject(new Error("The answer is lost")) : taken)
    })
  }

  /** Looks at a card soon. One that is on the first board again is handed over to that. */
  look(card: string): void {
    this.#simulation.comes(this.#simulation.random.int(300, 5_000), () => this.#giveBack(card))
  }

  async #giveBack(card: string): Promise<void> {
    const { trello, life, store } = this.#simulation
    const links = this.tables.links.ofCard(card)
    const there = (await trello.read(`/1/cards/${card}?fields=idBoard,idShort`)) as {
      readonly idBoard: string
      readonly idShort: number
    } | null
    if (links.length === 0 || there?.idBoard !== trello.board) return
    const { workspace, board } = trello
    const handed = { workspace, format: FORMAT, idShort: there.idShort, links }
    const taken = life.live.adopt(handed, board)
    this.#simulation.arm()
    store.sync()
    for (const miroBoard of taken) this.tables.links.drop(card, miroBoard)
  }
}
