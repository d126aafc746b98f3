import { type Actor, record } from "../store/changes.ts"
import type { Board, Card } from "../store/model.ts"
import { canReadBoard } from "../store/rights.ts"
import type { Trello } from "../trello.ts"
import { Refusal } from "./refusal.ts"

/** Adds and takes away labels until the card has these. */
export function setLabels(
  trello: Trello,
  actor: Actor,
  board: Board,
  card: Card,
  wanted: readonly string[],
): void {
  const before = card.idLabels
  trello.store.cards.place(card, { idLabels: [...wanted] })
  const act = (type: string, id: string): void => {
    const label = trello.store.labels.get(id)
    if (label === undefined) return
    const { name, color } = label
    const data = { label: { id, name, color }, text: name, value: color }
    record(trello, actor, { type, board, card, data })
  }
  for (const id of before) if (!wanted.includes(id)) act("removeLabelFromCard", id)
  for (const id of wanted) if (!before.includes(id)) act("addLabelToCard", id)
}

/** Adds and takes away members until the card has these. */
export function setMembers(
  trello: Trello,
  actor: Actor,
  board: Board,
  card: Card,
  wanted: readonly string[],
): void {
  const before = card.idMembers
  trello.store.cards.place(card, { idMembers: [...wanted] })
  const act = (type: string, idMember: string, more: Record<string, unknown> = {}): void => {
    const name = trello.store.members.get(idMember)?.fullName
    const data = { idMember, member: { id: idMember, name }, ...more }
    record(trello, actor, { type, board, card, data })
  }
  for (const id of before) {
    if (!wanted.includes(id)) act("removeMemberFromCard", id, { deactivated: false })
  }
  for (const id of wanted) if (!before.includes(id)) act("addMemberToCard", id)
}

/** Refuses labels of other boards and doubles. */
export function checkLabels(trello: Trello, board: Board, ids: readonly string[]): string[] {
  const known = ids.every((id) => trello.store.labels.get(id)?.idBoard === board.id)
  if (!known || new Set(ids).size < ids.length) throw new Refusal(400, "label not found")
  return [...ids]
}

/** Refuses people who cannot see the board, and doubles. */
export function checkMembers(trello: Trello, board: Board, ids: readonly string[]): string[] {
  const known = ids.every(
    (id) => trello.store.members.has(id) && canReadBoard(trello.store, board, id),
  )
  if (!known || new Set(ids).size < ids.length) throw new Refusal(400, "member not found")
  return [...ids]
}
