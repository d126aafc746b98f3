import { customFieldsOfCard, type CustomField } from "../../../core/cards/customFields.ts"
import { toTicket, type TrelloCard } from "../../../core/cards/fromTrello.ts"
import {
  type BoardCard,
  ticketOfBoardCard,
  type TrelloBoard,
} from "../../../core/cards/trelloBoard.ts"
import type { Failure } from "../../failure.ts"
import type { Call } from "../../grants/upstream.ts"
import {
  buildReadBoardPlace,
  buildReadTrelloBoard,
  parseReadBoardPlace,
  parseReadTrelloBoard,
} from "../../trello/boards.ts"
import { buildReadCard, parseReadAnyCard } from "../../trello/cards.ts"
import { readBoardState } from "./boardState.ts"
import { SINGLE_READS_MAX } from "./dirty.ts"
import { isWait, type LiveRun } from "./ports.ts"
import { isTrouble } from "./trouble.ts"
import type { Seen } from "./views.ts"

/** A card that Trello gives so often in a row in a form that we do not know is left alone until it changes again. */
const UNREADABLE_MAX = 3
/** Cards that are not even in the archive are asked for by themselves, so many in an invocation. */
const MISSING_MAX = 8

/** A person whose own grant reads the board. */
export interface Reader {
  readonly member: string
  readonly call: Call
}

/** What a person's grant saw; cards for which no calls were left are missing. */
export type Looked =
  | { readonly kind: "seen"; readonly cards: ReadonlyMap<string, Seen> }
  | { readonly kind: "out_of_calls" }
  | { readonly kind: "failed"; readonly failure: Failure }

/** Looks at cards with one person's grant: see `lookAtCards`. */
export function lookAs(
  run: LiveRun,
  reader: Reader,
  cards: readonly string[],
  since: number,
): Promise<Looked> {
  const look = new Look(run, reader)
  const fields = fieldsOf(run, cards)
  const single = cards.length <= SINGLE_READS_MAX && fields !== null
  return single ? look.atEach(cards, fields) : look.atBoard(cards, since)
}

/** What the custom fields that these cards show are called, the board alone says: null until it was asked. */
function fieldsOf(
  { memory, ports: { tables } }: LiveRun,
  cards: readonly string[],
): readonly CustomField[] | null {
  const boards = new Set(
    cards.flatMap((card) => tables.links.ofCard(card).map(({ miroBoard }) => miroBoard)),
  )
  const shown = [...boards].some((id) => tables.settings.customFields(id).length > 0)
  return shown ? memory.customFields : []
}

class Look {
  readonly #run: LiveRun
  readonly #reader: Reader
  readonly #seen = new Map<string, Seen>()
  #boardSeen = false

  constructor(run: LiveRun, reader: Reader) {
    this.#run = run
    this.#reader = reader
  }

  /** The open board first, then, for cards that are not on it, its archive or the cards themselves. */
  async atBoard(cards: readonly string[], since: number): Promise<Looked> {
    const { ports, meter } = this.#run
    const maxAgeMs = ports.clock.now() - since
    if (!meter.take()) return { kind: "out_of_calls" }
    const { member, call } = this.#reader
    const board = await ports.reader.read(member, ports.idBoard, call, maxAgeMs, "background")
    if (!board.ok) return { kind: "failed", failure: board.failure }
    this.#boardSeen = true
    this.#run.memory.customFields = board.value.customFields
    const missing = this.#find(board.value, cards)
    if (missing.length <= SINGLE_READS_MAX) return this.atEach(missing, board.value.customFields)
    if (!meter.take()) return this.#end()
    const read = buildReadTrelloBoard(ports.idBoard, "background", true)
    const whole = parseReadTrelloBoard(await call(read))
    if (!whole.ok) return { kind: "failed", failure: whole.failure }
    const left = this.#find(whole.value, missing).slice(0, MISSING_MAX)
    return this.atEach(left, whole.value.customFields)
  }

  /** `fields` say what the custom fields of the cards are. */
  async atEach(cards: readonly string[], fields: readonly CustomField[]): Promise<Looked> {
    for (const id of cards) {
      if (!this.#run.meter.take()) return this.#end()
      const call = { ...buildReadCard(id, fields.length > 0), priority: "background" } as const
      const card = parseReadAnyCard(await this.#reader.call(call))
      const failed = card.ok
        ? await this.#see(id, card.value, fields)
        : await this.#miss(id, card.failure)
      if (failed === "out_of_calls") return this.#end()
      if (failed !== null) return { kind: "failed", failure: failed }
    }
    return this.#end()
  }

  #end(): Looked {
    return this.#seen.size === 0 ? { kind: "out_of_calls" } : { kind: "seen", cards: this.#seen }
  }

  #note(id: string, seen: Seen): void {
    this.#seen.set(id, seen)
    this.#run.memory.unreadable.delete(id)
  }

  /** Notes the cards that are on a board; gives those that are not. */
  #find(board: TrelloBoard, cards: readonly string[]): string[] {
    const { trelloOrigin } = this.#run.ports
    const byId = new Map(board.cards.map((card) => [card.id, card]))
    const closed = new Set(board.lists.filter((list) => list.closed).map(({ id }) => id))
    return cards.filter((id) => {
      const card = byId.get(id)
      if (card === undefined) return true
      const shown: BoardCard = { ...card, closed: card.closed || closed.has(card.idList) }
      const ticket = (customFields: readonly string[]) =>
        ticketOfBoardCard(board, shown, { trelloOrigin, customFields })
      this.#note(id, { kind: "card", ticket })
      return false
    })
  }

  /** Null when it is known where the card is. */
  async #see(
    id: string,
    card: TrelloCard,
    fields: readonly CustomField[],
  ): Promise<Failure | "out_of_calls" | null> {
    const { idBoard, trelloOrigin } = this.#run.ports
    if (card.idBoard !== idBoard) return this.#seeElsewhere(id, card)
    const shown = { ...card, closed: card.closed || (card.list?.closed ?? false) }
    this.#note(id, {
      kind: "card",
      ticket: (names) => {
        const customFields = customFieldsOfCard(shown, fields, names)
        return toTicket(shown, { trelloOrigin, customFields })
      },
    })
    return null
  }

  /** Many cards may be moved to one board. */
  async #seeElsewhere(
    id: string,
    { idBoard, idShort }: TrelloCard,
  ): Promise<Failure | "out_of_calls" | null> {
    const { ports, elsewhere } = this.#run
    const workspace = ports.tables.standing.read()?.workspace ?? ""
    const { call } = this.#reader
    const state =
      elsewhere.get(idBoard) ?? (await readBoardState(this.#run, call, idBoard, workspace))
    if (isWait(state)) return "out_of_calls"
    if (typeof state !== "string" && isTrouble(state)) return state
    elsewhere.set(idBoard, state === "on" ? "on" : "off")
    this.#note(id, state === "on" ? { kind: "moved", idBoard, idShort } : { kind: "elsewhere" })
    return null
  }

  /** Null when it is known what became of the card. */
  async #miss(id: string, failure: Failure): Promise<Failure | "out_of_calls" | null> {
    switch (failure.code) {
      case "card_not_found":
      case "outside_workspace": {
        const missed = await this.#missBoard()
        if (missed !== null) return missed
        // Trello says the same of a card that went to a board which this person does not see.
        const left = this.#run.memory.left.has(id)
        const deleted = failure.code === "card_not_found" && !left
        this.#note(id, deleted ? { kind: "deleted" } : { kind: "elsewhere" })
        return null
      }
      case "upstream_refused":
      case "upstream_malformed": {
        const { unreadable } = this.#run.memory
        const times = (unreadable.get(id) ?? 0) + 1
        unreadable.set(id, times)
        if (times < UNREADABLE_MAX) return failure
        this.#note(id, { kind: "unreadable" })
        return null
      }
      default:
        return failure
    }
  }

  /** A card that is not found says something only to somebody who still sees its board. Null when they do. */
  async #missBoard(): Promise<Failure | "out_of_calls" | null> {
    if (this.#boardSeen) return null
    if (!this.#run.meter.take()) return "out_of_calls"
    const { idBoard } = this.#run.ports
    const read = buildReadBoardPlace(idBoard, "background")
    const place = parseReadBoardPlace(await this.#reader.call(read))
    this.#boardSeen = place.ok
    return place.ok ? null : place.failure
  }
}
