import { LABEL_HUES } from "../../../../core/cards/ticket.ts"
import { type Actor, buildBoardReference, record } from "../store/changes.ts"
import { cardsOfList, membershipOf, parsePos } from "../store/lookups.ts"
import type { Board, Card, Cover, List } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import {
  type Params,
  readDate,
  readFlag,
  readIds,
  readPos,
  readText,
  requireText,
} from "./params.ts"
import { checkLabels, checkMembers, setLabels, setMembers } from "./cardSets.ts"
import { invalidValue } from "./refusal.ts"

/** Applies what a PUT names and records an action for each change. All values are read before any is written. */
export function updateCard(
  trello: Trello,
  actor: Actor,
  board: Board,
  card: Card,
  params: Params,
): void {
  const pos = readPos(params)
  const idMembers = readIds(params, "idMembers")
  const idLabels = readIds(params, "idLabels")
  if (idMembers !== undefined) checkMembers(trello, board, idMembers)
  if (idLabels !== undefined) checkLabels(trello, board, idLabels)
  const cover = params.has("cover") ? readCover(card, params.get("cover")) : undefined
  const wanted: Partial<Card> = withoutUndefined({
    name: params.has("name") ? requireText(params, "name") : undefined,
    desc: readText(params, "desc"),
    closed: readFlag(params, "closed"),
    due: readDate(params, "due"),
    start: readDate(params, "start"),
    dueComplete: readFlag(params, "dueComplete"),
    isTemplate: readFlag(params, "isTemplate"),
    pos: pos === undefined ? undefined : parsePos(pos, cardsOfList(trello.store, card.idList)),
    cover,
  })
  const list = trello.store.lists.get(card.idList)
  for (const [field, value] of Object.entries(wanted)) {
    const before = card[field as keyof Card]
    if (JSON.stringify(before) === JSON.stringify(value)) continue
    Object.assign(card, { [field]: value })
    const reference = {
      id: card.id,
      name: card.name,
      idShort: card.idShort,
      shortLink: card.shortLink,
    }
    record(trello, actor, {
      type: "updateCard",
      board,
      card,
      list,
      data: { card: { ...reference, [field]: value }, old: { [field]: before } },
    })
  }
  const subscribed = readFlag(params, "subscribed")
  if (subscribed !== undefined) card.subscribed = subscribed
  if (idMembers !== undefined) setMembers(trello, actor, board, card, idMembers)
  if (idLabels !== undefined) setLabels(trello, actor, board, card, idLabels)
}

/** Moves a card to another list. On another board it loses the labels and members that are not there. */
export function moveCard(
  trello: Trello,
  actor: Actor,
  board: Board,
  card: Card,
  target: { readonly list: List; readonly board: Board },
): void {
  const before = trello.store.lists.get(card.idList)
  card.idList = target.list.id
  if (target.board.id === board.id) {
    record(trello, actor, {
      type: "updateCard",
      board,
      card,
      data: {
        card: {
          id: card.id,
          name: card.name,
          idShort: card.idShort,
          shortLink: card.shortLink,
          idList: card.idList,
        },
        old: { idList: before?.id },
        listBefore: { id: before?.id, name: before?.name },
        listAfter: { id: target.list.id, name: target.list.name },
      },
    })
    return
  }
  record(trello, actor, {
    type: "moveCardFromBoard",
    board,
    list: before,
    data: { card: { id: card.id, name: card.name }, boardTarget: { id: target.board.id } },
  })
  card.idBoard = target.board.id
  card.idLabels = []
  card.idMembers = card.idMembers.filter(
    (id) => membershipOf(target.board.memberships, id) !== null,
  )
  target.board.lastIdShort += 1
  card.idShort = target.board.lastIdShort
  record(trello, actor, {
    type: "moveCardToBoard",
    board: target.board,
    card,
    list: target.list,
    data: { boardSource: buildBoardReference(board) },
  })
}

function readCover(card: Card, value: unknown): Cover {
  const none: Cover = { color: null, idAttachment: null, size: "normal", brightness: "dark" }
  const parsed: unknown = typeof value === "string" && value !== "" ? parseJson(value) : value
  if (parsed === null || parsed === "") return none
  if (typeof parsed !== "object") throw invalidValue("cover")
  const given = new Map<string, unknown>(Object.entries(parsed ?? {}))
  const color = given.get("color") ?? null
  const size = given.get("size") ?? card.cover.size
  const brightness = given.get("brightness") ?? card.cover.brightness
  const idAttachment = given.get("idAttachment") ?? null
  const fits =
    (color === null || LABEL_HUES.some((hue) => hue === color)) &&
    (size === "normal" || size === "full") &&
    (brightness === "light" || brightness === "dark") &&
    (idAttachment === null || card.attachments.some((one) => one.id === idAttachment))
  if (!fits) throw invalidValue("cover")
  return { color, size, brightness, idAttachment } as Cover
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidValue("cover")
  }
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
