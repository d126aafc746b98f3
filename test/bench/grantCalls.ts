import { connectDirectly } from "../journey/directMiro.ts"
import type { Stage } from "../soak/people.ts"
import { type Metric, quantile, time } from "./metric.ts"

const PASSES = 4
const CALLS = 150
/** What the grant's route asks of Miro. */
const BOARDS = "/v2/boards?limit=20&offset=0&sort=last_opened&query=no+board"

/**
 * A warm call through a grant, taking turns with the same call of the stand-in without any Worker, and with the same
 * call through a Worker that only passes it on. The figures are those of the quietest of several passes: other work on
 * the machine only ever adds to them.
 */
export async function measureGrantCalls(stage: Stage): Promise<Metric[]> {
  const { member, standIns, grants, stack } = stage
  const { workspace, board } = member.options
  const jwt = await standIns.jwt(member.options.member, board)
  const { token } = await connectDirectly(stack.miro, standIns)
  const query = new URLSearchParams({ workspace, connection: grants.miro, query: "no board" })
  const runs = [
    () => get(`${stack.app}/api/miro/boards?${query.toString()}`, jwt),
    () => get(`${stack.app}/_bench/pass-on${BOARDS}`, token),
    () => get(stack.miro + BOARDS, token),
  ] as const
  for (const run of runs) await time(30, run)
  const passes: Samples[] = []
  for (let pass = 0; pass < PASSES; pass++) passes.push(await takeTurns(runs))
  const at = (share: number) => {
    const quietest = (which: 0 | 1 | 2) =>
      Math.min(...passes.map((pass) => quantile(pass[which], share)))
    return [quietest(0), quietest(1), quietest(2)] as const
  }
  const [grant50, passed50, direct50] = at(0.5)
  const [grant99, passed99, direct99] = at(0.99)
  return [
    { name: "direct_fetch_p50", value: direct50, unit: "ms", target: 50 },
    { name: "passed_on_p50", value: passed50, unit: "ms", target: 50 },
    { name: "grant_call_p50", value: grant50, unit: "ms", target: 50 },
    // Nearly all of it is wrangler's way in and workerd's way out, as the next two show.
    { name: "grant_call_ratio_p50", value: grant50 / direct50, unit: "x direct fetch", target: 25 },
    { name: "grant_call_ratio_p99", value: grant99 / direct99, unit: "x direct fetch", target: 25 },
    // Who asks, two objects, unsealing and the budget.
    { name: "custody_ratio_p50", value: grant50 / passed50, unit: "x passed on", target: 2 },
    { name: "custody_ratio_p99", value: grant99 / passed99, unit: "x passed on", target: 3 },
  ]
}

type Runs = readonly [() => Promise<void>, () => Promise<void>, () => Promise<void>]
type Samples = readonly [number[], number[], number[]]

async function takeTurns(runs: Runs): Promise<Samples> {
  const samples: Samples = [[], [], []]
  for (let round = 0; round < CALLS / 10; round++) {
    for (const which of [0, 1, 2] as const) samples[which].push(...(await time(10, runs[which])))
  }
  return samples
}

async function get(url: string, token: string): Promise<void> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${new URL(url).pathname}: ${response.status}`)
}
