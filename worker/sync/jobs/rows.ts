import type { Sent } from "../builtCard.ts"
import { beginLink, IN_FRAME, inStep, isBeingMade, type StoredLink } from "../link.ts"
import type { JobRun } from "./ports.ts"
import type { JobRow } from "./record.ts"

const UNKNOWN: Sent = { hash: null, changeAt: null }

/**
 * Writes what became of a card, in its row and in its link alike: a link stands exactly when the item is known to be
 * there. Call it inside a transaction.
 */
export function settleRow(run: JobRun, row: JobRow, sent: Sent = UNKNOWN): void {
  const { tables } = run.ports
  const { miroBoard } = run.record()
  tables.jobs.writeRow(run.id, row)
  const link = tables.links.read(row.card, miroBoard.id)
  if (row.state === "done" && row.action === "remove") return untieItem(run, row, link)
  if (row.state === "done") return tieItem(run, row, link, sent)
  if (row.action !== "create" || link === null || link.item !== null || link.job !== run.id) return
  if (row.state === "unsure" || row.code === "outcome_unknown") {
    return tables.links.write({ ...link, state: "unsure" })
  }
  if (row.state !== "sending") tables.links.drop(row.card, miroBoard.id)
}

/** Ties a card to the item that shows it. Somebody else's tie to another item that is there stands. */
export function tieItem(
  run: JobRun,
  row: JobRow,
  link: StoredLink | null,
  sent: Sent = UNKNOWN,
): void {
  const { clock, tables } = run.ports
  const { miroBoard, member, connection } = run.record()
  if (link?.state === "linked" && link.item !== row.item && row.action === "update") return
  tables.links.write({
    card: row.card,
    miroBoard: miroBoard.id,
    miroBoardName: miroBoard.name,
    state: "linked",
    item: row.item,
    slot: link?.slot ?? IN_FRAME,
    beganAt: link?.beganAt ?? clock.now(),
    pushedAt: clock.now(),
    idShort: row.idShort,
    shortLink: row.shortLink,
    hash: sent.hash,
    member,
    connection,
    job: row.action === "create" ? run.id : (link?.job ?? null),
    ...inStep(clock.now()),
    changeAt: sent.changeAt,
  })
}

/** The item is gone. Whoever is pushing the card anew at this moment does not come back to it. */
function untieItem(run: JobRun, row: JobRow, link: StoredLink | null): void {
  const { tables, clock } = run.ports
  if (link === null || link.item !== row.item) return
  if (isBeingMade(link, clock.now())) return tables.links.write({ ...link, item: null })
  tables.links.drop(link.card, link.miroBoard)
}

/**
 * Notes that a call for these cards goes out now, and gives their rows as they are marked. Call it inside a transaction,
 * and sync before the call.
 */
export function beginRows(run: JobRun, rows: readonly JobRow[]): JobRow[] {
  const { tables, clock } = run.ports
  const { miroBoard, member, connection } = run.record()
  const sending = rows.map((row) => ({ ...row, state: "sending", tries: row.tries + 1 }) as const)
  for (const row of sending) {
    tables.jobs.writeRow(run.id, row)
    if (row.action !== "create") continue
    const { card, idShort, shortLink } = row
    const place = { miroBoard: miroBoard.id, miroBoardName: miroBoard.name, slot: IN_FRAME }
    const begun = { card, idShort, shortLink, ...place, member, connection, job: run.id }
    tables.links.write(beginLink(begun, clock.now()))
  }
  return sending
}

/** A card that somebody else is pushing is looked at again after so long. Seconds. */
export const BUSY_SECONDS = 5

/** What a card's link says against making or updating its item now. */
export type Claim =
  /** Nobody else is about it. */
  | { readonly kind: "ours" }
  /** This item shows it. */
  | { readonly kind: "linked"; readonly item: string }
  /** Somebody is pushing it right now. */
  | { readonly kind: "busy" }
  /** An earlier push may have arrived. */
  | { readonly kind: "doubtful" }

export function claimOf(run: JobRun, row: JobRow): Claim {
  const { tables, clock } = run.ports
  const link = tables.links.read(row.card, run.record().miroBoard.id)
  if (link === null) return { kind: "ours" }
  if (link.state === "linked" && link.item !== null) return { kind: "linked", item: link.item }
  return { kind: isBeingMade(link, clock.now()) ? "busy" : "doubtful" }
}

/** Whether a new card's link is still the one that its call went out with: then nobody else took it over. */
export function isMine(run: JobRun, row: JobRow): boolean {
  const link = run.ports.tables.links.read(row.card, run.record().miroBoard.id)
  return link !== null && link.job === run.id && link.item === null
}

/** Notes that something was sent whose outcome nobody knows, and that may be on its way until `at`. */
export function noteDoubt({ record, change }: JobRun, at: number): void {
  change({ checkNeeded: true, doubtAt: Math.max(record().doubtAt ?? 0, at) })
}
