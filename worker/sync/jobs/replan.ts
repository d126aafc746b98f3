import type { JobRun } from "./ports.ts"

/** How often the places are decided anew because somebody changed the Miro board meanwhile. */
const REPLANS_MAX = 3

/** Looks at the Miro board again and decides anew where the cards that are left go; false when that was done too often. */
export function replan({ ports, record, change }: JobRun): boolean {
  const { replans, phase } = record()
  // Several calls under way at once may all have met the same change.
  if (phase === "survey") return true
  if (replans >= REPLANS_MAX) return false
  ports.memory.survey = null
  change({ phase: "survey", replans: replans + 1 })
  return true
}
