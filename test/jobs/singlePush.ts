import type { Failure } from "../../worker/failure.ts"
import { pushCard } from "../../worker/sync/pushCard.ts"
import {
  abandonPush,
  beginPush,
  commitPush,
  doubtPush,
  losePush,
} from "../../worker/sync/pushes.ts"
import type { BoardTables } from "../../worker/sync/store/boardStore.ts"
import type { Process } from "./process.ts"
import type { Simulation } from "./simulation.ts"

/** One card that Ben pushes alone, as its route does, while a job runs. */
export class SinglePush implements Process {
  dead = false
  end: () => void = () => {}
  /** When it is over, one way or another. */
  readonly over: Promise<void>
  /** What came out of it; null where its process ended. */
  result: { readonly ok: true } | { readonly ok: false; readonly failure: Failure } | null = null
  readonly card: string
  readonly #simulation: Simulation

  constructor(
    simulation: Simulation,
    card: string,
    target: { readonly id: string; readonly name: string },
  ) {
    this.card = card
    this.#simulation = simulation
    const { clock, trello } = simulation
    const ask = <T>(work: (tables: BoardTables) => T) => this.#ask(work)
    const pushed = pushCard(trello.card(card), target, {
      miro: (call) => simulation.upstream.call("ben", call, this),
      links: {
        begin: (one, board) => ask((tables) => beginPush(tables, clock, one, board)),
        commit: (one, board, item) => ask((tables) => commitPush(tables, clock, one, board, item)),
        abandon: (one, board) => ask((tables) => abandonPush(tables, one, board)),
        doubt: (one, board) => ask((tables) => doubtPush(tables, clock, one, board)),
        lose: (one, board, item) => ask((tables) => losePush(tables, clock, one, board, item)),
      },
      customFields: [],
      pusher: {
        member: "65e58fac43f2305508861613",
        connection: "miro:1:2",
        workspace: trello.idOrganization,
      },
      format: { locale: "en", timeZone: "UTC" },
      trelloOrigin: "https://trello.example",
      now: clock.now(),
      wait: (ms) =>
        new Promise((done) => {
          simulation.later(clock.now() + ms, async () => done())
        }),
    })
    this.over = Promise.race([
      new Promise<void>((done) => {
        this.end = done
      }),
      this.#finish(pushed),
    ])
  }

  async #finish(pushed: ReturnType<typeof pushCard>): Promise<void> {
    try {
      this.result = await pushed
    } catch {
      // The board's object ended in the midst of it.
    }
  }

  /** A call to the board's object. */
  async #ask<T>(work: (tables: BoardTables) => T): Promise<T> {
    if (this.dead) return new Promise(() => {})
    const { life } = this.#simulation
    const value = work(life.tables)
    await Promise.race([life.tables.sync(), life.died])
    return value
  }
}
