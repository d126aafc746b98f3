/** One measured value and what it is held against. */
export interface Metric {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The most that it may be. */
  readonly target: number
}

/** Prints a metric as one line of JSON; gives whether it keeps its target. */
export function report({ name, value, unit, target }: Metric): boolean {
  const ok = value <= target
  const rounded = Math.round(value * 100) / 100
  process.stdout.write(`${JSON.stringify({ name, value: rounded, unit, target, ok })}\n`)
  return ok
}

/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** How long each of `count` runs took, one after the other, in milliseconds. */
export async function time(count: number, run: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = []
  for (let index = 0; index < count; index++) {
    const began = performance.now()
    await run()
    samples.push(performance.now() - began)
  }
  return samples
}
