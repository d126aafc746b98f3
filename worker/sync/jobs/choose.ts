import { isPushed, listSpecial, roleOf } from "../../../core/cards/roles.ts"
import { buildSelector } from "../../../core/cards/selection.ts"
import type { BoardCard, TrelloBoard } from "../../../core/cards/trelloBoard.ts"
import type { Selection, SpecialCards } from "../../../core/contract/jobs.ts"

/** The cards of a board that a job is about. */
export interface Choice {
  /** In Trello's order: list by list, from the top. */
  readonly cards: readonly BoardCard[]
  /** Those that are not ordinary cards; of them only link cards are among `cards`. */
  readonly special: readonly SpecialCards[]
}

/** Chooses a board's cards. `onMiro`: the numbers of the cards that are on any Miro board. */
export function chooseCards(
  board: TrelloBoard,
  selection: Selection,
  context: {
    readonly now: number
    readonly timeZone: string
    readonly onMiro: ReadonlySet<number>
  },
): Choice {
  const { now, timeZone, onMiro } = context
  const selects = buildSelector(selection, { now, timeZone, onMiro: (n) => onMiro.has(n) })
  const selected = board.cards.filter(selects)
  return {
    cards: selected.filter((card) => isPushed(roleOf(card))),
    special: listSpecial(selected),
  }
}
