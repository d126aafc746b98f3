import type { BoardItem } from "../../miro/items.ts"
import { buildListAppCards } from "../../miro/appCards.ts"
import { buildReadBoard, parseBoardChange } from "../../miro/boards.ts"
import { parseListItems } from "../../miro/items.ts"
import type { StoredLink } from "../store/links.ts"
import { type Call, isWait, type LiveRun, type Wait } from "./ports.ts"
import { isTrouble } from "./send.ts"
import { waitFor } from "./views.ts"

/** What is remembered between invocations, and may be forgotten: which app cards of a Miro board were seen so far. */
export interface CompareMemory {
  listing: {
    readonly miroBoard: string
    readonly ids: Set<string>
    cursor: string | null
    readonly modifiedAt: string
  } | null
}

/**
 * Looks on every Miro board whether the app cards are still there: nobody tells when somebody deletes one. A board that
 * was not changed since costs one small read. What is gone is noted and not made anew; what came back is kept in step
 * again. Copies that people made are left alone.
 */
export async function compareMiro(run: LiveRun, memory: CompareMemory): Promise<Wait | null> {
  const { tables } = run.ports
  for (const { id } of tables.links.boards()) {
    const wait = await compareBoard(run, memory, id)
    if (wait !== null) return wait
  }
  return null
}

async function compareBoard(
  run: LiveRun,
  memory: CompareMemory,
  miroBoard: string,
): Promise<Wait | null> {
  const { tables } = run.ports
  const links = tables.links.onBoard(miroBoard).filter(({ item }) => item !== null)
  const call = await someWriter(run, links)
  if (call === null || isWait(call)) return call
  if (memory.listing?.miroBoard !== miroBoard) {
    if (!run.meter.take()) return { kind: "wait", seconds: 0 }
    const read = { ...buildReadBoard(miroBoard), priority: "background" } as const
    const board = parseBoardChange(await call(read))
    if (!board.ok) {
      if (isTrouble(board.failure)) return waitFor(board.failure)
      for (const link of links) stand(run, link, "paused", "miro_board_gone")
      return null
    }
    const known = tables.standing.read()?.miroBoards[miroBoard]
    if (board.value !== null && known === board.value) return null
    const modifiedAt = board.value ?? ""
    memory.listing = { miroBoard, ids: new Set(), cursor: null, modifiedAt }
  }
  const items = await listAll(run, call, memory.listing)
  if (isWait(items)) return items
  const { modifiedAt } = memory.listing
  memory.listing = null
  noteItems(run, links, items)
  const standing = tables.standing.read()
  if (standing !== null) {
    const miroBoards = { ...standing.miroBoards, [miroBoard]: modifiedAt }
    tables.standing.write({ ...standing, miroBoards })
  }
  return null
}

async function someWriter(run: LiveRun, links: readonly StoredLink[]): Promise<Call | Wait | null> {
  for (const { member, connection } of links) {
    if (member === null || connection === null) continue
    const miro = await run.miro(member, connection)
    if (miro.ok) return miro.value
    if (isTrouble(miro.failure)) return waitFor(miro.failure)
  }
  return null
}

async function listAll(
  run: LiveRun,
  call: Call,
  listing: NonNullable<CompareMemory["listing"]>,
): Promise<ReadonlySet<BoardItem["id"]> | Wait> {
  do {
    if (!run.meter.take()) return { kind: "wait", seconds: 0 }
    const read = buildListAppCards(listing.miroBoard, listing.cursor)
    const page = parseListItems(await call({ ...read, priority: "background" }))
    if (!page.ok) return waitFor(page.failure)
    for (const { id } of page.value.items) listing.ids.add(id)
    listing.cursor = page.value.cursor
  } while (listing.cursor !== null)
  return listing.ids
}

function noteItems(run: LiveRun, links: readonly StoredLink[], there: ReadonlySet<string>): void {
  const { tables, clock } = run.ports
  for (const link of links) {
    const present = there.has(link.item ?? "")
    if (!present && link.sync.state !== "gone") stand(run, link, "gone", "deleted_on_miro")
    else if (present && link.sync.state === "gone") {
      stand(run, link, "waiting", null)
      tables.dirty.mark(link.card, clock.now())
    }
  }
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
  tables.links.write({ ...now, sync: { state, reason, since: clock.now() } })
}
