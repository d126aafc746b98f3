import { parseAppCardChange } from "../../miro/appCards.ts"
import { buildDeleteItem, buildListChildren, parseListItems } from "../../miro/items.ts"
import type { StoredFrame } from "../store/frames.ts"
import { endOf, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import { missBoard } from "./seeBoard.ts"

/** Deletes items that are on the board twice because an answer got lost. */
export async function deleteStrays(run: JobRun): Promise<StepEnd> {
  const { tables, miro } = run.ports
  for (;;) {
    const { strays, miroBoard } = run.record()
    const [item] = strays
    if (item === undefined) return MORE
    if (!run.meter.take()) return OUT_OF_CALLS
    const call = buildDeleteItem(miroBoard.id, item)
    const deleted = parseAppCardChange(await miro({ ...call, priority: "background" }))
    if (!deleted.ok) return endOf(deleted.failure)
    const missed = deleted.value === "gone" ? await missBoard(run) : null
    if (missed !== null) return endOf(missed)
    run.change({ strays: strays.slice(1) })
    await tables.sync()
  }
}

/** After a removal: deletes the frames of its lists that nothing lies in any more. People's items keep a frame. */
export async function tidyFrames(run: JobRun): Promise<StepEnd> {
  const { tables } = run.ports
  for (const frame of tables.frames.onBoard(run.record().miroBoard.id)) {
    if (!isConcerned(run, frame)) continue
    const end = await tidyFrame(run, frame)
    if (end.kind !== "more") return end
  }
  run.change({ tidied: true })
  await tables.sync()
  return MORE
}

function isConcerned({ record }: JobRun, frame: StoredFrame): boolean {
  const { undoOf, selection, startedAt } = record()
  if (frame.state !== "made" || frame.lookedAt >= startedAt) return false
  if (undoOf !== null) return frame.job === undoOf
  return selection.lists.length === 0 || selection.lists.includes(frame.list)
}

async function tidyFrame(run: JobRun, frame: StoredFrame): Promise<StepEnd> {
  const { tables, miro, clock } = run.ports
  const { miroBoard, key, item } = frame
  if (!run.meter.take()) return OUT_OF_CALLS
  const look = buildListChildren(miroBoard, item ?? "")
  const answer = await miro({ ...look, priority: "background" })
  const gone = answer.kind === "answer" && answer.status === 404
  const missed = gone ? await missBoard(run) : null
  if (missed !== null) return endOf(missed)
  const children = gone ? null : parseListItems(answer)
  if (children !== null && !children.ok) return endOf(children.failure)
  if (children !== null && children.value.items.length > 0) {
    tables.frames.write({ ...frame, lookedAt: clock.now() })
    return MORE
  }
  if (!gone) {
    if (!run.meter.take()) return OUT_OF_CALLS
    const call = buildDeleteItem(miroBoard, item ?? "")
    const deleted = parseAppCardChange(await miro({ ...call, priority: "background" }))
    if (!deleted.ok) return endOf(deleted.failure)
    const unseen = deleted.value === "gone" ? await missBoard(run) : null
    if (unseen !== null) return endOf(unseen)
  }
  tables.frames.drop(miroBoard, key)
  await tables.sync()
  return MORE
}
