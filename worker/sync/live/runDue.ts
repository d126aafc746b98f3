import { logEvent } from "../../log.ts"
import { CallMeter } from "../callMeter.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { DuePurpose } from "../store/due.ts"
import { compareMiro } from "./compare.ts"
import { lookAtAll, STANDING } from "./dirty.ts"
import type { LiveMemory } from "./memory.ts"
import { buildLiveRun, type LivePorts, type LiveRun, type Wait } from "./ports.ts"
import { syncBoard } from "./syncBoard.ts"
import { keepHook } from "./upkeep.ts"

/** Everything is compared about once a day. Milliseconds. */
export const COMPARE_EVERY_MS = 24 * 60 * 60_000
/** Where nobody may be asked, somebody may have reauthorized since. */
const RETRY_LOST_MS = 10 * 60_000
const RETRY_LATEST_MS = 60 * 60_000
/** An invocation that got nothing done is not followed by another one at once. */
const FLOOR_MS = 30_000
/** Neither is a look at cards that should look different by now and do not. */
const CHANGE_FLOOR_MS = 60_000
const SLOW_MS = 30_000

/** Does what is due to keep a board in step, with at most `calls` calls, and writes down what is due next. */
export async function runDue(ports: LivePorts, memory: LiveMemory, calls: number): Promise<void> {
  const { tables, clock } = ports
  const run = buildLiveRun(ports, memory, new CallMeter(calls))
  const began = clock.now()
  const isDue = (purpose: DuePurpose) => (tables.due.read(purpose) ?? Infinity) <= began
  if (isDue("change")) markChanging(tables, began)
  if (isDue("retry")) retryPaused(tables, began)
  if (isDue("hook")) await lookAfterHook(run)
  if (isDue("compare")) await compare(run)
  if ((tables.due.read("sync") ?? Infinity) <= clock.now()) await sync(run)
  await tables.sync()
  const seconds = Math.round((clock.now() - began) / 1000)
  if (seconds * 1000 > SLOW_MS) logEvent("sync_slow", { seconds })
}

function markChanging(tables: BoardTables, now: number): void {
  tables.transaction(() => {
    for (const card of tables.links.changing(now)) tables.dirty.mark(card, now)
    tables.due.set("change", null)
    tables.due.set("sync", now)
  })
}

/** Cards that nobody could carry over: somebody may have reauthorized since. */
function retryPaused(tables: BoardTables, now: number): void {
  const { standing, links, dirty, due } = tables
  const board = standing.read()
  tables.transaction(() => {
    const paused = board?.state === "on" ? links.paused() : []
    due.set("retry", nextRetryAt(links.pausedSince(), now))
    if (paused.length === 0) return
    for (const card of paused) dirty.mark(card, now)
    if (board !== null && board.lostPushers.length > 0) dirty.mark(STANDING, now)
    due.set("sync", now)
  })
}

/** At twice the age that the youngest pause has now, soon at first and at least once an hour. */
function nextRetryAt(pausedSince: number | null, now: number): number | null {
  if (pausedSince === null) return null
  return now + Math.min(Math.max(now - pausedSince, RETRY_LOST_MS), RETRY_LATEST_MS)
}

async function lookAfterHook(run: LiveRun): Promise<void> {
  const { due } = run.ports.tables
  const before = due.read("hook")
  const next = await keepHook(run)
  // Whoever asked for another look meanwhile gets it.
  if (due.read("hook") === before) due.set("hook", next)
}

async function compare(run: LiveRun): Promise<void> {
  const { tables, clock, random } = run.ports
  const wait = await compareMiro(run)
  if (wait !== null) return tables.due.set("compare", after(run, wait))
  const now = clock.now()
  tables.transaction(() => {
    const standing = tables.standing.read()
    if (standing !== null) tables.standing.write({ ...standing, comparedAt: now })
    const spread = 0.8 + 0.4 * random()
    tables.due.set("compare", now + COMPARE_EVERY_MS * spread)
    // Trello may have dropped the webhook with its owner's consent.
    tables.due.set("hook", now)
    lookAtAll(tables, now)
  })
}

async function sync(run: LiveRun): Promise<void> {
  const { tables, clock } = run.ports
  const { links, due, dirty, standing } = tables
  const wait = await syncBoard(run)
  const now = clock.now()
  const state = standing.read()?.state
  const lost = wait === null && state === "lost"
  tables.transaction(() => {
    if (lost) dirty.mark(STANDING, now)
    due.set("sync", wait !== null ? after(run, wait) : lost ? now + RETRY_LOST_MS : null)
    const pausedSince = state === "on" ? links.pausedSince() : null
    const retryAt = nextRetryAt(pausedSince, now)
    due.set("retry", retryAt === null ? null : (due.read("retry") ?? retryAt))
    planChanges(tables, now)
  })
}

/** When to go on. Calls may have run out before anything was done: then they would again. */
function after({ ports: { clock }, progress }: LiveRun, { seconds }: Wait): number {
  const stuck = seconds === 0 && progress === 0
  return clock.now() + (stuck ? FLOOR_MS : seconds * 1000)
}

/** Notes when the text of a card changes by itself next. */
export function planChanges({ links, due }: BoardTables, now: number): void {
  const next = links.nextChange()
  due.set("change", next !== null && next <= now ? now + CHANGE_FLOOR_MS : next)
}
