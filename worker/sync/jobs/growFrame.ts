import { parseAppCardChange } from "../../miro/appCards.ts"
import { buildGrowFrame } from "../../miro/bulk.ts"
import { buildReadItem, parseReadItem } from "../../miro/items.ts"
import type { StoredFrame } from "../store/frames.ts"
import { endOf, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import { replan } from "./replan.ts"
import { missBoard } from "./seeBoard.ts"

/**
 * Gives a frame the size that its new cards need. It is looked at first, since its new place has to be sent along: people
 * may have moved it since the whole board was looked at, and it stays where they put it. Safe to repeat.
 */
export async function growFrame(run: JobRun, frame: StoredFrame): Promise<StepEnd> {
  const { tables, miro } = run.ports
  const { miroBoard, item, rect } = frame
  const look = buildReadItem(miroBoard, item ?? "")
  const seen = parseReadItem(await miro({ ...look, priority: "background" }))
  if (!seen.ok) return endOf(seen.failure)
  if (seen.value === null) return lose(run, frame)
  const { width, height } = seen.value
  const corner = { x: seen.value.x - width / 2, y: seen.value.y - height / 2 }
  const moved = Math.hypot(corner.x - rect.x, corner.y - rect.y) >= 1
  if (moved && replan(run)) return MORE
  const size = { width: Math.max(width, rect.width), height: Math.max(height, rect.height) }
  if (size.width - width >= 1 || size.height - height >= 1) {
    if (!run.meter.take()) return OUT_OF_CALLS
    if (run.record().cancelling) return MORE
    const call = buildGrowFrame(miroBoard, item ?? "", { ...corner, ...size })
    const grown = parseAppCardChange(await miro({ ...call, priority: "background" }))
    if (!grown.ok) return endOf(grown.failure)
    if (grown.value === "gone") return lose(run, frame)
  }
  tables.frames.write({ ...frame, state: "made", rect: { ...corner, ...size } })
  await tables.sync()
  return MORE
}

/** Somebody deleted it: its cards get another place. */
async function lose(run: JobRun, frame: StoredFrame): Promise<StepEnd> {
  const missed = await missBoard(run)
  if (missed !== null) return endOf(missed)
  run.ports.tables.transaction(() => {
    run.ports.tables.frames.drop(frame.miroBoard, frame.key)
    replan(run)
  })
  await run.ports.tables.sync()
  return MORE
}
