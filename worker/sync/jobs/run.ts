import type { Failure } from "../../failure.ts"
import { backoffMs } from "../../grants/backoff.ts"
import { CallMeter } from "../callMeter.ts"
import { CALL_LASTS_MS } from "../link.ts"
import { buildCardSource, type CardSource } from "./cards.ts"
import { finishJob, stopJob } from "./endJob.ts"
import { sendFrames } from "./frames.ts"
import { nextStep, type Step } from "./nextStep.ts"
import { endOf, type JobPorts, type JobRun, MORE, OUT_OF_CALLS, type StepEnd } from "./ports.ts"
import { isFinal, type JobRecord } from "./record.ts"
import { noteDoubt, settleRow } from "./rows.ts"
import { search } from "./search.ts"
import { sendCards } from "./sendCards.ts"
import { surveyBoards } from "./surveyStep.ts"
import { deleteStrays, tidyFrames } from "./tidy.ts"

/**
 * After this many invocations in a row that got nothing done for trouble at a provider, the job stops and a person may
 * resume it: with the waits between them about half an hour.
 */
const TROUBLES_MAX = 12

/**
 * One invocation of a job: goes on from wherever it is, makes at most `calls` calls, and writes down when to go on.
 * Whatever ends the process in between, the next invocation finds what was under way and looks for it before it sends
 * anything again.
 */
export async function runJob(ports: JobPorts, id: string, calls: number): Promise<void> {
  const run = buildRun(ports, id, calls)
  if (run === null || isFinal(run.record()) || run.record().state === "stopped") return
  const before = progressOf(run)
  const { cancelling } = run.record()
  run.change({ state: "working", waitingUntil: null })
  recover(run)
  let end: StepEnd = MORE
  while (end.kind === "more") {
    const step = nextStep(viewOf(run))
    if (step === "finish") return finishJob(run)
    end = await take(run, step)
  }
  // Who cancels a job does not wait for what it waits for.
  if (run.record().cancelling && !cancelling && end.kind === "wait") end = MORE
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
      if (create) settleRow(run, { ...row, state: "unsure", doubted: true })
      // That the process ended is not this card's fault.
      else settleRow(run, { ...row, state: "todo", tries: row.tries - 1 })
    }
    for (const frame of tables.frames.onBoard(miroBoard.id)) {
      if (frame.state !== "sending") continue
      doubtful = true
      tables.frames.write({ ...frame, state: "unsure", doubted: true })
    }
    // Its calls may be on their way yet: they wait for their grant, and for Miro.
    if (doubtful) noteDoubt(run, clock.now() + CALL_LASTS_MS)
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
    // A removal makes no frames, whatever an earlier push left undone.
    frames: { todo: kind === "remove" ? 0 : count("todo", "grow"), unsure: count("unsure") },
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

/**
 * How many cards are there, and whether frames or the look at the board are further than before. Cards that were given
 * up are no progress: in an outage nothing else happens.
 */
function progressOf({ ports: { tables, memory }, id, record }: JobRun): number {
  const { created, updated, unchanged, removed } = tables.jobs.counts(id)
  const frames = tables.frames.onBoard(record().miroBoard.id)
  const made = frames.filter(({ state }) => state === "made").length
  const surveyed = memory.survey?.items.size ?? 0
  const decided = record().phase === "send" ? 1_000_000 : 0
  return decided + created + updated + unchanged + removed + made + surveyed
}

async function conclude(run: JobRun, end: StepEnd, progress: boolean): Promise<void> {
  const { tables, clock, random } = run.ports
  const failure = end.kind === "wait" || end.kind === "stop" ? end.failure : null
  // To be asked to wait is no trouble.
  const troubled = end.kind === "wait" && failure !== null && !isPatience(failure)
  const troubles = progress ? 0 : run.record().troubles + (troubled ? 1 : 0)
  if (end.kind === "stop" || (troubled && troubles > TROUBLES_MAX)) {
    return stopJob(tables, clock, run.id, failure?.code ?? "upstream_unavailable")
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

function isPatience({ code }: Failure): boolean {
  return code === "upstream_rate_limited"
}

function waitOf(
  { seconds }: Extract<StepEnd, { kind: "wait" }>,
  troubles: number,
  random: number,
): number {
  return seconds > 0 ? seconds * 1000 : backoffMs(Math.max(1, troubles), random)
}
