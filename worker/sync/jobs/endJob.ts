import type { ErrorCode } from "../../../core/contract/errors.ts"
import type { Clock } from "../../clock.ts"
import { logEvent } from "../../log.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { JobRun } from "./ports.ts"
import type { JobRecord } from "./record.ts"

/** Ends a job's going on by itself, until a person resumes it. One that is being cancelled is over. */
export async function stopJob(
  tables: BoardTables,
  clock: Clock,
  id: string,
  reason: ErrorCode,
): Promise<void> {
  tables.transaction(() => {
    const record = tables.jobs.read(id)
    if (record === null) return
    const stopped = { ...record, state: "stopped", reason, waitingUntil: null } as const
    tables.jobs.write(stopped)
    if (record.cancelling) end(tables, clock, { ...stopped, state: "cancelled" })
    tables.jobs.setDue(id, null)
  })
  await tables.sync()
  logEvent("job_stopped", { job: id, reason })
}

/** Writes down that a job is over. What nobody is sure of stays so, for whoever pushes it next. */
function end(tables: BoardTables, clock: Clock, record: JobRecord): void {
  const { id, miroBoard } = record
  for (const row of [...tables.jobs.rows(id, "sending"), ...tables.jobs.rows(id, "unsure")]) {
    const link = tables.links.read(row.card, miroBoard.id)
    const open = row.action === "create" && link?.job === id && link.item === null
    if (open) tables.links.write({ ...link, state: "unsure" })
    tables.jobs.writeRow(id, { ...row, state: "failed", code: "outcome_unknown" })
  }
  for (const frame of tables.frames.onBoard(miroBoard.id)) {
    if (frame.state === "todo") tables.frames.drop(miroBoard.id, frame.key)
    if (frame.state === "grow") tables.frames.write({ ...frame, state: "made" })
    if (frame.state === "sending") tables.frames.write({ ...frame, state: "unsure", doubted: true })
  }
  tables.jobs.write({ ...record, endedAt: clock.now() })
}

/** Ends a job that has nothing left to do. */
export async function finishJob(run: JobRun): Promise<void> {
  const { tables, clock } = run.ports
  const { cancelling, kind, startedAt } = run.record()
  tables.transaction(() => {
    const state = cancelling ? "cancelled" : "done"
    end(tables, clock, { ...run.record(), state, reason: null, waitingUntil: null })
    tables.jobs.setDue(run.id, null)
  })
  await tables.sync()
  const seconds = Math.round((clock.now() - startedAt) / 1000)
  const { todo, sending: _, unsure: __, ...outcomes } = tables.jobs.counts(run.id)
  logEvent("job_ended", {
    job: run.id,
    kind,
    cancelled: cancelling,
    seconds,
    left: todo,
    ...outcomes,
  })
}
