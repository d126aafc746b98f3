import { runInDurableObject } from "cloudflare:test"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { AN_HOUR, type GrantAt, grantsOf, restart, until } from "../grantAt.ts"
import { buildWorld, later, type World } from "../world.ts"

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  // The run waits at its end for every line that was printed, and those of an object that dies meanwhile never arrive.
  vi.spyOn(console, "log").mockImplementation(() => {})
  world = await buildWorld()
  grants = grantsOf(world)
  await world.people.member.connect()
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Which `storage.sync()` of a refresh the object dies at, and on which side of it. The first is the intent's. */
interface Seam {
  readonly sync: 1 | 2
  readonly side: "before" | "after"
}

/**
 * The object dies at this moment of its next refresh. Dying between the commit and its sync cannot be had here: a
 * parked object writes what it has not synced. `test/e2e/soak.test.ts` and `npm run soak` show it, with SIGKILL.
 */
async function crashAt(grant: GrantAt, seam: Seam): Promise<void> {
  const reached = { value: false }
  await runInDurableObject(grant.stub(), (_, { storage }) => {
    const sync = storage.sync.bind(storage)
    let syncs = 0
    storage.sync = async () => {
      syncs += 1
      const here = syncs === seam.sync
      if (!here || seam.side === "after") await sync()
      if (!here) return
      reached.value = true
      // Parked, until everything ends. A promise that nobody settles would be taken for a deadlock.
      for (;;) await scheduler.wait(20)
    }
  })
  await crashOnce(grant, async () => reached.value)
}

async function crashWhileHeld(grant: GrantAt): Promise<void> {
  const before = await grant.tokenRequests()
  await grant.fault("hold")
  await crashOnce(grant, async () => (await grant.tokenRequests()) > before)
  await world.standIns.post(grant.provider, "release", {})
}

/** Begins a call at the grant's expiry, and ends every object as soon as it got that far. */
async function crashOnce(grant: GrantAt, reached: () => Promise<boolean>): Promise<void> {
  await later(world, AN_HOUR)
  // Nobody waits for its answer: a caller of an object that died hears nothing, or that it died.
  void grant.call().catch(() => {})
  await until(reached)
  await restart()
}

const CONNECTED = { state: "connected", reason: null }
const LOST = { state: "reauth_required", reason: "lost_rotation" }

type Row = readonly [string, Seam | null, 0 | 600, typeof CONNECTED | typeof LOST]
const ROWS: readonly Row[] = ([0, 600] as const).flatMap((leeway): Row[] => [
  [
    `before the intent is synced, leeway ${leeway} s,`,
    { sync: 1, side: "before" },
    leeway,
    CONNECTED,
  ],
  [`before the request, leeway ${leeway} s,`, { sync: 1, side: "after" }, leeway, CONNECTED],
  [`while the answer is held, leeway ${leeway} s,`, null, leeway, leeway === 0 ? LOST : CONNECTED],
  [`after the commit, leeway ${leeway} s,`, { sync: 2, side: "after" }, leeway, CONNECTED],
])

describe.each(["trello", "miro"] as const)("a refresh at %s that crashes", (provider) => {
  it.each(ROWS)("%s ends as it must", async (_, seam, leewaySeconds, expected) => {
    const grant = grants[provider]
    await world.standIns.quirks(provider, { leewaySeconds })
    const before = await grant.tokenRequests()
    await (seam === null ? crashWhileHeld(grant) : crashAt(grant, seam))
    await later(world, 61)
    await grant.runAlarm()
    await grant.call()
    expect(await grant.state()).toEqual(expected)
    expect(await grant.hasIntent()).toBe(false)
    // Once, and once more where the answer was lost.
    expect((await grant.tokenRequests()) - before).toBeLessThanOrEqual(2)
  })
})
