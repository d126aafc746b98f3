import type { AppCardBody } from "../../../core/cards/toAppCard.ts"
import type { Failure } from "../../failure.ts"
import { buildDeleteAppCard, buildUpdateAppCard, parseAppCardChange } from "../../miro/appCards.ts"
import type { Sent } from "../builtCard.ts"
import { endOf, type JobRun, MORE, type StepEnd } from "./ports.ts"
import type { JobRow } from "./record.ts"
import { settleRow } from "./rows.ts"
import { missBoard } from "./seeBoard.ts"

/** Updating and deleting are safe to repeat: without an answer they are simply done again, this often at most. */
const REPEATS_MAX = 8

/** Refreshes the item of a card whose row is marked as sending. */
export async function updateCard(
  run: JobRun,
  row: JobRow,
  body: AppCardBody,
  sent: Sent,
): Promise<StepEnd> {
  const { miroBoard } = run.record()
  const { tables, miro } = run.ports
  const call = buildUpdateAppCard(miroBoard.id, row.item ?? "", body)
  const result = await miro({ ...call, priority: "background" })
  const changed = parseAppCardChange(result)
  if (!changed.ok) {
    if (result.kind === "answer" && result.status === 400) {
      settle(run, { ...row, state: "failed", code: "miro_refused_card" })
      return MORE
    }
    return again(run, row, changed.failure)
  }
  if (changed.value === "done") {
    settle(run, { ...row, state: "done", outcome: "updated" }, sent)
    return MORE
  }
  const missed = await missBoard(run)
  if (missed !== null) return again(run, row, missed)
  return tables.transaction((): StepEnd => {
    const link = tables.links.read(row.card, miroBoard.id)
    if (link !== null && (link.item !== row.item || link.state !== "linked")) {
      // Somebody pushes it anew: theirs is looked at next.
      settleRow(run, { ...row, state: "todo" })
      return MORE
    }
    // Deleted since the board was looked at: whoever did so meant it. The report says so.
    tables.links.drop(row.card, miroBoard.id)
    settleRow(run, { ...row, state: "failed", code: "link_not_found" })
    return MORE
  })
}

/** Deletes the item of a card whose row is marked as sending. One that is gone already is removed all the same. */
export async function removeCard(run: JobRun, row: JobRow): Promise<StepEnd> {
  const call = buildDeleteAppCard(run.record().miroBoard.id, row.item ?? "")
  const removed = parseAppCardChange(await run.ports.miro({ ...call, priority: "background" }))
  if (!removed.ok) return again(run, row, removed.failure)
  const missed = removed.value === "gone" ? await missBoard(run) : null
  if (missed !== null) return again(run, row, missed)
  settle(run, { ...row, state: "done", outcome: "removed" })
  return MORE
}

/**
 * Puts a card back that is safe to send again. It is given up after many calls, where Miro answers well otherwise: in
 * an outage no card is to blame.
 */
async function again(run: JobRun, row: JobRow, failure: Failure): Promise<StepEnd> {
  const end = endOf(failure)
  const refusedByLimit = failure.code === "upstream_rate_limited"
  const tries = refusedByLimit ? row.tries - 1 : row.tries
  const over = tries >= REPEATS_MAX && end.kind !== "stop" && (await missBoard(run)) === null
  settle(
    run,
    over ? { ...row, state: "failed", code: failure.code } : { ...row, state: "todo", tries },
  )
  return end
}

function settle(run: JobRun, row: JobRow, sent?: Sent): void {
  run.ports.tables.transaction(() => settleRow(run, row, sent))
}
