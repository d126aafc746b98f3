import { BULK_MAX, buildBulk, buildFrame, type MadeItem, parseBulk } from "../../miro/bulk.ts"
import type { StoredFrame } from "../store/frames.ts"
import { growFrame } from "./growFrame.ts"
import { endOf, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import { noteDoubt } from "./rows.ts"

/** After so many calls for frames in a row without a clear answer only a person can help. */
const FRAME_DOUBTS_MAX = 5

/** Makes the lists' new frames, twenty in a call, and grows those that are too small. */
export async function sendFrames(run: JobRun): Promise<StepEnd> {
  const { tables } = run.ports
  const { miroBoard } = run.record()
  while (!run.record().cancelling) {
    const frames = tables.frames.onBoard(miroBoard.id)
    const todo = frames.filter(({ state }) => state === "todo").slice(0, BULK_MAX)
    const grow = frames.find(({ state }) => state === "grow")
    if (todo.length === 0 && grow === undefined) return MORE
    if (!run.meter.take()) return OUT_OF_CALLS
    const end =
      todo.length > 0 || grow === undefined ? await make(run, todo) : await growFrame(run, grow)
    if (end.kind !== "more" || run.record().phase === "survey") return end
    if (tables.frames.onBoard(miroBoard.id).some(({ state }) => state === "unsure")) return MORE
  }
  return MORE
}

async function make(run: JobRun, frames: readonly StoredFrame[]): Promise<StepEnd> {
  const { tables, miro, clock } = run.ports
  const write = (state: StoredFrame["state"]) => {
    const doubted = state === "unsure"
    for (const frame of frames) {
      tables.frames.write({ ...frame, state, doubted: frame.doubted || doubted })
    }
  }
  tables.transaction(() => write("sending"))
  await tables.sync()
  if (run.record().cancelling) {
    tables.transaction(() => write("todo"))
    run.meter.giveBack()
    return MORE
  }
  const bodies = frames.map(({ title, rect }) => buildFrame(title, rect))
  const call = buildBulk(run.record().miroBoard.id, bodies)
  const outcome = parseBulk(await miro({ ...call, priority: "background" }), frames.length)
  const end = tables.transaction((): StepEnd => {
    const items = outcome.kind === "made" ? tellApart(frames, outcome.items) : null
    if (items !== null) {
      for (const [at, frame] of frames.entries()) {
        tables.frames.write({ ...frame, state: "made", item: items[at] ?? null })
      }
      run.change({ frameDoubts: 0 })
      return MORE
    }
    if (outcome.kind === "made" || outcome.kind === "unknown") {
      write("unsure")
      const frameDoubts = run.record().frameDoubts + 1
      noteDoubt(run, clock.now())
      run.change({ frameDoubts })
      if (frameDoubts < FRAME_DOUBTS_MAX) return MORE
      return { kind: "stop", failure: { code: "outcome_unknown", provider: "miro" } }
    }
    write("todo")
    if (outcome.kind === "failed") return endOf(outcome.failure)
    return { kind: "stop", failure: { code: "upstream_refused", provider: "miro" } }
  })
  await tables.sync()
  return end
}

/**
 * The item that each frame has become, by its place: Miro cleans titles, and several lists may have the same one. Where
 * it tells no place, by title and order. Null when that does not tell.
 */
function tellApart(frames: readonly StoredFrame[], items: readonly MadeItem[]): string[] | null {
  const found = frames.map((frame, at) => {
    const placed = items.find(({ position }) => position !== null && isAt(frame, position))
    const same = items[at]
    const known = same?.position === null && same.title === frame.title ? same : placed
    return known?.id ?? null
  })
  const ids = found.filter((id) => id !== null)
  return new Set(ids).size === frames.length ? ids : null
}

/** Whether a frame's centre is at this point of the canvas. */
export function isAt({ rect }: StoredFrame, { x, y }: { readonly x: number; readonly y: number }) {
  const [across, down] = [x - (rect.x + rect.width / 2), y - (rect.y + rect.height / 2)]
  return Math.abs(across) < 1 && Math.abs(down) < 1
}
