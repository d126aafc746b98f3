import { type BoardItem, shortLinkOf } from "../../miro/items.ts"
import type { StoredFrame } from "../store/frames.ts"
import { type JobRun, MORE, type StepEnd } from "./ports.ts"
import type { JobRow } from "./record.ts"
import { settleRow } from "./rows.ts"
import { readSurvey } from "./survey.ts"

/** A call without an answer may have its effect this much later; before that nobody looks for it. Milliseconds. */
export const SETTLE_MS = 5_000
/** A card whose calls go without an answer this often is given up, and the report says so. */
const TRIES_MAX = 5
/** Miro's clock and ours differ: what seems older than the job by less than this may be the job's. */
const CLOCKS_APART_MS = 60_000

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
  return MORE
}

interface Resolved {
  /** Ids of items that are there besides the one that counts. */
  readonly strays: readonly string[]
  /** Whether something is to be sent again. */
  readonly again: boolean
}

function resolveFrames({ ports, record }: JobRun, items: readonly BoardItem[]): Resolved {
  const { frames } = ports.tables
  const { miroBoard, startedAt, cancelling } = record()
  const all = frames.onBoard(miroBoard.id)
  const taken = new Set(all.flatMap(({ item }) => item ?? []))
  const filled = new Set(items.flatMap(({ parent }) => parent ?? []))
  const strays: string[] = []
  let again = false
  for (const frame of all.filter(({ doubted }) => doubted)) {
    const found = items.filter((item) => !taken.has(item.id) && isThatFrame(item, frame))
    const [first] = frame.state === "unsure" ? found : []
    if (first !== undefined) frames.write({ ...frame, state: "made", item: first.id })
    else if (frame.state === "unsure" && cancelling) frames.drop(miroBoard.id, frame.key)
    else if (frame.state === "unsure") {
      frames.write({ ...frame, state: "todo" })
      again = true
    }
    const extra = found.filter((item) => item !== first && !filled.has(item.id))
    strays.push(...extra.filter((item) => isRecent(item, startedAt)).map(({ id }) => id))
  }
  return { strays, again }
}

function isThatFrame(item: BoardItem, { title, rect }: StoredFrame): boolean {
  return (
    item.type === "frame" &&
    item.title === title &&
    Math.abs(item.x - (rect.x + rect.width / 2)) < 1 &&
    Math.abs(item.y - (rect.y + rect.height / 2)) < 1
  )
}

function isRecent({ createdAt }: BoardItem, startedAt: number): boolean {
  return createdAt >= startedAt - CLOCKS_APART_MS
}

function resolveRows(run: JobRun, items: readonly BoardItem[]): Resolved {
  const { links, jobs } = run.ports.tables
  const { miroBoard, startedAt } = run.record()
  const known = new Set(links.onBoard(miroBoard.id).flatMap(({ item }) => item ?? []))
  const byCard = groupByCard(items.filter(({ id }) => !known.has(id)))
  const strays: string[] = []
  let again = false
  for (const row of jobs.doubted(run.id)) {
    const found = byCard.get(row.shortLink ?? "") ?? []
    if (row.action === "remove") {
      strays.push(...found.map(({ id }) => id))
      if (row.state === "unsure") settleRow(run, { ...row, state: "done", outcome: "removed" })
      continue
    }
    const link = links.read(row.card, miroBoard.id)
    const theirs = link?.state === "linked" ? link.item : null
    const open = row.state === "unsure" && theirs === null
    const [first] = open ? found : []
    const extra = found.filter((item) => item !== first && isRecent(item, startedAt))
    strays.push(...extra.map(({ id }) => id))
    if (open) again = resolveCreate(run, row, first?.id ?? null) || again
    // Somebody pushed the card alone meanwhile: that item stands.
    else if (row.state === "unsure") {
      jobs.writeRow(run.id, { ...row, state: "done", outcome: "updated", item: theirs })
    }
  }
  return { strays, again }
}

/** Gives whether the card is sent again. */
function resolveCreate(run: JobRun, row: JobRow, found: string | null): boolean {
  if (found !== null) {
    settleRow(run, { ...row, state: "done", outcome: "created", item: found })
    return false
  }
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

/** Whether it is an app card that we made: a copy that somebody made is disconnected, and theirs. */
export function isOurs({ owned, status }: BoardItem): boolean {
  return owned && status !== "disconnected"
}
