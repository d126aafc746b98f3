import { customFieldsOfCard } from "../../core/cards/customFields.ts"
import type { UpstreamCall } from "../../worker/grants/upstream.ts"
import {
  buildReadCard,
  buildReadCustomFields,
  parseReadCard,
  parseReadCustomFields,
} from "../../worker/trello/cards.ts"
import { buildDeleteAppCard, parseAppCardChange } from "../../worker/miro/appCards.ts"
import { buildReadBoard, parseBoardSeen } from "../../worker/miro/boards.ts"
import { pushCard } from "../../worker/sync/pushCard.ts"
import {
  abandonPush,
  beginPush,
  commitPush,
  doubtPush,
  losePush,
  type PushedCard,
} from "../../worker/sync/pushes.ts"
import type { Process } from "../jobs/process.ts"
import type { Life } from "./life.ts"
import type { Simulation } from "./simulation.ts"
import type { Member } from "./trello.ts"

interface Target {
  readonly id: string
  readonly name: string
}

interface Asked {
  readonly who: Member
  readonly card: string
  readonly shortLink: string
  readonly target: Target
}

/** Something that a person asks for on a page, which goes through its route. */
export class Flow implements Process {
  dead = false
  isOver = false
  /** Whether it did what it was asked for; null where nobody knows. */
  done: boolean | null = null
  readonly shortLink: string
  readonly #simulation: Simulation
  readonly #who: Member
  readonly #card: string
  readonly #target: Target

  constructor(
    simulation: Simulation,
    kind: "push" | "remove",
    { who, card, shortLink, target }: Asked,
  ) {
    this.#simulation = simulation
    this.#who = who
    this.#card = card
    this.shortLink = shortLink
    this.#target = target
    void this.#finish(kind === "push" ? this.#push() : this.#remove())
  }

  end(): void {
    this.isOver = true
  }

  async #finish(work: Promise<boolean | null>): Promise<void> {
    try {
      this.done = await work
    } catch {
      // The board's object ended in the midst of it.
    }
    this.isOver = true
  }

  async #push(): Promise<boolean | null> {
    const { clock, trello, connections } = this.#simulation
    const trelloName = connections.nameOf(this.#who, "trello")
    const connection = connections.nameOf(this.#who, "miro")
    const member = trello.idOf(this.#who)
    if (!connections.mayUse(member, trelloName) || !connections.mayUse(member, connection))
      return false
    const call = (request: UpstreamCall) =>
      this.#simulation.upstream.call(trelloName, request, this)
    const shown = await this.#ask(({ tables }) => tables.settings.customFields(this.#target.id))
    const card = parseReadCard(await call(buildReadCard(this.#card, true)), trello.board)
    const fields = parseReadCustomFields(await call(buildReadCustomFields(trello.board)))
    if (!card.ok || !fields.ok) return false
    const { trelloOrigin } = ORIGINS
    const pushed = await pushCard(card.value, this.#target, {
      miro: (call) => this.#simulation.upstream.call(connection, call, this),
      links: {
        begin: (one, board) =>
          this.#ask(({ tables }) => {
            const plan = beginPush(tables, clock, one, board)
            this.#simulation.arm()
            return plan
          }),
        commit: (one, board, item) =>
          this.#ask((life) => {
            commitPush(life.tables, clock, one, board, item)
            this.#begun(life, one)
          }),
        abandon: (one, board) => this.#ask(({ tables }) => abandonPush(tables, one, board)),
        doubt: (one, board) => this.#ask(({ tables }) => doubtPush(tables, clock, one, board)),
        lose: (one, board, item) =>
          this.#ask(({ tables }) => losePush(tables, clock, one, board, item)),
      },
      customFields: customFieldsOfCard(card.value, fields.value, shown),
      pusher: { member, connection, workspace: trello.workspace },
      format: FORMAT,
      trelloOrigin,
      now: clock.now(),
      wait: (ms) =>
        new Promise((done) => {
          this.#simulation.comes(ms, async () => done())
        }),
    })
    return pushed.ok
  }

  #begun({ live }: Life, card: PushedCard): void {
    live.begin(card)
    live.pushed(card.id)
    this.#simulation.arm()
  }

  /** As the route does: only who sees the Miro board ends the link. */
  async #remove(): Promise<boolean | null> {
    const { connections, trello } = this.#simulation
    const connection = connections.nameOf(this.#who, "miro")
    if (!connections.mayUse(trello.idOf(this.#who), connection)) return false
    const { id: miroBoard } = this.#target
    const item = await this.#ask(
      ({ tables }) => tables.links.read(this.#card, miroBoard)?.item ?? null,
    )
    if (item === null) return false
    const call = (request: UpstreamCall) =>
      this.#simulation.upstream.call(connection, request, this)
    const removed = parseAppCardChange(await call(buildDeleteAppCard(miroBoard, item)))
    if (!removed.ok) return null
    if (removed.value === "gone" && !parseBoardSeen(await call(buildReadBoard(miroBoard))).ok)
      return null
    await this.#ask(({ tables, live }) => {
      tables.links.drop(this.#card, miroBoard)
      live.linksChanged()
      this.#simulation.arm()
    })
    return true
  }

  /** A call to the board's object. */
  async #ask<T>(work: (life: Life) => T): Promise<T> {
    if (this.dead) return new Promise(() => {})
    const { life } = this.#simulation
    const value = work(life)
    await Promise.race([life.tables.sync(), life.died])
    return value
  }
}

/** Whether anything of this is still under way. */
export function isUnderWay(flows: readonly Flow[]): boolean {
  return flows.some(({ isOver }) => !isOver)
}

export const FORMAT = { locale: "en", timeZone: "UTC" } as const
export const ORIGINS = { trelloOrigin: "https://trello.example" } as const
