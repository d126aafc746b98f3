import type { TrelloBoard } from "../../core/cards/trelloBoard.ts"
import type { Clock } from "../clock.ts"
import { ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { buildReadBoardPlace, parseReadBoardPlace } from "../trello/api.ts"
import { buildReadTrelloBoard, parseReadTrelloBoard } from "../trello/boards.ts"

/** A board as a person's own grant read it stands for what they see for this long. Milliseconds. */
const SEEN_MS = 5 * 60_000
/** So many people's boards are kept in memory: one of 5,000 cards takes some megabytes. */
const BOARDS_MAX = 2

type Call = (call: UpstreamCall) => Promise<UpstreamResult>

/**
 * The Trello board as each person's own grant reads it, in memory alone: what one person reads is not shown to another.
 */
export class BoardReader {
  readonly #clock: Clock
  readonly #boards = new Map<string, { readonly at: number; readonly board: TrelloBoard }>()
  readonly #seen = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
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
    if (known !== undefined && known.at + maxAgeMs > this.#clock.now()) return ok(known.board)
    const at = this.#clock.now()
    const read = parseReadTrelloBoard(await trello(buildReadTrelloBoard(idBoard, priority)))
    this.#boards.delete(member)
    if (!read.ok) {
      this.#seen.delete(member)
      return read
    }
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
    if (seen !== undefined && seen + SEEN_MS > this.#clock.now()) return ok(null)
    const place = parseReadBoardPlace(await trello(buildReadBoardPlace(idBoard)))
    if (!place.ok) return place
    this.#seen.set(member, this.#clock.now())
    return ok(null)
  }

  /** Forgets the boards; a job that ended needs them no more. */
  forget(): void {
    this.#boards.clear()
  }
}
