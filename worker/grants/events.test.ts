import { beforeEach, expect, it, vi } from "vitest"
import { Secret } from "../secret.ts"
import { callUpstream } from "./call.ts"
import { fingerprintOf } from "./custody.ts"
import { buildCustody, connect, HandClock, type MemoryCustody } from "./memory.fixture.ts"
import { releaseUse } from "./outbox.ts"
import { refreshGrant } from "./refresh.ts"
import { type Behaviour, ScriptedProvider } from "./scriptedProvider.fixture.ts"

const AN_HOUR = 3_600_000
const lines: string[] = []

beforeEach(() => {
  lines.length = 0
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line))
  return () => vi.restoreAllMocks()
})

/** One grant's day, in which everything happens once; gives its events. */
async function live(custody: MemoryCustody, provider: ScriptedProvider) {
  const { clock } = custody
  await connect(custody, provider.pair)
  const call = (...script: Behaviour[]) => {
    provider.script.splice(0, Number.POSITIVE_INFINITY, ...script)
    clock.pass(AN_HOUR)
    const request = { method: "GET", path: "/1/boards/b" } as const
    return callUpstream(custody, () => refreshGrant(custody), request)
  }
  await call("unavailable")
  await call("busy")
  await call()
  await releaseUse(custody, { workspace: "workspace", member: "member" }, "member")
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

it("logs one event for each thing that happened, and follows generations by fingerprints", async () => {
  const clock = new HandClock()
  const provider = new ScriptedProvider(clock, 0)
  const io = { fetch: provider.fetch, timeoutMs: 1_000 }
  const events = await live(buildCustody({ provider: "trello", io, clock }), provider)
  const spent = await fingerprintOf(new Secret("refresh-0"))
  const refresh = { event: "grant_refresh", generation: 2, fingerprint: spent }
  expect(events).toMatchObject([
    { ...refresh, outcome: "unavailable" },
    { event: "grant_state", state: "degraded", reason: "provider_unavailable" },
    { ...refresh, outcome: "rate_limited" },
    { event: "grant_state", state: "degraded", reason: "provider_rate_limited" },
    { ...refresh, outcome: "issued" },
    { event: "grant_state", state: "connected", reason: null },
    { event: "grant_revoked", by: "member" },
    { event: "grant_revocation", outcome: "done" },
  ])
  for (const event of events) expect(event["grant"]).toBe("trello:1:2")
  for (const line of lines) expect(line).not.toMatch(/(?:access|refresh)-\d/)
})
