import { devClock } from "../../../worker/dev.ts"
import type { GrantAt } from "../grantAt.ts"
import { later, type World } from "../world.ts"

export const A_DAY = 86_400

/** When the alarm of a grant has something to do next; null when it has nothing. */
export async function nextDue(grant: GrantAt): Promise<number | null> {
  const times = (await grant.rows("due")).map(({ at }) => Number(at))
  return times.length === 0 ? null : Math.min(...times)
}

/**
 * Lets days pass in which nobody uses these grants: the clocks go from one alarm to the next, and every alarm runs
 * through its object's real handler. Gives how many ran.
 */
export async function idle(
  world: World,
  grants: readonly GrantAt[],
  days: number,
): Promise<number> {
  const end = devClock.now() + days * A_DAY * 1000
  const due = new Map<GrantAt, number>()
  const look = async (grant: GrantAt) => due.set(grant, (await nextDue(grant)) ?? Infinity)
  await Promise.all(grants.map(look))
  let alarms = 0
  for (;;) {
    const next = Math.min(...due.values())
    if (next > end) break
    // Whatever is due within the same day runs on that day's evening.
    const evening = Math.min(end, next + (A_DAY / 2) * 1000)
    await passUntil(world, evening)
    const ready = grants.filter((grant) => (due.get(grant) ?? Infinity) <= devClock.now())
    alarms += ready.length
    await Promise.all(ready.map((grant) => grant.runAlarm()))
    await Promise.all(ready.map(look))
  }
  await passUntil(world, end)
  return alarms
}

async function passUntil(world: World, at: number): Promise<void> {
  const seconds = (at - devClock.now()) / 1000
  if (seconds > 0) await later(world, seconds)
}
