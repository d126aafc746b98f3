import { type FaultPlan, NO_FAULTS } from "../jobs/faults.ts"
import { Random } from "../jobs/random.ts"
import { CALM, type Outcome, Run, type Weather } from "./run.ts"

/** What many runs cost together. */
export interface Summary {
  readonly runs: number
  readonly edits: number
  readonly faults: number
  readonly kills: number
  readonly deliveries: number
  readonly moves: number
  readonly patches: number
  readonly broken: readonly { readonly seed: number; readonly words: string }[]
}

/** One random run in the weather that its seed brings. */
export async function runOnce(seed: number): Promise<Outcome> {
  const run = await Run.prepare(seed)
  return run.go(weatherOf(new Random(seed ^ 0x5eed)))
}

function weatherOf(random: Random): Weather {
  const kind = random.pick(["calm", "stormy", "stormy", "rough", "rough"] as const)
  if (kind === "calm") return CALM
  return { faults: random.chance(0.25) ? NO_FAULTS : planOf(random), kind }
}

function planOf(random: Random): FaultPlan {
  const probability = random.pick([0.02, 0.05, 0.15, 0.3])
  return { ...NO_FAULTS, storm: { probability, most: 60 } }
}

/** Many runs; those that break a promise are told with their seeds. */
export async function checkLiveSync(count: number, seed: number): Promise<Summary> {
  const broken: { seed: number; words: string }[] = []
  const sums = { edits: 0, faults: 0, kills: 0, deliveries: 0, moves: 0, patches: 0 }
  for (let index = 0; index < count; index++) {
    const own = (seed + index * 7_919) >>> 0
    try {
      const outcome = await runOnce(own)
      for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += outcome[key]
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      broken.push({ seed: own, words })
    }
  }
  return { runs: count, ...sums, broken }
}
