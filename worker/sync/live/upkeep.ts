import { buildHookPath } from "./hookPath.ts"
import { checkHook, nextCheckAt } from "./checkHook.ts"
import type { HookPorts } from "./hookPorts.ts"
import { retireHook } from "./hooks.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import type { LiveRun } from "./ports.ts"
import { isTrouble } from "./send.ts"
import { readersOf } from "./views.ts"

/** When Trello does not answer, or cannot reach this Worker. Milliseconds. */
const LATER_MS = 60 * 60_000

/**
 * Looks after the board's webhook with the grant of whoever may be asked; gives when to do so next, or null for never.
 * After a time without one everything is compared.
 */
export async function keepHook(run: LiveRun): Promise<number | null> {
  const { tables, clock } = run.ports
  const standing = tables.standing.read()
  const ports = hookPorts(run)
  if (standing === null) return null
  if (standing.state === "off" || tables.links.boards().length === 0) {
    const active = tables.hooks.active()
    const owner = active === null ? null : await run.trello(active.member)
    if (run.meter.take()) await retireHook(ports, owner?.ok ? owner.value : null)
    return null
  }
  const active = tables.hooks.active()
  // Only the grant that made a webhook sees it.
  const makers = active === null ? readersOf(run) : [active.member]
  for (const member of new Set([...makers, ...readersOf(run)])) {
    const trello = await run.trello(member)
    if (!trello.ok && isTrouble(trello.failure)) return clock.now() + LATER_MS
    if (!trello.ok) {
      if (active?.member === member) await retireHook(ports, null)
      continue
    }
    if (!run.meter.take()) return clock.now()
    const owner = { member, workspace: standing.workspace, call: trello.value }
    const end = await checkHook(ports, owner)
    switch (end.kind) {
      case "active":
        if (end.missed) compareAll(run)
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
  compareAll(run)
  return clock.now() + LATER_MS
}

function compareAll({ ports: { tables, clock } }: LiveRun): void {
  tables.transaction(() => {
    tables.dirty.mark(STANDING, clock.now())
    tables.dirty.mark(WHOLE_BOARD, clock.now())
    tables.due.set("sync", clock.now())
  })
}

export function hookPorts({ ports }: LiveRun): HookPorts {
  const { tables, clock, idBoard, appOrigin } = ports
  return { tables, clock, idBoard, appOrigin, newPath: () => buildHookPath(idBoard) }
}
