import { carryOver } from "./carryOver.ts"
import { COALESCE_MS, STANDING, WHOLE_BOARD } from "./dirty.ts"
import { isWait, type LiveRun, type Wait } from "./ports.ts"
import { checkStanding } from "./standing.ts"

/**
 * Looks at everything that is marked, and carries it over. What an invocation has no calls left for stays marked.
 * Gives how long to wait before the next one, or null when nothing is left.
 */
export async function syncBoard(run: LiveRun): Promise<Wait | null> {
  const { tables, clock } = run.ports
  const { dirty } = tables
  // Trouble or a crash left it taken.
  dirty.giveBack()
  const wait = await takeAll(run)
  tables.transaction(() => dirty.giveBack())
  await tables.sync()
  if (wait !== null) return wait
  const firstAt = dirty.firstAt()
  if (firstAt === null) return null
  // It came meanwhile: what belongs to it comes along.
  const leftMs = Math.min(firstAt + COALESCE_MS - clock.now(), COALESCE_MS)
  return { kind: "wait", seconds: Math.max(leftMs, COALESCE_MS / 4) / 1000 }
}

async function takeAll(run: LiveRun): Promise<Wait | null> {
  const { tables, clock } = run.ports
  const { dirty, links } = tables
  let marks = tables.transaction(() => dirty.take())
  if (marks.some(({ what }) => what === STANDING)) {
    const checked = await checkStanding(run)
    if (isWait(checked)) return checked
    dirty.settle(STANDING)
    run.progress += 1
  }
  tables.transaction(() => {
    marks = [...marks, ...dirty.take()]
    if (!marks.some(({ what }) => what === WHOLE_BOARD)) return
    for (const card of links.cards()) dirty.mark(card, clock.now())
    dirty.settle(WHOLE_BOARD)
    marks = [...marks, ...dirty.take()]
  })
  const since = Math.max(run.memory.changedAt, ...marks.map((mark) => mark.since))
  const marked = new Set(marks.map(({ what }) => what))
  for (const mark of [WHOLE_BOARD, STANDING]) marked.delete(mark)
  return carryOver(run, [...marked], since)
}
