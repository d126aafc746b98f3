import type { BoardTables } from "../store/boardStore.ts"
import { isFinal } from "./record.ts"

/** Ended jobs are told and can be undone for this long. Milliseconds. */
const KEEP_MS = 7 * 24 * 60 * 60_000
/** Of each Miro board so many ended jobs are kept. */
const KEEP_ENDED = 2

/** Forgets jobs that ended long ago. `now` is in milliseconds since 1970. */
export function forgetOld({ jobs }: BoardTables, now: number): void {
  for (const id of jobs.endedBefore(now - KEEP_MS)) jobs.drop(id)
}

/** Forgets the oldest ended jobs of a Miro board, so that another one may end. */
export function makeRoom({ jobs }: BoardTables, miroBoard: string): void {
  const ended = jobs.list().filter((job) => isFinal(job) && job.miroBoard.id === miroBoard)
  for (const { id } of ended.slice(KEEP_ENDED - 1)) jobs.drop(id)
}
