import { buildReadBoardPlace, parseReadBoardPlace } from "../../trello/boards.ts"
import type { Standing } from "../store/standing.ts"
import { readBoardState } from "./boardState.ts"
import { WHOLE_BOARD } from "./dirty.ts"
import { isWait, type LiveRun, OUT_OF_CALLS, type Wait } from "./ports.ts"
import { isLost, isTrouble, waitFor } from "./trouble.ts"
import { readersOf } from "./views.ts"

/**
 * Looks whether this board is to be kept in step at all: it is open, in its workspace, and has the Power-Up. Trello
 * does not promise to tell of any of that. Also finds the pushers who do not see the board any more.
 */
export async function checkStanding(run: LiveRun): Promise<Wait | null> {
  const standing = run.ports.tables.standing.read()
  if (standing === null) return null
  run.memory.lostReaders.clear()
  const looked = await lookAtBoard(run, standing)
  if (isWait(looked)) return looked
  const { state, reader } = looked
  const lost = state === "on" ? await findLostPushers(run, reader) : standing.lostPushers
  if (isWait(lost)) return lost
  run.memory.pushers.clear()
  turn(run, state, lost)
  await run.ports.tables.sync()
  return null
}

/** Notes how the board stands from now on. Where that is something else, all its cards and its webhook do too. */
export function turn(
  { ports: { tables, clock } }: LiveRun,
  state: Standing["state"],
  lostPushers?: readonly string[],
): void {
  const standing = tables.standing.read()
  if (standing === null) return
  const lost = [...(lostPushers ?? standing.lostPushers)]
  const turned = state !== standing.state
  if (!turned && lost.join() === standing.lostPushers.join()) return
  const now = clock.now()
  tables.transaction(() => {
    const since = turned ? now : standing.since
    tables.standing.write({ ...standing, state, since, lostPushers: lost })
    tables.dirty.mark(WHOLE_BOARD, now)
    if (turned) tables.due.set("hook", now)
    // Nobody looked at the Miro boards meanwhile.
    if (turned && state === "on") tables.due.set("compare", now)
  })
}

interface LookedAt {
  readonly state: Standing["state"]
  /** Who saw it. */
  readonly reader: string | null
}

async function lookAtBoard(run: LiveRun, standing: Standing): Promise<LookedAt | Wait> {
  for (const member of readersOf(run)) {
    const trello = await run.trello(member)
    const state = trello.ok
      ? await readBoardState(run, trello.value, run.ports.idBoard, standing.workspace)
      : trello.failure
    if (isWait(state)) return state
    if (typeof state === "string") {
      run.memory.troubles = 0
      return { state, reader: member }
    }
    if (!isLost(state)) return waitFor(run, state)
  }
  return { state: "lost", reader: null }
}

/**
 * Whoever pushed a card and does not see its board any more shows it to nobody any more. Of many pushers, some are
 * looked at in each invocation.
 */
async function findLostPushers(
  run: LiveRun,
  reader: string | null,
): Promise<readonly string[] | Wait> {
  const seen = run.memory.pushers
  const pushers = run.ports.tables.links.pushers()
  if (reader !== null) seen.set(reader, true)
  for (const member of pushers) {
    if (seen.has(member)) continue
    const sees = await seesBoard(run, member)
    if (isWait(sees)) return sees
    seen.set(member, sees)
    run.progress += 1
  }
  return pushers.filter((member) => seen.get(member) === false)
}

async function seesBoard(run: LiveRun, member: string): Promise<boolean | Wait> {
  const trello = await run.trello(member)
  if (!trello.ok) return isTrouble(trello.failure) ? waitFor(run, trello.failure) : false
  if (!run.meter.take()) return OUT_OF_CALLS
  const read = buildReadBoardPlace(run.ports.idBoard, "background")
  const place = parseReadBoardPlace(await trello.value(read))
  if (place.ok) return true
  return isTrouble(place.failure) ? waitFor(run, place.failure) : false
}
