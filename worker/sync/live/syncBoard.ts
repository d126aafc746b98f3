import { carryOver } from "./carryOver.ts"
import { cardOf, COALESCE_MS, FRAMES, STANDING, WHOLE_BOARD } from "./dirty.ts"
import { isWait, type LiveRun, soonest, type Wait } from "./ports.ts"
import { renameFrames } from "./renameFrames.ts"
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
  await tables.sync()
  const newAt = dirty.firstAt()
  dirty.giveBack()
  const firstAt = wait === null ? dirty.firstAt() : newAt
  if (firstAt === null) return wait
  // It came meanwhile: what belongs to it comes along, and it waits for nobody else.
  const leftMs = Math.min(firstAt + COALESCE_MS - clock.now(), COALESCE_MS)
  return soonest([wait, { kind: "wait", seconds: Math.max(leftMs, COALESCE_MS / 4) / 1000 }])
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
    for (const what of [...links.cards(), FRAMES]) dirty.mark(what, clock.now())
    dirty.settle(WHOLE_BOARD)
    run.memory.customFields = null
    marks = [...marks, ...dirty.take()]
  })
  const since = Math.max(run.memory.changedAt, ...marks.map((mark) => mark.since))
  const marked = new Set(marks.map(({ what }) => cardOf(what)))
  const renames = marked.has(FRAMES)
  for (const mark of [WHOLE_BOARD, STANDING, FRAMES]) marked.delete(mark)
  const wait = await carryOver(run, [...marked], since)
  if (!renames || wait?.seconds === 0) return wait
  const framesWait = await renameFrames(run, since)
  if (framesWait === null) dirty.settle(FRAMES)
  return soonest([wait, framesWait])
}
