import { renameFrameTitle } from "../../../core/cards/frameTitle.ts"
import { ok } from "../../failure.ts"
import type { Call } from "../../grants/upstream.ts"
import { parseAppCardChange } from "../../miro/appCards.ts"
import { buildRenameFrame } from "../../miro/bulk.ts"
import { buildReadItem, parseReadItem } from "../../miro/items.ts"
import { showsTitle } from "../../miro/titles.ts"
import type { StoredFrame } from "../store/frames.ts"
import { isWait, type LiveRun, OUT_OF_CALLS, type Wait } from "./ports.ts"
import { isTrouble, restFor } from "./trouble.ts"
import { asReader } from "./views.ts"
import { wayOf, writersOfBoard } from "./writers.ts"

/**
 * Gives the frames of lists that were renamed their new titles, through somebody who keeps cards of that Miro board in
 * step. A title that people changed on Miro stays. `since`: when the newest change came that has to be in it.
 */
export async function renameFrames(run: LiveRun, since: number): Promise<Wait | null> {
  const { tables } = run.ports
  if (tables.standing.read()?.state !== "on") return null
  const boards = tables.links.boards().map(({ id }) => id)
  const frames = boards.flatMap((id) => tables.frames.onBoard(id)).filter(isThere)
  if (frames.length === 0) return null
  const names = await readNames(run, since)
  if (names === null || isWait(names)) return names
  for (const frame of frames) {
    const name = names.get(frame.list)
    if (name === undefined) continue
    const isOnly = !frames.some(
      (other) =>
        other !== frame && other.miroBoard === frame.miroBoard && other.list === frame.list,
    )
    const title = renameFrameTitle(frame.title, name, isOnly)
    const wait = title === frame.title ? null : await rename(run, frame, title)
    if (wait !== null) return wait
  }
  return null
}

function isThere({ state, item }: StoredFrame): boolean {
  return state === "made" && item !== null
}

/** The open lists' names by id; null where nobody may be asked. */
async function readNames(
  run: LiveRun,
  since: number,
): Promise<ReadonlyMap<string, string> | Wait | null> {
  const { ports, meter } = run
  return asReader(run, async ({ member, call }) => {
    if (!meter.take()) return ok(OUT_OF_CALLS)
    const maxAgeMs = ports.clock.now() - since
    const board = await ports.reader.read(member, ports.idBoard, call, maxAgeMs, "background")
    return board.ok ? ok(new Map(board.value.lists.map(({ id, name }) => [id, name]))) : board
  })
}

async function rename(run: LiveRun, frame: StoredFrame, title: string): Promise<Wait | null> {
  for (const writer of writersOfBoard(run, frame.miroBoard)) {
    const call = await wayOf(run, writer)
    if (isWait(call)) return call
    if (call === null) continue
    const renamed = await renameAs(run, { connection: writer.connection, call }, frame, title)
    if (isWait(renamed)) return renamed
    if (renamed === "done") {
      note(run, frame, title)
      return null
    }
  }
  return null
}

async function renameAs(
  run: LiveRun,
  { connection, call }: { readonly connection: string; readonly call: Call },
  { miroBoard, item, title: before }: StoredFrame,
  title: string,
): Promise<"done" | "refused" | Wait> {
  const id = item ?? ""
  if (!run.meter.take()) return OUT_OF_CALLS
  const read = { ...buildReadItem(miroBoard, id), priority: "background" } as const
  const seen = parseReadItem(await call(read))
  if (!seen.ok) return isTrouble(seen.failure) ? restFor(run, connection, seen.failure) : "refused"
  if (seen.value === null) return "refused"
  if (!showsTitle(seen.value.title, before)) return "done"
  if (!run.meter.take()) return OUT_OF_CALLS
  const change = { ...buildRenameFrame(miroBoard, id, title), priority: "background" } as const
  const renamed = parseAppCardChange(await call(change))
  if (renamed.ok) return renamed.value === "done" ? "done" : "refused"
  return isTrouble(renamed.failure) ? restFor(run, connection, renamed.failure) : "refused"
}

/** Where a job took it or changed it meanwhile, that stands. */
function note({ ports: { tables } }: LiveRun, frame: StoredFrame, title: string): void {
  const now = tables.frames.onBoard(frame.miroBoard).find(({ key }) => key === frame.key)
  if (now?.item === frame.item) tables.frames.write({ ...now, title })
}
