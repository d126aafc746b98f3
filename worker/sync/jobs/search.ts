import { type BoardItem, isOurs, shortLinkOf } from "../../miro/items.ts"
import { SETTLE_MS } from "../link.ts"
import { type JobRun, MORE, type StepEnd } from "./ports.ts"
import type { JobRow } from "./record.ts"
import { isRecent, resolveFrames, type Resolved } from "./resolveFrames.ts"
import { BUSY_SECONDS, claimOf, settleRow, tieItem } from "./rows.ts"
import { readSurvey } from "./survey.ts"

/** A card whose calls go without an answer this often is given up, and the report says so. */
const TRIES_MAX = 5

/**
 * Looks at the whole board for what calls without an answer may have made, and ties it to its card or frame. What is
 * not there is sent again; what is there twice is deleted. After something was sent again it looks once more.
 */
export async function search(run: JobRun): Promise<StepEnd> {
  const { ports, record, change } = run
  const { tables, clock, memory } = ports
  const leftMs = () => (record().doubtAt ?? 0) + SETTLE_MS - clock.now()
  if (leftMs() > 0) {
    memory.survey = null
    return { kind: "wait", seconds: leftMs() / 1000, failure: null }
  }
  if (isBusy(run)) return BUSY
  const survey = await readSurvey(run)
  if (survey.kind === "ended") return survey.end
  memory.survey = null
  tables.transaction(() => {
    const frames = resolveFrames(run, survey.items)
    const cards = resolveRows(run, survey.items)
    change({
      checkNeeded: frames.again || cards.again,
      strays: [...new Set([...record().strays, ...frames.strays, ...cards.strays])],
    })
  })
  await tables.sync()
  return isBusy(run) ? BUSY : MORE
}

const BUSY = { kind: "wait", seconds: BUSY_SECONDS, failure: null } as const

/** Whether somebody pushes a card alone that nobody is sure of: what they make is not looked for before it is there. */
function isBusy(run: JobRun): boolean {
  const unsure = run.ports.tables.jobs.rows(run.id, "unsure")
  return unsure.some((row) => claimOf(run, row).kind === "busy")
}

function resolveRows(run: JobRun, items: readonly BoardItem[]): Resolved {
  const { links, jobs } = run.ports.tables
  const { miroBoard, startedAt } = run.record()
  const known = new Set(links.onBoard(miroBoard.id).flatMap(({ item }) => item ?? []))
  const byCard = groupByCard(items.filter(({ id }) => !known.has(id)))
  const strays: string[] = []
  let again = false
  for (const row of jobs.doubted(run.id)) {
    const claim = claimOf(run, row)
    // What somebody is making, or may have made since, is theirs.
    if (claim.kind === "busy" || (claim.kind === "doubtful" && !isOpen(row))) continue
    const found = byCard.get(row.shortLink ?? "") ?? []
    if (row.action === "remove") {
      strays.push(...found.map(({ id }) => id))
      if (row.state === "unsure") settleRow(run, { ...row, state: "done", outcome: "removed" })
      continue
    }
    const open = isOpen(row) && claim.kind !== "linked"
    const [first] = open ? found : []
    const extra = found.filter((item) => item !== first && isRecent(item, startedAt))
    strays.push(...extra.map(({ id }) => id))
    if (open) again = resolveCreate(run, row, first?.id ?? null) || again
    // Somebody pushed the card alone meanwhile: that item stands.
    else if (isOpen(row) && claim.kind === "linked") {
      const { item } = claim
      jobs.writeRow(run.id, { ...row, state: "done", outcome: "updated", item, code: null })
    }
  }
  return { strays, again }
}

/** Whether nobody knows what became of it. Where it was given up for that, it may be found yet. */
function isOpen({ state, code }: JobRow): boolean {
  return state === "unsure" || (state === "failed" && code === "outcome_unknown")
}

/** Gives whether the card is sent again. */
function resolveCreate(run: JobRun, row: JobRow, found: string | null): boolean {
  if (found !== null && row.tries > 0) {
    settleRow(run, { ...row, state: "done", outcome: "created", item: found, code: null })
    return false
  }
  if (found !== null) {
    // An earlier push made it: it is refreshed like any other.
    const { jobs, links } = run.ports.tables
    const refreshed = { ...row, action: "update", state: "todo", item: found } as const
    const link = links.read(row.card, run.record().miroBoard.id)
    tieItem(run, refreshed, link === null ? null : { ...link, job: null })
    jobs.writeRow(run.id, refreshed)
    return false
  }
  if (row.state === "failed") return false
  if (run.record().cancelling || row.tries >= TRIES_MAX) {
    settleRow(run, { ...row, state: "failed", code: "outcome_unknown" })
    return false
  }
  settleRow(run, { ...row, state: "todo" })
  return true
}

function groupByCard(items: readonly BoardItem[]): ReadonlyMap<string, BoardItem[]> {
  const groups = new Map<string, BoardItem[]>()
  for (const item of items) {
    const shortLink = isOurs(item) ? shortLinkOf(item.title) : null
    if (shortLink === null) continue
    groups.set(shortLink, [...(groups.get(shortLink) ?? []), item])
  }
  return groups
}
