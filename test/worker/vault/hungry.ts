import { devClock } from "../../../worker/dev.ts"
import type { UpstreamCall } from "../../../worker/grants/upstream.ts"
import type { GrantAt } from "../grantAt.ts"
import { later, type World } from "../world.ts"

/**
 * Lets each of these grants make `calls` calls, one after the other, and wait by the clock of the Worker as long as it
 * is told. Gives the seconds after which each had its last answer.
 */
export async function feed(
  world: World,
  grants: readonly GrantAt[],
  calls: number,
  call: UpstreamCall,
): Promise<number[]> {
  const began = devClock.now()
  const sleepers: { readonly at: number; readonly wake: () => void }[] = []
  let awake = grants.length
  const sleep = (seconds: number) => {
    awake -= 1
    return new Promise<void>((wake) => {
      sleepers.push({ at: devClock.now() + seconds * 1000, wake })
    })
  }
  const eat = async (grant: GrantAt) => {
    for (let left = calls; left > 0; ) {
      const result = await grant.stub().call(call)
      const wait = result.kind === "failure" ? (result.failure.retryAfterSeconds ?? 0) : 0
      if (wait > 0) await sleep(wait)
      else if (result.kind === "answer" && result.status === 200) left -= 1
      else throw new Error(`Not fed: ${JSON.stringify(result)}`)
    }
    awake -= 1
    return (devClock.now() - began) / 1000
  }
  const wakeNext = async () => {
    const next = Math.min(...sleepers.map(({ at }) => at))
    const ahead = next - devClock.now()
    if (ahead > 0) await later(world, ahead / 1000)
    const due = sleepers.filter(({ at }) => at <= devClock.now())
    for (const sleeper of due) {
      sleepers.splice(sleepers.indexOf(sleeper), 1)
      awake += 1
      sleeper.wake()
    }
  }
  let ended = 0
  const eaten = grants.map((grant) => eat(grant).finally(() => (ended += 1)))
  while (ended < grants.length) {
    if (awake === 0 && sleepers.length > 0) await wakeNext()
    else await scheduler.wait(2)
  }
  return Promise.all(eaten)
}
