import { carryOver } from "./carryOver.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { isWait, type LiveRun, type Wait } from "./ports.ts"
import { checkStanding } from "./standing.ts"

/**
 * Looks at everything that is marked, and carries it over. What an invocation has no calls left for stays marked.
 * Gives how long to wait before the next one, or null when nothing is left.
 */
export async function syncBoard(run: LiveRun): Promise<Wait | null> {
  const { tables, clock } = run.ports
  const { dirty, links } = tables
  // A crash left it taken.
  dirty.giveBack()
  const wait = await takeAll(run)
  tables.transaction(() => dirty.giveBack())
  await tables.sync()
  if (wait !== null) return wait
  const linked = dirty.firstAt() !== null && links.boards().length > 0
  return linked
    ? { kind: "wait", seconds: Math.max(0, (dirty.firstAt() ?? 0) - clock.now()) / 1000 }
    : null
}

async function takeAll(run: LiveRun): Promise<Wait | null> {
  const { tables, clock } = run.ports
  const { dirty, links } = tables
  let marks = tables.transaction(() => dirty.take())
  if (marks.some(({ what }) => what === STANDING)) {
    const checked = await checkStanding(run)
    if (isWait(checked)) return checked
    dirty.settle(STANDING)
  }
  tables.transaction(() => {
    const standing = tables.standing.read()
    marks = [...marks, ...dirty.take()]
    if (!marks.some(({ what }) => what === WHOLE_BOARD) || standing === null) return
    for (const card of new Set(links.all().map(({ card }) => card))) dirty.mark(card, clock.now())
    dirty.settle(WHOLE_BOARD)
    marks = [...marks, ...dirty.take()]
  })
  const since = Math.max(0, ...marks.map((mark) => mark.since))
  const marked = new Set(marks.map(({ what }) => what))
  for (const mark of [WHOLE_BOARD, STANDING]) marked.delete(mark)
  const linked = new Set(links.all().map(({ card }) => card))
  for (const card of marked) if (!linked.has(card)) dirty.settle(card)
  return carryOver(
    run,
    [...marked].filter((card) => linked.has(card)),
    since,
  )
}
