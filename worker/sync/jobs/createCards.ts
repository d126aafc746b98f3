import type { Sent } from "../builtCard.ts"
import { buildBulk, type BulkAppCard, parseBulk } from "../../miro/bulk.ts"
import { shortLinkOf } from "../../miro/items.ts"
import { endOf, type JobRun, MORE, type StepEnd } from "./ports.ts"
import { replan } from "./replan.ts"
import type { JobRow } from "./record.ts"
import { settleRow } from "./rows.ts"

/** One new card of a call: its row is marked as sending. */
export interface NewCard {
  readonly row: JobRow
  readonly body: BulkAppCard
  readonly sent: Sent
}

/** Makes up to twenty app cards in one call, all or none, and writes down which item each of them is. */
export async function createCards(run: JobRun, cards: readonly NewCard[]): Promise<StepEnd> {
  const { miro, tables } = run.ports
  const bodies = cards.map(({ body }) => body)
  const call = buildBulk(run.record().miroBoard.id, bodies)
  const outcome = parseBulk(await miro({ ...call, priority: "background" }), cards.length)
  return tables.transaction((): StepEnd => {
    switch (outcome.kind) {
      case "made":
        return note(run, cards, outcome.items)
      case "unknown":
        return doubt(run, cards)
      case "refused":
        return refused(run, cards, outcome.faults)
      case "failed":
        putBack(run, cards)
        if (outcome.failure.code !== "miro_board_not_found") return endOf(outcome.failure)
        // A frame that is gone is told as a board that is gone: looking at the board tells which it is.
        return replan(run) ? MORE : { kind: "stop", failure: outcome.failure }
    }
  })
}

function note(
  run: JobRun,
  cards: readonly NewCard[],
  items: readonly { readonly id: string; readonly title: string }[],
): StepEnd {
  const ids = new Map(items.map(({ id, title }) => [shortLinkOf(title), id]))
  // Which item is which is told by its title; where it is not, the board is searched.
  if (!cards.every(({ row }) => ids.has(row.shortLink))) return doubt(run, cards)
  for (const { row, sent } of cards) {
    const item = ids.get(row.shortLink) ?? null
    settleRow(run, { ...row, state: "done", outcome: "created", item }, sent)
  }
  return MORE
}

function doubt(run: JobRun, cards: readonly NewCard[]): StepEnd {
  for (const { row } of cards) settleRow(run, { ...row, state: "unsure", doubted: true })
  run.change({ checkNeeded: true, doubtAt: run.ports.clock.now() })
  return MORE
}

/** Nothing was made because of some of the cards: those are given up, the others go again. */
function refused(
  run: JobRun,
  cards: readonly NewCard[],
  faults: readonly { readonly index: number; readonly field: string }[],
): StepEnd {
  if (faults.some(({ field }) => /^(?:parent|position)/.test(field)) && replan(run)) {
    putBack(run, cards)
    return MORE
  }
  const bad = new Set(faults.map(({ index }) => index))
  for (const [index, { row }] of cards.entries()) {
    const code = "miro_refused_card"
    if (bad.has(index) || cards.length === 1) settleRow(run, { ...row, state: "failed", code })
    // Where Miro does not say which one it was, each goes alone.
    else settleRow(run, { ...row, state: "todo", code: bad.size === 0 ? code : null })
  }
  return MORE
}

function putBack(run: JobRun, cards: readonly NewCard[]): void {
  for (const { row } of cards) settleRow(run, { ...row, state: "todo", tries: row.tries - 1 })
}
