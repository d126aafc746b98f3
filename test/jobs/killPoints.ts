import type { FaultPlan } from "./faults.ts"
import { NO_FAULTS } from "./faults.ts"
import { Random } from "./random.ts"
import { type Outcome, Run } from "./run.ts"

/** What many runs cost together. */
export interface Summary {
  readonly runs: number
  readonly happened: Readonly<Record<string, number>>
  readonly kinds: Readonly<Record<string, number>>
  readonly calls: number
  readonly calmCalls: number
  readonly kills: number
  readonly resumes: number
  readonly broken: readonly { readonly seed: number; readonly words: string }[]
}

/** One random run: first in good weather, to know its length, then with something going wrong at chosen moments. */
export async function runOnce(
  seed: number,
  tell?: (line: string) => void,
): Promise<{ calm: Outcome; wild: Outcome }> {
  const calm = await (await Run.prepare(seed, tell)).go(NO_FAULTS)
  tell?.("the same with faults")
  const wild = await (await Run.prepare(seed, tell)).go(planOf(seed, calm.moments))
  return { calm, wild }
}

function planOf(seed: number, moments: readonly string[]): FaultPlan {
  const random = new Random(seed ^ 0x5eed)
  if (moments.length > 0 && random.chance(0.04)) {
    return { ...NO_FAULTS, outageAt: random.int(0, moments.length - 1) }
  }
  if (moments.length === 0 || random.chance(0.3)) {
    const storm = { probability: random.pick([0.05, 0.15, 0.3]), most: 40 }
    return { ...NO_FAULTS, storm }
  }
  const calls = [...moments.keys()].filter((at) => moments[at] !== "sync")
  const points = Array.from({ length: random.int(1, 3) }, () =>
    calls.length > 0 && random.chance(0.6) ? random.pick(calls) : random.int(0, moments.length - 1),
  )
  return { ...NO_FAULTS, at: new Set(points) }
}

/** Many runs; those that break a promise are told with their seeds. */
export async function checkKillPoints(count: number, seed: number): Promise<Summary> {
  const happened = new Map<string, number>()
  const kinds = new Map<string, number>()
  const broken: { seed: number; words: string }[] = []
  const sums = { calls: 0, calmCalls: 0, kills: 0, resumes: 0 }
  for (let index = 0; index < count; index++) {
    const own = (seed + index * 7_919) >>> 0
    try {
      const { calm, wild } = await runOnce(own)
      sums.calls += wild.calls
      sums.calmCalls += calm.calls
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
    happened: Object.fromEntries(happened),
    kinds: Object.fromEntries(kinds),
    broken,
  }
}
