import type { TrelloBoard } from "../../core/cards/trelloBoard.ts"
import { ok, type Result } from "../failure.ts"
import type { Call, UpstreamCall } from "../grants/upstream.ts"
import { logEvent } from "../log.ts"
import {
  buildReadBoardPlace,
  buildReadTrelloBoard,
  parseReadBoardPlace,
  parseReadTrelloBoard,
} from "../trello/boards.ts"

/** A board as a person's own grant read it stands for what they see for this long. Milliseconds. */
const SEEN_MS = 5 * 60_000
const FRESH_MS = 60_000
/** So many people's boards are kept in memory: one of 5,000 cards takes some megabytes. */
const BOARDS_MAX = 2

/**
 * The Trello board as each person's own grant reads it, in memory alone: what one person reads is not shown to another.
 */
export class BoardReader {
  readonly #now: () => number
  readonly #boards = new Map<string, { readonly at: number; readonly board: TrelloBoard }>()
  readonly #seen = new Map<string, number>()

  /** `now` in milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** The board as it was at most `maxAgeMs` ago; one call to Trello where that is not known. */
  async read(
    member: string,
    idBoard: string,
    trello: Call,
    maxAgeMs: number,
    priority: UpstreamCall["priority"] = "person",
  ): Promise<Result<TrelloBoard>> {
    const known = this.#boards.get(member)
    if (known !== undefined && known.at + maxAgeMs > this.#now()) return ok(known.board)
    const at = this.#now()
    const read = parseReadTrelloBoard(await trello(buildReadTrelloBoard(idBoard, priority)))
    this.#boards.delete(member)
    if (!read.ok) {
      this.#seen.delete(member)
      return read
    }
    const { unreadable } = read.value
    // Nobody is told of cards that are left out, and nothing else says that Trello has changed their form.
    if (unreadable > 0) logEvent("cards_unreadable", { board: idBoard, cards: unreadable })
    this.#boards.set(member, { at, board: read.value })
    for (const [first] of this.#boards) {
      if (this.#boards.size <= BOARDS_MAX) break
      this.#boards.delete(first)
    }
    this.#seen.set(member, at)
    return read
  }

  /** Whether the person's own grant reads the board: asked of Trello once in a few minutes. */
  async mayRead(member: string, idBoard: string, trello: Call): Promise<Result<null>> {
    const seen = this.#seen.get(member)
    if (seen !== undefined && seen + SEEN_MS > this.#now()) return ok(null)
    const place = parseReadBoardPlace(await trello(buildReadBoardPlace(idBoard)))
    if (!place.ok) return place
    this.#seen.set(member, this.#now())
    return ok(null)
  }

  /** Forgets who read the board minutes before `now`, and boards that are older than a minute: they take megabytes. */
  forget(now: number): void {
    for (const [member, at] of this.#seen) if (at + SEEN_MS < now) this.#seen.delete(member)
    for (const [member, { at }] of this.#boards) {
      if (at + FRESH_MS < now) this.#boards.delete(member)
    }
  }
}
