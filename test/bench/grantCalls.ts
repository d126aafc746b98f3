import { connectDirectly } from "../journey/directMiro.ts"
import type { Stage } from "../soak/people.ts"
import { type Metric, quantile, time } from "./metric.ts"

const CALLS = 300

/** A warm call through a grant, against a direct call of the same stand-in with a token of its own, taking turns. */
export async function measureGrantCalls(stage: Stage): Promise<Metric[]> {
  const { member, standIns, grants, stack } = stage
  const { workspace, board } = member.options
  const jwt = await standIns.jwt(member.options.member, board)
  const { token } = await connectDirectly(stack.miro, standIns)
  const query = new URLSearchParams({ workspace, connection: grants.miro, query: "no board" })
  const through = () => get(`${stack.app}/api/miro/boards?${query.toString()}`, jwt)
  const inside = () => get(`${stack.app}/api/connections?workspace=${workspace}`, jwt)
  const direct = () =>
    get(`${stack.miro}/v2/boards?limit=20&offset=0&sort=last_opened&query=no+board`, token)
  for (const run of [through, inside, direct]) await time(30, run)
  const [grant, noOp, straight]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < CALLS / 10; round++) {
    grant.push(...(await time(10, through)))
    noOp.push(...(await time(10, inside)))
    straight.push(...(await time(10, direct)))
  }
  const at = (share: number) =>
    [quantile(grant, share), quantile(noOp, share), quantile(straight, share)] as const
  const [grant50, noOp50, direct50] = at(0.5)
  const [grant99, noOp99, direct99] = at(0.99)
  return [
    { name: "direct_fetch_p50", value: direct50, unit: "ms", target: 50 },
    { name: "worker_no_op_p50", value: noOp50, unit: "ms", target: 50 },
    { name: "grant_call_p50", value: grant50, unit: "ms", target: 50 },
    { name: "grant_call_ratio_p50", value: grant50 / direct50, unit: "x direct fetch", target: 12 },
    { name: "grant_call_ratio_p99", value: grant99 / direct99, unit: "x direct fetch", target: 12 },
    // Without the way to the Worker and through wrangler, which a call that goes nowhere takes too.
    { name: "grant_call_added_p50", value: grant50 - noOp50 - direct50, unit: "ms", target: 5 },
    { name: "grant_call_added_p99", value: grant99 - noOp99 - direct99, unit: "ms", target: 20 },
  ]
}

async function get(url: string, token: string): Promise<void> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${new URL(url).pathname}: ${response.status}`)
}
