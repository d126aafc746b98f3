import type { Call } from "../../grants/upstream.ts"
import type { BoardTables } from "../store/boardStore.ts"
import { checkHook, nextCheckAt } from "./checkHook.ts"
import { lookAtAll } from "./dirty.ts"
import { buildHookPath } from "./hookPath.ts"
import type { HookPorts } from "./hookPorts.ts"
import { forgetRetired, retireHook } from "./hooks.ts"
import type { LiveRun } from "./ports.ts"
import { isTrouble } from "./trouble.ts"
import { readersOf } from "./views.ts"

/** When Trello does not answer, or cannot reach this Worker. Milliseconds. */
const LATER_MS = 60 * 60_000
/** So many calls may be needed: to look, to switch on, to delete, and twice to make one. */
const CALLS_NEEDED = 6
const SOON_MS = 1000

/**
 * Looks after the board's webhook with the grant of whoever may be asked; gives when to do so next, or null for never.
 * After a time without one everything is compared. A board that is not kept in step has none.
 */
export async function keepHook(run: LiveRun): Promise<number | null> {
  const { tables, clock } = run.ports
  const standing = tables.standing.read()
  if (standing === null) return null
  const ports = hookPorts(run)
  forgetRetired(ports)
  const active = tables.hooks.active()
  if (!isWanted(tables)) {
    const owner = active === null ? null : await run.trello(active.member)
    await retireHook(ports, owner?.ok ? metered(run, owner.value) : null)
    // Somebody may have pushed while Trello was asked.
    return isWanted(tables) ? clock.now() : null
  }
  // Only the grant that made a webhook sees it.
  const makers = active === null ? [] : [active.member]
  for (const member of new Set([...makers, ...readersOf(run)])) {
    const trello = await run.trello(member)
    if (!trello.ok && isTrouble(trello.failure)) return clock.now() + LATER_MS
    if (!trello.ok) {
      if (active?.member === member) await retireHook(ports, null)
      continue
    }
    if (run.meter.left < CALLS_NEEDED) return clock.now() + SOON_MS
    const owner = { member, workspace: standing.workspace, call: metered(run, trello.value) }
    const end = await checkHook(ports, owner)
    run.progress += 1
    switch (end.kind) {
      case "active":
        if (end.missed) lookAtAll(tables, clock.now())
        return nextCheckAt(end.hook)
      case "owner_lost":
        await retireHook(ports, null)
        continue
      case "unreachable":
      case "trouble":
        return clock.now() + LATER_MS
    }
  }
  // Nobody may make one: looking tells the cards so.
  lookAtAll(tables, clock.now())
  return clock.now() + LATER_MS
}

function isWanted({ standing, links }: BoardTables): boolean {
  return standing.read()?.state === "on" && links.has()
}

function metered({ meter }: LiveRun, call: Call): Call {
  return (request) => {
    meter.take()
    return call(request)
  }
}

function hookPorts({ ports }: LiveRun): HookPorts {
  const { tables, clock, idBoard, appOrigin } = ports
  return { tables, clock, idBoard, appOrigin, newPath: () => buildHookPath(idBoard) }
}
