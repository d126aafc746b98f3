import type { Job, JobState } from "../../../core/contract/jobs.ts"

/** Whether nothing comes after it. A stopped job may still be continued. */
export function isFinal(state: JobState): boolean {
  return state === "done" || state === "cancelled"
}

/** The job to show when the page opens: one that is not over, this member's own before others'. */
export function findRunning(jobs: readonly Job[], miroBoard?: string): Job | null {
  const running = jobs.filter(
    (job) => !isFinal(job.state) && (miroBoard === undefined || job.miroBoard.id === miroBoard),
  )
  return running.find(({ mine }) => mine) ?? running[0] ?? null
}
