import type { Call } from "../../grants/upstream.ts"
import { buildListAppCards } from "../../miro/appCards.ts"
import { buildReadBoard, parseBoardChange } from "../../miro/boards.ts"
import { parseListItems } from "../../miro/items.ts"
import type { Failure } from "../../failure.ts"
import type { StoredLink } from "../link.ts"
import type { Listing } from "./memory.ts"
import { isWait, type LiveRun, OUT_OF_CALLS, type Wait } from "./ports.ts"
import { isTrouble, restFor } from "./trouble.ts"
import { wayOf, writersOfBoard } from "./writers.ts"

/**
 * Looks on every Miro board whether the app cards are still there: nobody tells when somebody deletes one. A board that
 * was not changed since costs one small read. What is gone is noted and not made anew; what came back is kept in step
 * again. Copies that people made are left alone. Of many boards or items, some are looked at in each invocation.
 */
export async function compareMiro(run: LiveRun): Promise<Wait | null> {
  const { tables } = run.ports
  const { compared } = run.memory
  if (tables.standing.read()?.state === "off") return null
  const boards = tables.links.boards().map(({ id }) => id)
  for (const id of boards) {
    if (compared.has(id)) continue
    const wait = await compareBoard(run, id)
    if (wait !== null) return wait
    compared.add(id)
    run.progress += 1
  }
  compared.clear()
  forgetOthers(run, boards)
  return null
}

/** `lost`: this account does not see the board. */
type Compared = "done" | "lost" | Wait

async function compareBoard(run: LiveRun, miroBoard: string): Promise<Wait | null> {
  const { tables } = run.ports
  const links = tables.links.onBoard(miroBoard).filter(({ item }) => item !== null)
  let reason: "miro_lost" | "miro_board_gone" = "miro_lost"
  for (const writer of writersOfBoard(run, miroBoard)) {
    const way = await wayOf(run, writer)
    if (isWait(way)) return way
    if (way === null) continue
    const compared = await new Comparison(run, writer.connection, way, miroBoard).go()
    if (isWait(compared)) return compared
    if (compared === "done") return null
    reason = "miro_board_gone"
  }
  for (const link of links) {
    if (link.sync.state === "gone" || link.sync.state === "ended") continue
    stand(run, link, "paused", reason)
  }
  return null
}

/** One Miro board, as one account sees it. */
class Comparison {
  readonly #run: LiveRun
  readonly #connection: string
  readonly #call: Call
  readonly #miroBoard: string

  constructor(run: LiveRun, connection: string, call: Call, miroBoard: string) {
    this.#run = run
    this.#connection = connection
    this.#call = call
    this.#miroBoard = miroBoard
  }

  async go(): Promise<Compared> {
    const { memory, ports } = this.#run
    if (memory.listing?.miroBoard !== this.#miroBoard) {
      const began = await this.#begin()
      if (typeof began !== "object" || isWait(began)) return began
      memory.listing = began
    }
    const { listing } = memory
    const listed = await this.#list(listing)
    if (listed !== "done") return listed
    memory.listing = null
    ports.tables.transaction(() => {
      this.#note(listing)
      const standing = ports.tables.standing.read()
      if (standing === null) return
      const miroBoards = { ...standing.miroBoards, [this.#miroBoard]: listing.modifiedAt }
      ports.tables.standing.write({ ...standing, miroBoards })
    })
    return "done"
  }

  /** `done` where the board was not changed since it was looked at last. */
  async #begin(): Promise<Listing | Compared> {
    const { meter, ports } = this.#run
    if (!meter.take()) return OUT_OF_CALLS
    const startedAt = ports.clock.now()
    const read = { ...buildReadBoard(this.#miroBoard), priority: "background" } as const
    const board = parseBoardChange(await this.#call(read))
    if (!board.ok) return this.#judge(board.failure)
    const known = ports.tables.standing.read()?.miroBoards[this.#miroBoard]
    if (board.value !== null && known === board.value) return "done"
    const modifiedAt = board.value ?? ""
    return { miroBoard: this.#miroBoard, startedAt, ids: new Set(), cursor: null, modifiedAt }
  }

  async #list(listing: Listing): Promise<Compared> {
    do {
      if (!this.#run.meter.take()) return OUT_OF_CALLS
      const read = buildListAppCards(this.#miroBoard, listing.cursor)
      const page = parseListItems(await this.#call({ ...read, priority: "background" }))
      if (!page.ok) {
        // Miro may not take the cursor any more: the next look begins anew.
        if (page.failure.code !== "upstream_rate_limited") this.#run.memory.listing = null
        return this.#judge(page.failure)
      }
      for (const { id } of page.value.items) listing.ids.add(id)
      listing.cursor = page.value.cursor
      this.#run.progress += 1
    } while (listing.cursor !== null)
    return "done"
  }

  #judge(failure: Failure): Compared {
    return isTrouble(failure) ? restFor(this.#run, this.#connection, failure) : "lost"
  }

  /** What was made since the look began, it may have missed. */
  #note({ ids, startedAt }: Listing): void {
    const { tables, clock } = this.#run.ports
    for (const link of tables.links.onBoard(this.#miroBoard)) {
      const { item, pushedAt, sync } = link
      if (link.state !== "linked" || item === null) continue
      if (ids.has(item)) {
        if (sync.state !== "gone") continue
        stand(this.#run, link, "waiting", null)
        tables.dirty.mark(link.card, clock.now())
      } else if (sync.state !== "gone" && (pushedAt ?? 0) < startedAt) {
        stand(this.#run, link, "gone", "deleted_on_miro")
      }
    }
  }
}

/** Boards without cards of this Trello board. */
function forgetOthers({ ports: { tables } }: LiveRun, boards: readonly string[]): void {
  const standing = tables.standing.read()
  if (standing === null) return
  const known = Object.entries(standing.miroBoards)
  const kept = known.filter(([id]) => boards.includes(id))
  if (kept.length === known.length) return
  tables.standing.write({ ...standing, miroBoards: Object.fromEntries(kept) })
}

function stand(
  { ports: { tables, clock } }: LiveRun,
  link: StoredLink,
  state: StoredLink["sync"]["state"],
  reason: StoredLink["sync"]["reason"],
): void {
  const now = tables.links.read(link.card, link.miroBoard)
  if (now === null || now.item !== link.item) return
  if (now.sync.state === state && now.sync.reason === reason) return
  const changeAt = state === "waiting" ? now.changeAt : null
  tables.links.write({ ...now, changeAt, sync: { state, reason, since: clock.now() } })
}
