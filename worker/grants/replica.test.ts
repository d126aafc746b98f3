import * as fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { HostileKv } from "./hostileKv.fixture.ts"
import { buildCustody, connect, HandClock, type MemoryCustody } from "./memory.fixture.ts"
import { releaseUse } from "./outbox.ts"
import { refreshGrant } from "./refresh.ts"
import { buildReplica, parseReplica, REPLICA_PREFIX, replicate } from "./replica.ts"
import { restoreGrant } from "./restore.ts"
import { ScriptedProvider } from "./scriptedProvider.fixture.ts"

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

const AN_HOUR = 3_600_000
const USE = { workspace: "workspace", member: "member" }

interface Rig {
  readonly clock: HandClock
  readonly kv: HostileKv
  readonly provider: ScriptedProvider
  readonly custody: MemoryCustody
}

async function buildRig(): Promise<Rig> {
  const clock = new HandClock()
  const kv = new HostileKv(clock)
  const provider = new ScriptedProvider(clock, 0)
  const io = { fetch: provider.fetch, timeoutMs: 1_000 }
  const custody = buildCustody({ provider: "trello", io, clock, replicas: kv.asReplicas() })
  await connect(custody, provider.pair)
  await replicate(custody)
  return { clock, kv, provider, custody }
}

function read({ kv, custody }: Rig) {
  return parseReplica(kv.get(REPLICA_PREFIX + custody.identity.name))
}

/** What the alarm does for KV. */
async function serveAlarm({ custody, clock }: Rig): Promise<void> {
  const due = custody.store.listDue().find(({ purpose }) => purpose === "replicate")
  if (due !== undefined && due.at <= clock.now()) await replicate(custody)
}

/** Time enough for a refused write to be tried again, and for readers to see it. */
async function quiet(rig: Rig): Promise<void> {
  for (let minutes = 0; minutes < 4; minutes++) {
    rig.clock.pass(61_000)
    await serveAlarm(rig)
  }
  rig.clock.pass(61_000)
}

const actArbitrary = fc.record({
  act: fc.constantFrom("rotate", "rotate", "look", "alarm", "down", "disconnect", "reconnect"),
  afterMs: fc.constantFrom(0, 100, 999, 1_000, 30_000, 61_000, AN_HOUR),
})

async function perform(rig: Rig, act: string): Promise<void> {
  const { custody, kv, provider } = rig
  const revoked = custody.store.readGrant()?.status.state === "revoked"
  switch (act) {
    case "rotate":
      if (!revoked && !(await refreshGrant(custody)).ok) throw new Error("It did not rotate")
      return replicate(custody)
    case "disconnect":
      if (!revoked) await releaseUse(custody, USE, "member")
      return replicate(custody)
    case "reconnect":
      if (revoked) await connect(custody, provider.consent())
      return replicate(custody)
    case "look":
      return void read(rig)
    case "down":
      return kv.goDown(AN_HOUR)
    default:
      return serveAlarm(rig)
  }
}

describe("a grant beside the most hostile KV", () => {
  it("rotates, ends and begins as if KV were not there, and KV has its last word afterwards", async () => {
    let refusals = 0
    await fc.assert(
      fc.asyncProperty(fc.array(actArbitrary, { maxLength: 15 }), async (acts) => {
        const rig = await buildRig()
        const { custody, clock, kv } = rig
        for (const { act, afterMs } of acts) {
          clock.pass(afterMs)
          await perform(rig, act)
          await checkNothingComesBack(rig)
        }
        clock.pass(AN_HOUR)
        await quiet(rig)
        const record = custody.store.readGrant()
        if (record === null) throw new Error("The grant is lost")
        expect(read(rig)).toEqual(JSON.parse(buildReplica(record, custody.store.listUses()).value))
        refusals += kv.refusals
      }),
      { numRuns: 60, seed: 11 },
    )
    expect(refusals, "KV was hostile").toBeGreaterThan(50)
  })

  it("is not read from the KV of a revoked one, also where the object lost everything", async () => {
    const rig = await buildRig()
    read(rig)
    await releaseUse(rig.custody, USE, "member")
    rig.kv.goDown(AN_HOUR)
    await replicate(rig.custody)
    rig.clock.pass(AN_HOUR)
    await quiet(rig)
    await rig.custody.store.forget()
    const replica = read(rig)
    expect(replica).toHaveProperty("tombstone")
    const outcome = replica && (await restoreGrant(rig.custody, replica))
    expect(outcome).toBe("revoked")
    expect(rig.custody.store.readGrant()).toBeNull()
  })
})

/** Whatever KV says at this moment, true or a minute old: a restore changes nothing where the object knows better. */
async function checkNothingComesBack(rig: Rig): Promise<void> {
  const before = rig.custody.store.readGrant()
  const replica = read(rig)
  if (replica !== null) {
    const outcome = await restoreGrant(rig.custody, replica)
    if (outcome !== "alive" && outcome !== "revoked") throw new Error(`It came back: ${outcome}`)
  }
  if (JSON.stringify(rig.custody.store.readGrant()) !== JSON.stringify(before)) {
    throw new Error("A restore changed a grant that its object knows")
  }
}
