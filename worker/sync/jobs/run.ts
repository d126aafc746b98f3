import type { ErrorCode } from "../../../core/contract/errors.ts"
import type { Clock } from "../../clock.ts"
import { backoffMs } from "../../grants/backoff.ts"
import { logEvent } from "../../log.ts"
import type { BoardTables } from "../store/boardStore.ts"
import { buildCardSource, type CardSource } from "./cards.ts"
import { sendFrames } from "./frames.ts"
import { nextStep, type Step } from "./nextStep.ts"
import {
  CallMeter,
  endOf,
  type JobPorts,
  type JobRun,
  MORE,
  OUT_OF_CALLS,
  type StepEnd,
} from "./ports.ts"
import { isFinal, type JobRecord } from "./record.ts"
import { settleRow } from "./rows.ts"
import { search } from "./search.ts"
import { sendCards } from "./sendCards.ts"
import { surveyBoards } from "./surveyStep.ts"
import { deleteStrays, tidyFrames } from "./tidy.ts"

/** After this many invocations in a row that got nothing done, the job stops and a person may resume it. */
const TROUBLES_MAX = 30

/**
 * One invocation of a job: goes on from wherever it is, makes at most `calls` calls, and writes down when to go on.
 * Whatever ends the process in between, the next invocation finds what was under way and looks for it before it sends
 * anything again.
 */
export async function runJob(ports: JobPorts, id: string, calls: number): Promise<void> {
  const run = buildRun(ports, id, calls)
  if (run === null || isFinal(run.record()) || run.record().state === "stopped") return
  const before = progressOf(run)
  run.change({ state: "working", waitingUntil: null })
  recover(run)
  let end: StepEnd = MORE
  while (end.kind === "more") {
    const step = nextStep(viewOf(run))
    if (step === "finish") return finish(run)
    end = await take(run, step)
  }
  await conclude(run, end, progressOf(run) > before)
}

function buildRun(ports: JobPorts, id: string, calls: number): JobRun | null {
  const { jobs } = ports.tables
  const stored = jobs.read(id)
  if (stored === null) return null
  const record = (): JobRecord => jobs.read(id) ?? stored
  return {
    ports,
    id,
    // One is kept for `missBoard`.
    meter: new CallMeter(calls - 1),
    sight: null,
    record,
    change: (changes) => jobs.write({ ...record(), ...changes }),
  }
}

/** Calls that were under way when the process ended: a creation may have arrived, the others are safe to repeat. */
function recover(run: JobRun): void {
  const { tables, clock } = run.ports
  tables.transaction(() => {
    const { miroBoard } = run.record()
    let doubtful = false
    for (const row of tables.jobs.rows(run.id, "sending")) {
      const create = row.action === "create"
      doubtful ||= create
      settleRow(run, { ...row, state: create ? "unsure" : "todo", doubted: row.doubted || create })
    }
    for (const frame of tables.frames.onBoard(miroBoard.id)) {
      if (frame.state !== "sending") continue
      doubtful = true
      tables.frames.write({ ...frame, state: "unsure", doubted: true })
    }
    if (doubtful) run.change({ checkNeeded: true, doubtAt: clock.now() })
  })
}

function viewOf({ ports: { tables }, id, record }: JobRun): Parameters<typeof nextStep>[0] {
  const { kind, phase, cancelling, checkNeeded, tidied, strays, miroBoard } = record()
  const frames = tables.frames.onBoard(miroBoard.id)
  const count = (...states: string[]) => frames.filter(({ state }) => states.includes(state)).length
  const { todo, unsure } = tables.jobs.counts(id)
  return {
    kind,
    phase,
    cancelling,
    checkNeeded,
    tidied,
    strays: strays.length,
    frames: { todo: count("todo", "grow"), unsure: count("unsure") },
    rows: { todo, unsure },
  }
}

async function take(run: JobRun, step: Exclude<Step, "finish">): Promise<StepEnd> {
  switch (step) {
    case "survey":
      return surveyBoards(run)
    case "frames":
      return sendFrames(run)
    case "cards": {
      if (run.record().kind === "remove") return sendCards(run, null)
      const source = await readCards(run)
      return "kind" in source ? source : sendCards(run, source)
    }
    case "search":
      return search(run)
    case "strays":
      return deleteStrays(run)
    case "tidy":
      return tidyFrames(run)
  }
}

async function readCards(run: JobRun): Promise<CardSource | StepEnd> {
  if (!run.meter.take()) return OUT_OF_CALLS
  const snapshot = await run.ports.snapshot()
  if (!snapshot.ok) return endOf(snapshot.failure)
  return buildCardSource(snapshot.value, run.record().customFields, run.ports)
}

/** How many cards are settled, and whether frames or the look at the board are further than before. */
function progressOf({ ports: { tables, memory }, id, record }: JobRun): number {
  const { created, updated, unchanged, removed, failed } = tables.jobs.counts(id)
  const frames = tables.frames.onBoard(record().miroBoard.id)
  const made = frames.filter(({ state }) => state === "made").length
  const surveyed = memory.survey?.items.length ?? 0
  const decided = record().phase === "send" ? 1_000_000 : 0
  return decided + created + updated + unchanged + removed + failed + made + surveyed
}

async function conclude(run: JobRun, end: StepEnd, progress: boolean): Promise<void> {
  const { tables, clock, random } = run.ports
  const troubles = progress || end.kind !== "wait" ? 0 : run.record().troubles + 1
  const failure = end.kind === "wait" || end.kind === "stop" ? end.failure : null
  const patient = failure === null || failure.code === "upstream_rate_limited"
  if (end.kind === "stop" || (troubles > TROUBLES_MAX && !patient)) {
    return stopJob(tables, clock, run.record(), failure?.code ?? "upstream_unavailable")
  }
  const now = clock.now()
  const waitMs = end.kind === "wait" ? waitOf(end, troubles, random()) : 0
  tables.transaction(() => {
    run.change({
      state: end.kind === "wait" ? "waiting" : "working",
      reason: failure?.code ?? null,
      waitingUntil: end.kind === "wait" ? now + waitMs : null,
      troubles,
    })
    tables.jobs.setDue(run.id, now + waitMs)
  })
  await tables.sync()
}

function waitOf(
  { seconds }: Extract<StepEnd, { kind: "wait" }>,
  troubles: number,
  random: number,
): number {
  return seconds > 0 ? seconds * 1000 : backoffMs(troubles + 1, random)
}

/** Ends a job's going on by itself, until a person resumes it. One that is being cancelled is over. */
export async function stopJob(
  tables: BoardTables,
  clock: Clock,
  record: JobRecord,
  reason: ErrorCode,
): Promise<void> {
  const ended = { state: "cancelled", endedAt: clock.now() } as const
  tables.transaction(() => {
    tables.jobs.write({
      ...record,
      ...(record.cancelling ? ended : { state: "stopped" }),
      reason,
      waitingUntil: null,
    })
    tables.jobs.setDue(record.id, null)
  })
  await tables.sync()
  logEvent("job_stopped", { job: record.id, reason })
}

async function finish(run: JobRun): Promise<void> {
  const { tables, clock } = run.ports
  const { cancelling, kind, startedAt, miroBoard } = run.record()
  tables.transaction(() => {
    const left = tables.frames.onBoard(miroBoard.id).filter(({ state }) => state === "todo")
    for (const frame of left) tables.frames.drop(miroBoard.id, frame.key)
    const state = cancelling ? "cancelled" : "done"
    run.change({ state, endedAt: clock.now(), reason: null, waitingUntil: null })
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
