import type { Trello } from "../trello.ts"
import { newId } from "./ids.ts"
import type { Action, Board, Card, List } from "./model.ts"

/** Who makes a change, and through which Power-Up; null for the web client. */
export interface Actor {
  readonly idMember: string
  readonly idPlugin: string | null
}

/** Tells whoever looks at the board that it changed. */
export function announce(trello: Trello, idBoard: string): void {
  for (const listener of trello.listeners.changed) listener(idBoard)
}

/** Writes an action into the feed of its board, moves the dates of last activity and tells the listeners. */
export function record(
  trello: Trello,
  actor: Actor,
  what: {
    readonly type: string
    readonly board: Board
    readonly card?: Card
    readonly list?: List | undefined
    readonly data?: Record<string, unknown>
  },
): Action {
  const { board, card, list } = what
  const date = new Date(trello.now()).toISOString()
  const action: Action = {
    id: newId(trello.now()),
    idMemberCreator: actor.idMember,
    type: what.type,
    date,
    data: {
      board: buildBoardReference(board),
      ...(card === undefined ? {} : { card: buildCardReference(card) }),
      ...(list === undefined ? {} : { list: { id: list.id, name: list.name } }),
      ...what.data,
    },
    idBoard: board.id,
    idCard: card?.id ?? null,
    idList: list?.id ?? card?.idList ?? null,
    idPlugin: actor.idPlugin,
  }
  trello.store.actions.push(action)
  board.dateLastActivity = date
  if (card !== undefined) card.dateLastActivity = date
  for (const listener of trello.listeners.acted) listener(action)
  announce(trello, board.id)
  return action
}

export function buildBoardReference(board: Board): Record<string, unknown> {
  return { id: board.id, name: board.name, shortLink: board.shortLink }
}

export function buildCardReference(card: Card): Record<string, unknown> {
  return { id: card.id, name: card.name, idShort: card.idShort, shortLink: card.shortLink }
}
