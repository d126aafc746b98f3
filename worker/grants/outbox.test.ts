import { beforeEach, describe, expect, it, vi } from "vitest"
import { ACCEPTED, ClientCheckingProvider, specWith } from "../providers/clientSecrets.fixture.ts"
import type { TokenIo } from "../providers/tokenEndpoint.ts"
import { Secret } from "../secret.ts"
import { discardLate } from "./late.ts"
import { buildCustody, connect, HandClock, type MemoryCustody } from "./memory.fixture.ts"
import { emptyOutbox, OUTBOX_LIFE_MS, releaseUse } from "./outbox.ts"
import { transition } from "./states.ts"

const USE = { workspace: "workspace", member: "member" }
const MINUTE = 60_000
const logged: { event: string; outcome?: string }[] = []

beforeEach(() => {
  logged.length = 0
  vi.spyOn(console, "log").mockImplementation((line: string) => {
    logged.push(JSON.parse(line) as { event: string })
  })
  return () => vi.restoreAllMocks()
})

const outcomes = () =>
  logged.flatMap(({ event, outcome }) => (event === "grant_revocation" ? [outcome] : []))

/** A connected Miro grant, at a provider with two client secrets at our side. */
async function connected(io: TokenIo, clock = new HandClock()): Promise<MemoryCustody> {
  const spec = specWith("miro", ["newer", ACCEPTED])
  const custody = { ...buildCustody({ provider: "miro", io, clock }), spec }
  await connect(custody, { access: "access", refresh: "refresh" })
  return custody
}

const disconnect = (custody: MemoryCustody) => releaseUse(custody, USE, "member")

describe("what a disconnect says of the provider", () => {
  it.each([
    ["ended", ["done"], { live: ["access"] }],
    ["ended", ["done"], { live: [] }],
    ["ended", ["gone"], { live: [], refresh: "invalid_grant" }],
    ["pending", ["refused"], { live: [], refresh: "nameless" }],
    ["pending", ["later"], { live: [], refresh: "unavailable" }],
  ] as const)("is %s after %j", async (says, logs, behaviour) => {
    const custody = await connected(new ClientCheckingProvider(behaviour))
    expect(await disconnect(custody)).toBe(says)
    expect(outcomes()).toEqual(logs)
    expect(custody.store.listOutbox()).toHaveLength(says === "pending" ? 1 : 0)
    expect(custody.store.readGrant()?.status.state).toBe("revoked")
  })

  it("stays true when it is asked again", async () => {
    for (const behaviour of [{ live: ["access"] }, { live: [], refresh: "nameless" }] as const) {
      const custody = await connected(new ClientCheckingProvider(behaviour))
      expect(await disconnect(custody)).toBe(await disconnect(custody))
    }
  })

  it("is that the grant is kept while another connection uses it", async () => {
    const provider = new ClientCheckingProvider({ live: ["access"] })
    const custody = await connected(provider)
    custody.store.addUse("workspace", "somebody else")
    expect(await disconnect(custody)).toBe("kept")
    expect(provider.asked).toEqual([])
  })

  it.each(["no tokens are left", "they cannot be read"])("is unknown where %s", async (why) => {
    const provider = new ClientCheckingProvider({ live: ["access"] })
    const custody = await connected(provider)
    const record = custody.store.readGrant()
    if (record === null) throw new Error("No grant")
    const sealed = why === "no tokens are left" ? null : `${record.sealed}A`
    custody.store.writeGrant({ ...record, sealed })
    expect(await disconnect(custody)).toBe("unknown")
    expect(await disconnect(custody)).toBe("unknown")
    expect(provider.asked).toEqual([])
  })

  it("is unknown after a day of refusals, and never that it ended", async () => {
    const clock = new HandClock()
    const custody = await connected(
      new ClientCheckingProvider({ live: [], refresh: "nameless" }),
      clock,
    )
    await disconnect(custody)
    const end = clock.now() + OUTBOX_LIFE_MS
    let tries = 0
    for (; custody.store.listOutbox().length > 0; tries++) {
      const due = custody.store.listDue().find(({ purpose }) => purpose === "revoke")?.at
      expect(due).toBeLessThanOrEqual(end)
      clock.pass((due ?? 0) - clock.now())
      await emptyOutbox(custody)
    }
    expect(clock.now()).toBe(end)
    // One after a minute, and each pause twice as long as the one before.
    expect(tries).toBeLessThan(15)
    expect(outcomes().at(-1)).toBe("given_up")
    expect(await disconnect(custody)).toBe("unknown")
  })
})

describe("a token that may have been spent already", () => {
  const GONE = { live: [], refresh: "invalid_grant" } as const

  it("does not prove by its rejection that the grant is over", async () => {
    const custody = await connected(new ClientCheckingProvider(GONE))
    const intent = { generation: 2, fingerprint: "00000000", startedAt: 0, attempts: 1 }
    custody.store.writeIntent(intent)
    expect(await disconnect(custody)).toBe("pending")
    expect(outcomes()).toEqual(["refused"])
  })

  it("does not prove it either after its rotation got lost", async () => {
    const custody = await connected(new ClientCheckingProvider(GONE))
    const record = custody.store.readGrant()
    if (record === null) throw new Error("No grant")
    const status = transition(record.status, { type: "lost" }, 0)
    custody.store.writeGrant({ ...record, status })
    expect(await disconnect(custody)).toBe("pending")
  })

  it("nor where the Worker ended while a revocation spent it", async () => {
    const provider = new ClientCheckingProvider(GONE)
    let dead = false
    const custody = await connected({
      timeoutMs: 1_000,
      fetch: (url, init) => {
        if (dead || !url.endsWith("/token")) return provider.fetch(url, init)
        dead = true
        return new Promise(() => {})
      },
    })
    void disconnect(custody)
    await vi.waitUntil(() => dead)
    custody.clock.pass(MINUTE)
    await emptyOutbox(custody)
    expect(outcomes()).toEqual(["refused"])
    expect(custody.store.listOutbox()).toHaveLength(1)
    expect(await disconnect(custody)).toBe("pending")
  })

  it("is answered for by the pair that a late refresh brings", async () => {
    const custody = await connected(
      new ClientCheckingProvider({ live: ["late"], refresh: "invalid_grant" }),
    )
    const before = custody.store.readGrant()
    if (before === null) throw new Error("No grant")
    const intent = { generation: 2, fingerprint: "00000000", startedAt: 0, attempts: 1 }
    custody.store.writeIntent(intent)
    expect(await disconnect(custody)).toBe("pending")
    const tokens = { accessToken: new Secret("late"), refreshToken: new Secret("next") }
    const rest = { expiresInSeconds: 3600, scopes: null }
    const issued = { kind: "issued", tokens: { ...tokens, ...rest } } as const
    await discardLate(custody, before, custody.store.readGrant(), issued)
    await emptyOutbox(custody)
    expect(outcomes()).toEqual(["refused", "gone", "done"])
    expect(await disconnect(custody)).toBe("ended")
  })
})
