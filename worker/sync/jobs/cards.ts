import {
  type BoardCard,
  ticketOfBoardCard,
  type TrelloBoard,
} from "../../../core/cards/trelloBoard.ts"
import { type BuiltCard, buildCard } from "../builtCard.ts"
import type { JobPorts } from "./ports.ts"

/** The Trello board as a job needs it: every card found by its id, and its app card with its hash. */
export interface CardSource {
  readonly board: TrelloBoard
  readonly card: (id: string) => BoardCard | null
  readonly appCard: (card: BoardCard) => BuiltCard
}

/** `customFields`: names of those that cards show. */
export function buildCardSource(
  board: TrelloBoard,
  customFields: readonly string[],
  { format, trelloOrigin, clock }: Pick<JobPorts, "format" | "trelloOrigin" | "clock">,
): CardSource {
  const byId = cardsOf(board)
  return {
    board,
    card: (id) => byId.get(id) ?? null,
    appCard: (card) => {
      const ticket = ticketOfBoardCard(board, card, { trelloOrigin, customFields })
      return buildCard(ticket, format, clock.now())
    },
  }
}

/** A long job looks at the same board in every invocation. */
const known = new WeakMap<TrelloBoard, ReadonlyMap<string, BoardCard>>()

function cardsOf(board: TrelloBoard): ReadonlyMap<string, BoardCard> {
  const cards = known.get(board) ?? new Map(board.cards.map((card) => [card.id, card]))
  known.set(board, cards)
  return cards
}
