import type { JobState } from "../../../../core/contract/jobs.ts"

/**
 * How long to wait before a job is asked for again, in milliseconds: each second while somebody looks, less often in
 * a background tab, after an error, and for a job that waits for a person.
 */
export function pollDelay(poll: {
  readonly state: JobState
  /** Failed questions since the last answer. */
  readonly failures: number
  readonly hidden: boolean
}): number {
  if (poll.hidden) return 10_000
  if (poll.failures > 0) return 3_000
  return poll.state === "stopped" ? 5_000 : 1_000
}
