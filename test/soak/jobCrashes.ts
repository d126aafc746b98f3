import type { Job } from "../../core/contract/jobs.ts"
import type { Stack } from "../run/stack.ts"
import {
  callsOf,
  creationsNeeded,
  faultsOf,
  isThere,
  isThrough,
  JOB_MOMENTS,
  type JobMoment,
  LATE_MS,
  type MomentKind,
} from "./jobMoments.ts"
import { JobScene, pause, until } from "./jobScene.ts"
import { findWrongItems, findWrongReport, itemsOn } from "./onMiro.ts"
import type { Stage } from "./people.ts"

/** What became of a job whose Worker was killed. */
export interface JobCrashRow {
  readonly moment: JobMoment
  readonly alone: boolean
  /** Empty when each card is on the Miro board once, or none after a removal, and the report says so. */
  readonly wrong: readonly string[]
  readonly job: Job
  /** How many calls were to make items. */
  readonly creations: number
  /** How far the clocks were moved on for it. Seconds. */
  readonly waitedSeconds: number
}

/** Names that were changed, by their cards' ids. */
type Names = ReadonlyMap<string, string>

/** So many cards get other names before they are pushed again. */
const RENAMED = 40
/** A reading of the Trello board stands for less than this. */
const READING_SECONDS = 61
/** A call was under way when the Worker ended, or an alarm was set for later. */
const ALONE: readonly string[] = [
  "while answers about cards are held",
  "while Miro wants to be left alone",
  "while answers about deletions are held",
]
/** More than a job takes to note what an answer told it. */
const NOTED_MS = 500
/** More than a job does after its last call. */
const LAST_MS = 2_000

/**
 * Ends the whole Worker with SIGKILL in the midst of a job, starts it anew on what it had stored, and looks.
 * `alone`: once the job is started nobody asks the Worker anything before it is over, and no clock is moved.
 */
export async function crashJobAt(
  stage: Stage<Stack>,
  moment: JobMoment,
  { cards, alone = false }: { readonly cards: number; readonly alone?: boolean },
): Promise<JobCrashRow> {
  const { kind, kills } = moment
  const scene = await JobScene.set(stage, cards)
  const names = await prepare(scene, kind)
  const before = (await scene.requests()).length
  let id: string | null = null
  let known = before
  for (const kill of kills) {
    await stage.standIns.faults("miro", ...faultsOf(kill, scene.target.id))
    id ??= await scene.start(kind === "removal" ? "remove" : "push")
    const isNow = async () => isThere(kill, (await scene.requests()).slice(known), scene.target.id)
    await (alone ? until(isNow, "The moment never came") : scene.goOnUntil(id, isNow))
    // Until the job has noted how long it waits.
    if (kill.kind === "refused") await pause(NOTED_MS)
    known = (await scene.requests()).length
    await scene.crash(kill.kind === "late" ? LATE_MS : 0)
  }
  if (alone) await untilThrough(scene, moment, before)
  const lookedAt = Date.now()
  const job = await scene.goOn(id ?? "")
  await scene.arrival()
  const creations = callsOf(
    (await scene.requests()).slice(before),
    "create",
    scene.target.id,
  ).length
  const wrong = await findWrong(scene, moment, { job, names, creations })
  const endedLate = job.endedAt === null || Date.parse(job.endedAt) > lookedAt
  if (alone && endedLate) wrong.push("it ended only when somebody looked")
  return { moment, alone, wrong, job, creations, waitedSeconds: scene.waitedSeconds }
}

async function findWrong(
  { board, target, miro }: JobScene,
  moment: JobMoment,
  end: { readonly job: Job; readonly names: Names; readonly creations: number },
): Promise<string[]> {
  const items = await itemsOn(miro, target.id)
  const cards = board.cards.length
  const needed = creationsNeeded(moment, cards)
  const removal = moment.kind === "removal"
  const created = moment.kind === "push" ? cards : 0
  return [
    ...(removal ? items.map(({ id }) => `${id} is left`) : findWrongItems(items, board, end.names)),
    ...findWrongReport(end.job, {
      total: cards,
      created,
      updated: end.names.size,
      removed: removal ? cards : 0,
      // Of what it made.
      undoable: created,
    }),
    ...(end.creations > needed ? [`${end.creations} calls made items, ${needed} are enough`] : []),
  ]
}

/** All moments so many times, then one of each kind of alarm with nobody who looks. */
export function planJobCrashes(times: number): (readonly [JobMoment, boolean])[] {
  const often = JOB_MOMENTS.flatMap((one) => Array.from({ length: times }, () => one))
  const alone = JOB_MOMENTS.filter((one) => ALONE.includes(one.moment))
  return [...often.map((one) => [one, false] as const), ...alone.map((one) => [one, true] as const)]
}

/** One line that tells what became of a job. */
export function describeJobCrash(row: JobCrashRow): string {
  const { moment, alone, wrong, job, creations, waitedSeconds } = row
  const { state, created, updated, unchanged, removed, failed } = job
  const told = Object.entries({ created, updated, unchanged, removed, failed })
  const counts = told.flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]))
  const passed = `${Math.round(waitedSeconds)} s passed at once`
  const words = [moment.kind, moment.moment, alone ? "nobody looks" : passed, state]
  const more = moment.kind === "push" ? [`${creations} calls that make items`] : []
  return [...words, counts.join(", "), ...more, ...wrong.slice(0, 5)].join(" | ")
}

/** Gives the names that were changed, by their cards' ids. */
async function prepare(scene: JobScene, kind: MomentKind): Promise<Names> {
  if (kind === "push") return new Map()
  if (kind === "refresh") await scene.refuseWebhooks()
  await scene.goOn(await scene.start("push"))
  if (kind === "removal") return new Map()
  await scene.untilQuiet()
  const names = await scene.rename(RENAMED)
  await scene.pass(READING_SECONDS)
  return names
}

/** Waits until Miro saw the last call of a job that nobody looks at. `before` are its requests before the job. */
async function untilThrough(scene: JobScene, moment: JobMoment, before: number): Promise<void> {
  const { board, target } = scene
  const size = { cards: board.cards.length, lists: board.lists.length }
  const isNow = async () =>
    isThrough(moment, (await scene.requests()).slice(before), target.id, size)
  await until(isNow, "Nothing goes on by itself")
  await pause(LAST_MS)
}
