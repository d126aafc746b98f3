import type { Sent } from "../builtCard.ts"
import { IN_FRAME, inStep } from "../store/links.ts"
import type { JobRun } from "./ports.ts"
import type { JobRow } from "./record.ts"

const UNKNOWN: Sent = { hash: null, changeAt: null }

/**
 * Writes what became of a card, in its row and in its link alike: a link stands exactly when the item is known to be
 * there. Call it inside a transaction.
 */
export function settleRow(run: JobRun, row: JobRow, sent: Sent = UNKNOWN): void {
  const { tables, clock } = run.ports
  const { miroBoard, member, connection } = run.record()
  tables.jobs.writeRow(run.id, row)
  const link = tables.links.read(row.card, miroBoard.id)
  if (row.state === "done" && row.action === "remove") {
    return tables.links.drop(row.card, miroBoard.id)
  }
  if (row.state === "done") {
    return tables.links.write({
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
  if (row.action !== "create" || link === null || link.item !== null || link.job !== run.id) return
  if (row.state === "unsure" || row.code === "outcome_unknown") {
    return tables.links.write({ ...link, state: "unsure" })
  }
  if (row.state !== "sending") tables.links.drop(row.card, miroBoard.id)
}

/** Notes that a call for these new cards goes out now. Call it inside a transaction, and sync before the call. */
export function beginRows(run: JobRun, rows: readonly JobRow[]): void {
  const { tables, clock } = run.ports
  const { miroBoard, member, connection } = run.record()
  for (const row of rows) {
    tables.jobs.writeRow(run.id, { ...row, state: "sending", tries: row.tries + 1 })
    if (row.action !== "create") continue
    tables.links.write({
      card: row.card,
      miroBoard: miroBoard.id,
      miroBoardName: miroBoard.name,
      state: "pushing",
      item: null,
      slot: IN_FRAME,
      beganAt: clock.now(),
      pushedAt: null,
      idShort: row.idShort,
      shortLink: row.shortLink,
      hash: null,
      member,
      connection,
      job: run.id,
      ...inStep(clock.now()),
      changeAt: null,
    })
  }
}

/** A single push of the same card that is under way is left alone for this long. Milliseconds. */
export const PUSH_LASTS_MS = 60_000

/**
 * What a card's link says against making the card now. `ours`: make it. `linked`: somebody else pushed it meanwhile:
 * update that item. `busy`: somebody is pushing it right now. `doubtful`: an earlier push may have arrived.
 */
export function claimOf(
  run: JobRun,
  row: JobRow,
):
  | { readonly kind: "ours" | "busy" | "doubtful" }
  | { readonly kind: "linked"; readonly item: string } {
  const { tables, clock } = run.ports
  const link = tables.links.read(row.card, run.record().miroBoard.id)
  if (link === null) return { kind: "ours" }
  if (link.state === "linked" && link.item !== null) return { kind: "linked", item: link.item }
  if (link.state === "pushing" && link.beganAt + PUSH_LASTS_MS > clock.now()) {
    return { kind: "busy" }
  }
  return { kind: link.item === null ? "doubtful" : "ours" }
}
