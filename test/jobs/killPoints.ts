import type { FaultPlan } from "./faults.ts"
import { NO_FAULTS } from "./faults.ts"
import { Random } from "./random.ts"
import { type Outcome, Run } from "./run.ts"

export type Weather = "points" | "storm" | "outage"

/** What many runs cost together. */
export interface Summary {
  readonly runs: number
  readonly happened: Readonly<Record<string, number>>
  readonly kinds: Readonly<Record<string, number>>
  /** With faults at one to three moments, in a storm of them, and in an outage: calls, and those in good weather. */
  readonly calls: Readonly<Record<Weather, { readonly wild: number; readonly calm: number }>>
  readonly kills: number
  readonly resumes: number
  readonly broken: readonly { readonly seed: number; readonly words: string }[]
}

/** One random run: first in good weather, to know its length, then with something going wrong at chosen moments. */
export async function runOnce(
  seed: number,
  tell?: (line: string) => void,
): Promise<{ calm: Outcome; wild: Outcome; weather: Weather }> {
  const calm = await (await Run.prepare(seed, tell)).go(NO_FAULTS)
  tell?.("the same with faults")
  const run = await Run.prepare(seed, tell)
  const { weather, ...plan } = planOf(seed, calm.moments)
  const wild = await run.go(plan)
  await run.heal()
  return { calm, wild, weather }
}

function planOf(
  seed: number,
  moments: readonly string[],
): FaultPlan & { readonly weather: Weather } {
  const random = new Random(seed ^ 0x5eed)
  if (moments.length > 0 && random.chance(0.04)) {
    return { ...NO_FAULTS, weather: "outage", outageAt: random.int(0, moments.length - 1) }
  }
  if (moments.length === 0 || random.chance(0.3)) {
    const storm = { probability: random.pick([0.05, 0.15, 0.3]), most: 40 }
    return { ...NO_FAULTS, weather: "storm", storm }
  }
  const calls = [...moments.keys()].filter((at) => moments[at] !== "sync")
  const points = Array.from({ length: random.int(1, 3) }, () =>
    calls.length > 0 && random.chance(0.6) ? random.pick(calls) : random.int(0, moments.length - 1),
  )
  return { ...NO_FAULTS, weather: "points", at: new Set(points) }
}

/** Many runs; those that break a promise are told with their seeds. */
export async function checkKillPoints(count: number, seed: number): Promise<Summary> {
  const happened = new Map<string, number>()
  const kinds = new Map<string, number>()
  const broken: { seed: number; words: string }[] = []
  const sums = { kills: 0, resumes: 0 }
  const calls = {
    points: { wild: 0, calm: 0 },
    storm: { wild: 0, calm: 0 },
    outage: { wild: 0, calm: 0 },
  }
  for (let index = 0; index < count; index++) {
    const own = (seed + index * 7_919) >>> 0
    try {
      const { calm, wild, weather } = await runOnce(own)
      calls[weather].wild += wild.calls
      calls[weather].calm += calm.calls
      sums.kills += wild.kills
      sums.resumes += wild.resumes
      kinds.set(wild.kind, (kinds.get(wild.kind) ?? 0) + 1)
      for (const [name, times] of wild.happened)
        happened.set(name, (happened.get(name) ?? 0) + times)
    } catch (error) {
      broken.push({ seed: own, words: error instanceof Error ? error.message : String(error) })
    }
  }
  return {
    runs: count,
    ...sums,
    calls,
    happened: Object.fromEntries(happened),
    kinds: Object.fromEntries(kinds),
    broken,
  }
}
