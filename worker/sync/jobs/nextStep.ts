import type { JobCounts, JobRecord } from "./record.ts"

/** The parts of a job. */
export type Step =
  /** Looks at the Miro board and decides where everything goes. */
  | "survey"
  /** Makes and grows the lists' frames. */
  | "frames"
  /** Makes, updates or deletes app cards. */
  | "cards"
  /** Looks for what calls without an answer may have made. */
  | "search"
  /** Deletes what is there twice. */
  | "strays"
  /** Deletes frames that a removal left empty. */
  | "tidy"
  | "finish"

/** What decides the next part. */
export interface JobView
  extends Pick<JobRecord, "kind" | "phase" | "cancelling" | "checkNeeded" | "tidied"> {
  readonly strays: number
  readonly frames: { readonly todo: number; readonly unsure: number }
  readonly rows: Pick<JobCounts, "todo" | "unsure">
}

/**
 * What a job does next. Nothing new is sent into a frame that may be missing, and nothing is placed while something may
 * still arrive where there seems to be room. Nothing ends while something is unsure, and that is looked for when
 * everything else was sent: by then a late effect has arrived.
 */
export function nextStep(view: JobView): Step {
  const { frames, rows } = view
  const pending = frames.unsure > 0 || rows.unsure > 0
  const unsure = pending || view.checkNeeded
  if (view.strays > 0) return "strays"
  if (view.cancelling) return unsure ? "search" : "finish"
  if (view.phase === "survey") return pending ? "search" : "survey"
  if (frames.unsure > 0) return "search"
  if (frames.todo > 0) return "frames"
  if (rows.todo > 0) return "cards"
  if (unsure) return "search"
  return view.kind === "remove" && !view.tidied ? "tidy" : "finish"
}
