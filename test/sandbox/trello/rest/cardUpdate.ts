import { type Actor, buildCardReference, record } from "../store/changes.ts"
import { cardsOfList, parsePos } from "../store/lookups.ts"
import type { Board, Card } from "../store/model.ts"
import { countOnBoard } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import type { Caller } from "./caller.ts"
import { moveCard, type Target } from "./cardMove.ts"
import { checkLabels, checkMembers, setLabels, setMembers } from "./cardSets.ts"
import { readCover } from "./cover.ts"
import { openList } from "./open.ts"
import {
  type Params,
  readDate,
  readFlag,
  readId,
  readIds,
  readPos,
  readText,
  requireText,
} from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { demandRoom } from "./room.ts"

/** The fields that `PUT /cards/{id}/{field}` takes. */
export const CARD_FIELDS: ReadonlySet<string> = new Set(
  "name desc closed due start dueComplete isTemplate pos idList idBoard idMembers idLabels cover idAttachmentCover subscribed address locationName coordinates".split(
    " ",
  ),
)

/**
 * Applies what a PUT names and records an action for each change. Everything is read and checked before anything is
 * written. `caller` needs the right to write on the target board too.
 */
export function updateCard(
  trello: Trello,
  caller: Caller,
  actor: Actor,
  board: Board,
  card: Card,
  params: Params,
): void {
  const target = readTarget(trello, caller, card, board, params)
  const goal = target?.board ?? board
  const idMembers = readIds(params, "idMembers")
  const idLabels = readIds(params, "idLabels")
  if (idMembers !== undefined) checkMembers(trello, goal, idMembers)
  if (idLabels !== undefined) checkLabels(trello, goal, idLabels)
  const wanted = readFields(trello, card, params, target !== null)
  const subscribed = readFlag(params, "subscribed")
  const closed = wanted.closed ?? card.closed
  if (!closed && (card.closed || goal.id !== board.id)) {
    demandRoom(trello, "cards.openPerBoard", countOnBoard(trello.store, goal)["cards.openPerBoard"])
  }
  const list = trello.store.lists.get(card.idList)
  for (const [field, value] of Object.entries(wanted)) {
    const before = card[field as keyof Card]
    if (JSON.stringify(before) === JSON.stringify(value)) continue
    Object.assign(card, { [field]: value })
    const data = {
      card: { ...buildCardReference(card), [field]: value },
      old: { [field]: before ?? null },
    }
    record(trello, actor, { type: "updateCard", board, card, list, data })
  }
  if (subscribed !== undefined) card.subscribed = subscribed
  if (target !== null) moveCard(trello, actor, board, card, target)
  if (idMembers !== undefined) setMembers(trello, actor, goal, card, idMembers)
  if (idLabels !== undefined) setLabels(trello, actor, goal, card, idLabels)
}

/** On a move the place belongs to the move. */
function readFields(trello: Trello, card: Card, params: Params, moves: boolean): Partial<Card> {
  const pos = readPos(params)
  const siblings = cardsOfList(trello.store, card.idList).filter((one) => one !== card)
  return withoutUndefined({
    name: params.has("name") ? requireText(params, "name") : undefined,
    desc: readText(params, "desc"),
    closed: readFlag(params, "closed"),
    due: readDate(params, "due"),
    start: readDate(params, "start"),
    dueComplete: readFlag(params, "dueComplete"),
    isTemplate: readFlag(params, "isTemplate"),
    address: readText(params, "address"),
    locationName: readText(params, "locationName"),
    coordinates: readText(params, "coordinates"),
    pos: pos === undefined || moves ? undefined : parsePos(pos, siblings),
    cover: readCover(card, params),
  })
}

/** Where a PUT wants the card to be; null when it stays. Another board needs one of its lists. */
function readTarget(
  trello: Trello,
  caller: Caller,
  card: Card,
  board: Board,
  params: Params,
): Target | null {
  const idList = readId(params, "idList")
  const idBoard = readId(params, "idBoard")
  if (idList === undefined) {
    if (idBoard !== undefined && idBoard !== board.id) throw invalidValue("idList")
    return null
  }
  if (idList === card.idList) return null
  const target = openList(trello, caller, idList, "write")
  if (target.board.id !== (idBoard ?? board.id)) throw invalidValue("idList")
  const pos = parsePos(readPos(params) ?? "bottom", cardsOfList(trello.store, idList))
  return { ...target, pos }
}

function withoutUndefined<T extends object>(
  values: {
    [K in keyof T]: T[K] | undefined
  },
): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<T>
}
