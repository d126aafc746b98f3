import { linkedItems } from "../../worker/sync/store/memory.fixture.ts"
import { BrokenPromise } from "../jobs/watch.ts"
import { expectedCard } from "./checks.ts"
import type { People } from "./people.ts"
import type { Simulation } from "./simulation.ts"

/** An edit of the whole board may need its archive, and a few cards that are not on its open lists. */
const WIDE_READS = 5

/** What edits in good weather may cost: one read for each delivery, and one patch for each link that looks different. */
export class Spending {
  readonly #simulation: Simulation
  /** The custom fields that cards show are asked for once. */
  #reads = 1
  #patches = 0
  /**
   * Cards that ended or came back: whether one is deleted or out of sight takes one more read on each side. Where another
   * delivery overtakes the one that says that it left, it reads as deleted until then.
   */
  #ends = 0

  constructor(simulation: Simulation) {
    this.#simulation = simulation
  }

  /** Lets somebody edit something, and notes what that may cost. */
  async edit(people: People): Promise<void> {
    const { trello } = this.#simulation
    const actions = trello.actions
    const before = await this.#looks()
    const { ends, wide } = await people.edit(false)
    const after = await this.#looks()
    const changed = after.filter((look, index) => look !== before[index]).length
    this.#patches += changed
    this.#ends += ends ? Math.max(1, changed) : 0
    this.#reads += (trello.actions - actions) * (wide ? WIDE_READS : 1)
  }

  #looks(): Promise<string[]> {
    const { trello, clock, life, other } = this.#simulation
    const { settings } = life.tables
    return Promise.all(
      [...linkedItems(life.tables), ...linkedItems(other.tables)].map(
        async ({ card, miroBoard }) => {
          const names = settings.customFields(miroBoard)
          return JSON.stringify(await expectedCard(trello, card, names, clock.now()))
        },
      ),
    )
  }

  /** Throws where more was spent. */
  check(): void {
    const { messages } = this.#simulation.watch
    const allowed = { reads: this.#reads, patches: this.#patches, ends: this.#ends }
    const costs = JSON.stringify({ ...messages, allowed })
    if (messages.cardReads > this.#reads + this.#ends) throw new BrokenPromise(`Reads: ${costs}`)
    if (messages.itemReads > 2 * this.#ends) throw new BrokenPromise(`Reads of app cards: ${costs}`)
    if (messages.patches > this.#patches + this.#ends) throw new BrokenPromise(`Patches: ${costs}`)
  }
}
