import { buildCustody, connect, HandClock, RING } from "./memory.fixture.ts"
import { callUpstream } from "./call.ts"
import { refreshGrant } from "./refresh.ts"
import { replicate } from "./replica.ts"
import { ScriptedProvider } from "./scriptedProvider.fixture.ts"
import { open, seal } from "./sealing.ts"

const TOKENS = JSON.stringify({ accessToken: "a".repeat(900), refreshToken: "r".repeat(400) })

/** Seals and opens one record of the usual length `count` times; gives microseconds for one of both. */
export async function measureSealing(count: number): Promise<number> {
  const target = { purpose: "grant", record: "miro:1:2" } as const
  const began = performance.now()
  for (let index = 0; index < count; index++)
    await open(RING, target, await seal(RING, target, TOKENS))
  return ((performance.now() - began) * 1_000) / count
}

/** How often one grant writes to KV on a day on which its person does something every ten minutes for eight hours. */
export async function countWritesOfDay(): Promise<number> {
  const clock = new HandClock()
  const provider = new ScriptedProvider(clock, 0)
  let writes = 0
  const put = () => {
    writes += 1
    return Promise.resolve()
  }
  const io = { fetch: provider.fetch, timeoutMs: 1_000 }
  const custody = buildCustody({ provider: "trello", io, clock, replicas: { put } })
  await connect(custody, provider.pair)
  const refresh = async () => {
    const refreshed = await refreshGrant(custody)
    await replicate(custody)
    return refreshed
  }
  for (let minutes = 0; minutes < 8 * 60; minutes += 10) {
    clock.pass(10 * 60_000)
    await callUpstream(custody, refresh, { method: "GET", path: "/1/boards/b" })
  }
  return writes
}
