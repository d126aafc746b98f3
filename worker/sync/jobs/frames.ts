import { BULK_MAX, buildBulk, buildFrame, buildGrowFrame, parseBulk } from "../../miro/bulk.ts"
import { parseAppCardChange } from "../../miro/appCards.ts"
import type { StoredFrame } from "../store/frames.ts"
import { endOf, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import { replan } from "./replan.ts"

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
  const bodies = frames.map(({ title, rect }) => buildFrame(title, rect))
  const call = buildBulk(run.record().miroBoard.id, bodies)
  const outcome = parseBulk(await miro({ ...call, priority: "background" }), frames.length)
  const end = tables.transaction((): StepEnd => {
    const { items } = outcome.kind === "made" ? outcome : { items: [] }
    if (outcome.kind === "made" && frames.every(({ title }, at) => items[at]?.title === title)) {
      for (const [at, frame] of frames.entries()) {
        tables.frames.write({ ...frame, state: "made", item: items[at]?.id ?? null })
      }
      return MORE
    }
    if (outcome.kind === "made" || outcome.kind === "unknown") {
      write("unsure")
      run.change({ checkNeeded: true, doubtAt: clock.now() })
      return MORE
    }
    write("todo")
    if (outcome.kind === "failed") return endOf(outcome.failure)
    return { kind: "stop", failure: { code: "upstream_refused", provider: "miro" } }
  })
  await tables.sync()
  return end
}

/** Safe to repeat: the frame gets the same size again. */
async function growFrame(run: JobRun, frame: StoredFrame): Promise<StepEnd> {
  const { tables, miro } = run.ports
  const call = buildGrowFrame(run.record().miroBoard.id, frame.item ?? "", frame.rect)
  const result = await miro({ ...call, priority: "background" })
  const grown = parseAppCardChange(result)
  if (!grown.ok) {
    const conflict = result.kind === "answer" && result.status === 409
    return conflict ? { kind: "wait", seconds: 1, failure: null } : endOf(grown.failure)
  }
  tables.transaction(() => {
    if (grown.value === "done") tables.frames.write({ ...frame, state: "made" })
    else tables.frames.drop(frame.miroBoard, frame.key)
  })
  await tables.sync()
  if (grown.value === "done") return MORE
  const code = "miro_board_not_found" as const
  return replan(run) ? MORE : { kind: "stop", failure: { code, provider: "miro" } }
}
