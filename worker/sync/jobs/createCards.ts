import type { Sent } from "../builtCard.ts"
import type { Failure } from "../../failure.ts"
import { buildBulk, type BulkAppCard, type MadeItem, parseBulk } from "../../miro/bulk.ts"
import { shortLinkOf } from "../../miro/items.ts"
import { endOf, type JobRun, MORE, type StepEnd } from "./ports.ts"
import { replan } from "./replan.ts"
import type { JobRow } from "./record.ts"
import { isMine, noteDoubt, settleRow } from "./rows.ts"

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
        return doubt(run, cards, outcome.failure)
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

function note(run: JobRun, cards: readonly NewCard[], items: readonly MadeItem[]): StepEnd {
  const ids = cards.map((card) => tellApart(card, items))
  const known = new Set(ids.filter((id) => id !== null)).size === cards.length
  // Which item is which is to be told, or the board is searched, as where somebody took a card over meanwhile.
  if (!known || !cards.every(({ row }) => isMine(run, row))) {
    return doubt(run, cards, { code: "upstream_malformed", provider: "miro" })
  }
  for (const [at, { row, sent }] of cards.entries()) {
    const done = { ...row, state: "done", outcome: "created", code: null } as const
    settleRow(run, { ...done, item: ids[at] ?? null }, sent)
  }
  return MORE
}

/** The item that a card has become: its title links to the card, and it lies where we put it. */
function tellApart({ row, body }: NewCard, items: readonly MadeItem[]): string | null {
  const titled = items.filter(({ title }) => shortLinkOf(title) === row.shortLink)
  const placed = items.filter(({ parent, position }) => {
    const away = position === null ? Infinity : Math.hypot(position.x - row.x, position.y - row.y)
    return parent === body.parent.id && away < 1
  })
  const [only, ...others] = titled.length > 0 ? titled : placed
  return others.length === 0 ? (only?.id ?? null) : null
}

/**
 * Nobody knows whether they were made: the board is searched once everything else was sent. Until it answers well,
 * Miro is left alone.
 */
function doubt(run: JobRun, cards: readonly NewCard[], failure: Failure): StepEnd {
  for (const { row } of cards) settleRow(run, { ...row, state: "unsure", doubted: true })
  noteDoubt(run, run.ports.clock.now())
  return { kind: "wait", seconds: 0, failure }
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
