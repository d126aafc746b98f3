import { Agent, request } from "node:http"
import type { Stage } from "./people.ts"

/** What a thousand callers at the expiry of a grant cost. Times in milliseconds. */
export interface CallersOutcome {
  readonly callers: number
  readonly connections: number
  /** Token requests that the callers caused; 1 is right. */
  readonly refreshes: number
  /** Those that callers up to 50 ms after the settlement caused; 0 is right. */
  readonly stragglerRefreshes: number
  readonly failed: number
  /** Until the last of the callers at expiry was answered. */
  readonly expiryMs: number
  /** The same calls with a living token. */
  readonly warmMs: number
  /** As many calls that stay in the Worker. */
  readonly noOpMs: number
  /** How long the token endpoint takes to answer. */
  readonly endpointMs: number
}

const ENDPOINT_MS = 300
const AN_HOUR = 3_600

/** Sends `callers` calls at once over `connections` HTTP connections, first warm, then at the grant's expiry. */
export async function measureCallers(
  stage: Stage,
  { callers, connections }: { readonly callers: number; readonly connections: number },
): Promise<CallersOutcome> {
  const { standIns, member, grants, stack } = stage
  await stage.begin()
  const { workspace, board } = member.options
  const jwt = await standIns.jwt(member.options.member, board)
  const agents = Array.from(
    { length: connections },
    () => new Agent({ keepAlive: true, maxSockets: 1 }),
  )
  const call = (path: string, index: number) =>
    get(stack.app + path, jwt, agents[index % connections])
  const all = async (path: string, count: number) => {
    const began = performance.now()
    const answers = await Promise.all(Array.from({ length: count }, (_, at) => call(path, at)))
    return { ms: performance.now() - began, failed: answers.filter((status) => status !== 200) }
  }
  const noOp = `/api/connections?workspace=${workspace}`
  const query = new URLSearchParams({ workspace, connection: grants.miro, query: "no board" })
  const real = `/api/miro/boards?${query.toString()}`

  await all(noOp, connections)
  const noOps = await all(noOp, callers)
  const warm = await all(real, callers)
  // Another minute of the account's credits, and another hour than the token's.
  await stage.later(AN_HOUR)
  const later = await standIns.jwt(member.options.member, board)
  await standIns.faults("miro", { path: "/v1/oauth/token", kind: "delay", delayMs: ENDPOINT_MS })
  const before = await stage.tokenRequests("miro")
  const began = performance.now()
  const answers = await Promise.all(
    Array.from({ length: callers }, (_, at) =>
      get(stack.app + real, later, agents[at % connections]),
    ),
  )
  const expiryMs = performance.now() - began
  const refreshes = (await stage.tokenRequests("miro")) - before

  await Promise.all(
    Array.from({ length: 40 }, async (_, at) => {
      await new Promise((done) => setTimeout(done, (at % 6) * 10))
      return get(stack.app + real, later, agents[at % connections])
    }),
  )
  const stragglerRefreshes = (await stage.tokenRequests("miro")) - before - refreshes
  for (const agent of agents) agent.destroy()
  return {
    callers,
    connections,
    refreshes,
    stragglerRefreshes,
    failed: answers.filter((status) => status !== 200).length + warm.failed.length,
    expiryMs: Math.round(expiryMs),
    warmMs: Math.round(warm.ms),
    noOpMs: Math.round(noOps.ms),
    endpointMs: ENDPOINT_MS,
  }
}

/** Asks once more where a kept connection was closed under the request: nothing had been sent through it then. */
function get(url: string, jwt: string, agent: Agent | undefined): Promise<number> {
  return new Promise((done, reject) => {
    const sent = request(
      url,
      { agent: agent ?? false, headers: { authorization: `Bearer ${jwt}` } },
      (response) => {
        response.resume()
        response.once("end", () => done(response.statusCode ?? 0))
      },
    )
    sent.once("error", (error: NodeJS.ErrnoException) => {
      if (sent.reusedSocket && error.code === "ECONNRESET") done(get(url, jwt, agent))
      else reject(error)
    })
    sent.end()
  })
}
