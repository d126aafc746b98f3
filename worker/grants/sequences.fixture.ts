import * as fc from "fast-check"
import { Secret } from "../secret.ts"
import { callUpstream } from "./call.ts"
import { fingerprintOf } from "./custody.ts"
import type { Result } from "../failure.ts"
import { buildCustody, connect, HandClock, type MemoryCustody } from "./memory.fixture.ts"
import type { GrantRecord } from "./record.ts"
import { refreshGrant } from "./refresh.ts"
import { keepAlive } from "./renewal.ts"
import { type Behaviour, BEHAVIOURS, ScriptedProvider } from "./scriptedProvider.fixture.ts"

const AN_HOUR = 3_600_000

/** One thing that happens to a grant, after some time. */
interface Step {
  readonly act: "call" | "alarm" | "removedAtProvider"
  readonly script: readonly Behaviour[]
  readonly afterMs: number
  /** How many call at once. */
  readonly callers: number
}

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(
    { arbitrary: fc.constant<"call">("call"), weight: 14 },
    { arbitrary: fc.constant<"alarm">("alarm"), weight: 6 },
    { arbitrary: fc.constant<"removedAtProvider">("removedAtProvider"), weight: 1 },
  ),
  script: fc.array(fc.constantFrom(...BEHAVIOURS), { maxLength: 3 }),
  afterMs: fc.constantFrom(0, 1_000, 70_000, 400_000, AN_HOUR, 30 * AN_HOUR),
  callers: fc.integer({ min: 1, max: 3 }),
})

/** Ends a sequence that broke a promise, in words. */
class BrokenPromise extends Error {}

/**
 * Runs sequences of calls and alarms against a token endpoint that fails in every way, and throws at the first that
 * - ends in `reauth_required` without a real `invalid_grant` on the token that is still stored,
 * - sends anything upstream after that,
 * - loses the grant although the provider replays lost answers and nobody removed the app,
 * - or does not heal once the provider works.
 */
export async function checkSequences(count: number, seed: number): Promise<{ lost: number }> {
  let lost = 0
  const leeway = fc.constantFrom(0, 600_000, Number.POSITIVE_INFINITY)
  const steps = fc.array(stepArbitrary, { minLength: 1, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(leeway, steps, async (leewayMs, sequence) => {
      lost += (await runSequence(leewayMs, sequence)) === "lost" ? 1 : 0
    }),
    { numRuns: count, seed },
  )
  return { lost }
}

async function runSequence(leewayMs: number, steps: readonly Step[]): Promise<"kept" | "lost"> {
  const clock = new HandClock()
  const provider = new ScriptedProvider(clock, leewayMs)
  const io = { fetch: provider.fetch, timeoutMs: 1_000 }
  const custody = buildCustody({ provider: "trello", io, clock })
  await connect(custody, provider.pair)
  let removed = false
  for (const step of steps) {
    clock.pass(step.afterMs)
    if (step.act === "removedAtProvider") {
      provider.end()
      removed = true
      continue
    }
    const { state } = statusOf(custody)
    const before = provider.requests
    provider.script.splice(0, Number.POSITIVE_INFINITY, ...step.script)
    await live(custody, provider, step)
    if (state === "reauth_required" && provider.requests !== before) {
      throw new BrokenPromise("Something was sent although only a person can go on")
    }
    await checkVerdict(custody, provider)
  }
  if (statusOf(custody).state === "reauth_required") {
    if (leewayMs === Number.POSITIVE_INFINITY && !removed) {
      throw new BrokenPromise("Lost, although every lost answer could be had again")
    }
    return "lost"
  }
  await checkHealing(custody, provider, removed)
  return "kept"
}

/** One act in one life of the object: a crash ends it, and the next act begins from what is stored. */
async function live(custody: MemoryCustody, provider: ScriptedProvider, step: Step): Promise<void> {
  let refreshing: Promise<Result<GrantRecord>> | null = null
  const refresh = () => {
    refreshing ??= refreshGrant(custody).finally(() => {
      refreshing = null
    })
    return refreshing
  }
  const crash = new Promise<void>((done) => {
    provider.onCrash = done
  })
  const call = () => callUpstream(custody, refresh, { method: "GET", path: "/1/boards/b" })
  const acts =
    step.act === "call"
      ? Promise.all(Array.from({ length: step.callers }, call))
      : serveAlarm(custody, refresh)
  await Promise.race([acts, crash])
}

/** What `Grant.alarm` does for the purposes that refresh. */
async function serveAlarm(
  custody: MemoryCustody,
  refresh: () => Promise<Result<GrantRecord>>,
): Promise<void> {
  const { store, clock } = custody
  for (const { purpose, at } of store.listDue()) {
    if (at > clock.now()) continue
    if (purpose === "keep_alive") await keepAlive(custody, refresh)
    if (purpose !== "recover") continue
    store.setDue("recover", null)
    if (store.readIntent() !== null) await refresh()
  }
}

async function checkVerdict(custody: MemoryCustody, provider: ScriptedProvider): Promise<void> {
  if (statusOf(custody).state !== "reauth_required") return
  const stored = custody.store.readGrant()?.fingerprint
  const tokens = [...provider.refused].map((token) => fingerprintOf(new Secret(token)))
  if (!(await Promise.all(tokens)).includes(stored ?? "")) {
    throw new BrokenPromise("Nobody refused the token that is stored")
  }
}

/** The provider works again: whoever was not refused is connected after an hour or two. */
async function checkHealing(
  custody: MemoryCustody,
  provider: ScriptedProvider,
  removed: boolean,
): Promise<void> {
  const calm: Step = { act: "call", script: [], afterMs: 2 * AN_HOUR, callers: 1 }
  for (let tries = 0; tries < 3; tries++) {
    custody.clock.pass(calm.afterMs)
    provider.script.length = 0
    await live(custody, provider, calm)
  }
  const { state } = statusOf(custody)
  const intent = custody.store.readIntent()
  const known = state === "connected" || (state === "reauth_required" && provider.refused.size > 0)
  if (!known || intent !== null || (state === "connected" && removed)) {
    throw new BrokenPromise(`It does not heal: ${state}`)
  }
}

function statusOf(custody: MemoryCustody) {
  return custody.store.readGrant()?.status ?? { state: "never_connected" as const }
}
