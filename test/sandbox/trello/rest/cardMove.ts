import { type Actor, buildBoardReference, buildCardReference, record } from "../store/changes.ts"
import { checklistsOf } from "../store/lookups.ts"
import type { Board, Card, List } from "../store/model.ts"
import { canReadBoard } from "../store/rights.ts"
import type { Trello } from "../trello.ts"

/** Where a card shall be. */
export interface Target {
  readonly list: List
  readonly board: Board
  readonly pos: number
}

/** Moves a card to another list. On another board it loses the labels, members and field values that are not there. */
export function moveCard(
  trello: Trello,
  actor: Actor,
  board: Board,
  card: Card,
  target: Target,
): void {
  const { store } = trello
  const before = store.lists.get(card.idList)
  if (target.board.id === board.id) {
    store.cards.place(card, { idList: target.list.id, pos: target.pos })
    const data = {
      card: { ...buildCardReference(card), idList: card.idList },
      old: { idList: before?.id },
      listBefore: { id: before?.id, name: before?.name },
      listAfter: { id: target.list.id, name: target.list.name },
    }
    record(trello, actor, { type: "updateCard", board, card, data })
    return
  }
  const data = {
    card: { id: card.id, name: card.name },
    list: { id: before?.id, name: before?.name },
    boardTarget: { id: target.board.id },
  }
  record(trello, actor, { type: "moveCardFromBoard", board, card, data })
  changeBoard(trello, card, target.board)
  store.cards.place(card, { idList: target.list.id, pos: target.pos })
  record(trello, actor, {
    type: "moveCardToBoard",
    board: target.board,
    card,
    list: target.list,
    data: { boardSource: buildBoardReference(board) },
  })
}

/** Makes a card one of another board, without a word to anybody. */
export function changeBoard(trello: Trello, card: Card, board: Board): void {
  const { store } = trello
  store.cards.place(card, {
    idBoard: board.id,
    idLabels: [],
    idMembers: card.idMembers.filter((id) => canReadBoard(store, board, id)),
  })
  card.customFieldItems.length = 0
  for (const checklist of checklistsOf(store, card.id)) checklist.idBoard = board.id
  board.lastIdShort += 1
  card.idShort = board.lastIdShort
}
