import { readdir } from "node:fs/promises"
import { join, resolve } from "node:path"
import { findPorts } from "../run/ports.ts"
import { startStack } from "../run/stack.ts"
import { measureCallers } from "../soak/callers.ts"
import { setStage } from "../soak/people.ts"
import { measureBytes } from "./bytes.ts"
import { measureGrantCalls } from "./grantCalls.ts"
import { measureHooks } from "./hooks.ts"
import { type Metric, report } from "./metric.ts"

const folder = resolve(import.meta.dirname, "../../.wrangler/bench")

/** Loaded by name: it is typed for the Worker's runtime, whose types and Node's exclude each other. */
const COST = "../../worker/grants/cost.fixture.ts"
interface Cost {
  readonly measureSealing: (count: number) => Promise<number>
  readonly countWritesOfDay: () => Promise<number>
}

async function measureCost(): Promise<Metric[]> {
  const cost = (await import(COST)) as Cost
  const { log } = console
  console.log = () => {}
  const writes = await cost.countWritesOfDay()
  const micros = await cost.measureSealing(2_000)
  console.log = log
  return [
    { name: "seal_and_open", value: micros, unit: "µs", target: 2_000 },
    // One for each rotation; the first write comes with the consent.
    { name: "kv_writes_per_person_and_day", value: 2 * writes, unit: "writes", target: 18 },
  ]
}

/** The objects that one person's first connection made, whom both providers' grants and one workspace belong to. */
async function countObjects(): Promise<Metric[]> {
  const files = await readdir(join(folder, "state/v3/do"), { recursive: true })
  const count = (name: string) =>
    files.filter((file) => file.includes(`-${name}/`) && /\/[0-9a-f]{64}\.sqlite$/.test(file))
      .length
  const kept = count("Grant") + count("Workspace") + count("Board")
  return [
    { name: "objects_per_connected_person", value: kept, unit: "objects", target: 3 },
    { name: "objects_per_consent_for_70_min", value: count("Attempt"), unit: "objects", target: 1 },
  ]
}

async function main(): Promise<void> {
  const stack = await startStack({ ports: await findPorts(), folder })
  try {
    const stage = await setStage(stack)
    await stage.begin()
    const metrics = await countObjects()
    metrics.push(...(await measureGrantCalls(stage)))
    const callers = await measureCallers(stage, { callers: 1_000, connections: 50 })
    const { refreshes, stragglerRefreshes } = callers
    const value = refreshes + stragglerRefreshes
    metrics.push({ name: "refreshes_per_1000_callers", value, unit: "requests", target: 1 })
    metrics.push(
      ...(await measureHooks()),
      ...(await measureCost()),
      ...(await measureBytes(join(folder, "pages"))),
    )
    process.exitCode = metrics.map(report).every(Boolean) ? 0 : 1
  } finally {
    await stack.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exitCode = 1
})
