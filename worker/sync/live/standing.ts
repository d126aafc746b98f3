import * as v from "valibot"
import type { Failure } from "../../failure.ts"
import { buildReadBoardPlace, parseAnswer, parseReadBoardPlace } from "../../trello/api.ts"
import type { Standing } from "../store/standing.ts"
import { WHOLE_BOARD } from "./dirty.ts"
import { type Call, isWait, type LiveRun, type Wait } from "./ports.ts"
import { isTrouble } from "./send.ts"
import { isLost, readersOf, waitFor } from "./views.ts"

const PlaceSchema = v.object({
  closed: v.optional(v.nullable(v.boolean(), false), false),
  idOrganization: v.optional(v.nullable(v.string()), null),
})
const PluginsSchema = v.array(v.object({ id: v.string() }))

/**
 * Looks whether this board is to be kept in step at all: it is open, in its workspace, and has the Power-Up. Trello
 * does not promise to tell of any of that. Also finds the pushers who do not see the board any more.
 */
export async function checkStanding(run: LiveRun): Promise<Wait | null> {
  const { tables, clock } = run.ports
  const standing = tables.standing.read()
  if (standing === null) return null
  const state = await lookAtBoard(run, standing)
  if (isWait(state)) return state
  const lostPushers = state === "on" ? await findLostPushers(run) : standing.lostPushers
  if (isWait(lostPushers)) return lostPushers
  const turned = state !== standing.state
  const same = lostPushers.join() === standing.lostPushers.join()
  if (turned || !same) {
    tables.transaction(() => {
      const since = turned ? clock.now() : standing.since
      tables.standing.write({ ...standing, state, since, lostPushers: [...lostPushers] })
      tables.dirty.mark(WHOLE_BOARD, clock.now())
    })
    await tables.sync()
  }
  return null
}

async function lookAtBoard(run: LiveRun, standing: Standing): Promise<Standing["state"] | Wait> {
  for (const member of readersOf(run)) {
    const trello = await run.trello(member)
    const state = trello.ok ? await lookAs(run, trello.value, standing) : trello.failure
    if (typeof state === "string" || isWait(state)) return state
    if (!isLost(state)) return waitFor(state)
  }
  return "lost"
}

async function lookAs(
  run: LiveRun,
  call: Call,
  standing: Standing,
): Promise<"on" | "off" | Failure | Wait> {
  const { idBoard, idPlugin } = run.ports
  if (!run.meter.take()) return { kind: "wait", seconds: 0 }
  const path = `/1/boards/${idBoard}?fields=closed,idOrganization`
  const place = parseAnswer(
    await call({ method: "GET", path, priority: "background" }),
    PlaceSchema,
  )
  if (!place.ok) {
    const missing = place.failure.code === "card_not_found"
    return missing ? { code: "trello_board_not_found" } : place.failure
  }
  if (place.value.closed || place.value.idOrganization !== standing.workspace) return "off"
  if (!run.meter.take()) return { kind: "wait", seconds: 0 }
  const enabled = `/1/boards/${idBoard}/plugins?filter=enabled`
  const plugins = parseAnswer(
    await call({ method: "GET", path: enabled, priority: "background" }),
    PluginsSchema,
  )
  if (!plugins.ok) return plugins.failure
  return plugins.value.some(({ id }) => id === idPlugin) ? "on" : "off"
}

/** Whoever pushed a card and does not see its board any more shows it to nobody any more. */
async function findLostPushers(run: LiveRun): Promise<readonly string[] | Wait> {
  const { tables, idBoard } = run.ports
  const pushers = new Set(tables.links.all().flatMap(({ member }) => member ?? []))
  const lost: string[] = []
  for (const member of [...pushers].sort()) {
    const trello = await run.trello(member)
    if (!trello.ok) {
      if (isTrouble(trello.failure)) return waitFor(trello.failure)
      lost.push(member)
      continue
    }
    if (!run.meter.take()) return { kind: "wait", seconds: 0 }
    const read = { ...buildReadBoardPlace(idBoard), priority: "background" } as const
    const place = parseReadBoardPlace(await trello.value(read))
    if (place.ok) continue
    if (isTrouble(place.failure)) return waitFor(place.failure)
    lost.push(member)
  }
  return lost
}
