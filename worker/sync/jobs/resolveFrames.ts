import { showsTitle } from "../../miro/titles.ts"
import type { BoardItem } from "../../miro/items.ts"
import type { StoredFrame } from "../store/frames.ts"
import { isAt } from "./frames.ts"
import type { JobRun } from "./ports.ts"

/** Miro's clock and ours differ: what seems older than the job by less than this may be the job's. */
const CLOCKS_APART_MS = 60_000

/** What a look at the whole board cleared up. */
export interface Resolved {
  /** Ids of items that are there besides the one that counts. */
  readonly strays: readonly string[]
  /** Whether something is to be sent again. */
  readonly again: boolean
}

/** Whether an item may have been made since a job began. */
export function isRecent({ createdAt }: BoardItem, startedAt: number): boolean {
  return createdAt >= startedAt - CLOCKS_APART_MS
}

/** Ties frames that nobody was sure of to what is there. */
export function resolveFrames({ ports, record }: JobRun, items: readonly BoardItem[]): Resolved {
  const { frames } = ports.tables
  const { miroBoard, startedAt, cancelling, kind } = record()
  const unwanted = cancelling || kind === "remove"
  const all = frames.onBoard(miroBoard.id)
  const taken = new Set(all.flatMap(({ item }) => item ?? []))
  const filled = new Set(items.flatMap(({ parent }) => parent ?? []))
  const free = () => items.filter(({ id, type }) => type === "frame" && !taken.has(id))
  let again = false
  for (const frame of all.filter(({ state }) => state === "unsure")) {
    const [found] = free()
      .filter((item) => likeness(item, frame) > 1)
      // Elsewhere it has to be a new one, and not the copy of a full one.
      .filter((item) => isAt(frame, item) || (isRecent(item, startedAt) && !filled.has(item.id)))
      .sort((a, b) => likeness(b, frame) - likeness(a, frame))
    if (found !== undefined) {
      taken.add(found.id)
      frames.write({ ...frame, state: "made", item: found.id })
    } else if (unwanted) frames.drop(miroBoard.id, frame.key)
    else {
      frames.write({ ...frame, state: "todo" })
      again = true
    }
  }
  const doubted = all.filter((frame) => frame.doubted)
  const strays = free().filter(
    (item) =>
      !filled.has(item.id) &&
      isRecent(item, startedAt) &&
      doubted.some((frame) => isAt(frame, item) && isSized(item, frame)),
  )
  return { strays: strays.map(({ id }) => id), again }
}

/** How many of place, size and title are as they were sent: people change one or the other. */
function likeness(item: BoardItem, frame: StoredFrame): number {
  const titled = showsTitle(item.title, frame.title)
  return [isAt(frame, item), isSized(item, frame), titled].filter(Boolean).length
}

function isSized({ width, height }: BoardItem, { rect }: StoredFrame): boolean {
  return Math.abs(width - rect.width) < 1 && Math.abs(height - rect.height) < 1
}
