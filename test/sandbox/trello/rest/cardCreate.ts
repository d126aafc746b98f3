import { type Actor, buildCardReference, record } from "../store/changes.ts"
import { newId, shortLinkOf } from "../store/ids.ts"
import { cardsOfList, checklistsOf, findCard, parsePos } from "../store/lookups.ts"
import type { Attachment, Board, Card, List } from "../store/model.ts"
import { countOnBoard } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import { checkLabels, checkMembers } from "./cardSets.ts"
import { type Params, readDate, readFlag, readIds, readPos, readText } from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { demandRoom } from "./room.ts"

const ROLES = ["separator", "board", "mirror", "link"] as const

/** Makes a card; `source` is the card that it is a copy of, or null. */
export function createCard(
  trello: Trello,
  actor: Actor,
  board: Board,
  list: List,
  params: Params,
  source: Card | null,
): Card {
  const { store } = trello
  const keeps = readKept(params, source)
  const local = source !== null && source.idBoard === board.id ? source : null
  const idMembers = readIds(params, "idMembers") ?? (keeps("members") ? local?.idMembers : []) ?? []
  const idLabels = readIds(params, "idLabels") ?? (keeps("labels") ? local?.idLabels : []) ?? []
  checkMembers(trello, board, idMembers)
  checkLabels(trello, board, idLabels)
  const counts = countOnBoard(store, board)
  demandRoom(trello, "cards.openPerBoard", counts["cards.openPerBoard"])
  demandRoom(trello, "cards.totalPerBoard", counts["cards.totalPerBoard"])
  const urlSource = readUrlSource(params)
  const now = trello.now()
  const id = newId(now)
  const cardRole = readRole(params)
  const name = readText(params, "name") ?? source?.name ?? urlSource ?? ""
  const fields = {
    name,
    desc: readText(params, "desc") ?? source?.desc ?? "",
    due: readDate(params, "due") ?? (keeps("due") ? (source?.due ?? null) : null),
    start: readDate(params, "start") ?? (keeps("start") ? (source?.start ?? null) : null),
    dueComplete: readFlag(params, "dueComplete") ?? false,
    pos: parsePos(readPos(params) ?? "bottom", cardsOfList(store, list.id)),
    address: readText(params, "address") ?? null,
    locationName: readText(params, "locationName") ?? null,
    coordinates: readText(params, "coordinates") ?? null,
  }
  board.lastIdShort += 1
  const card: Card = {
    id,
    ...fields,
    shortLink: shortLinkOf(id),
    idShort: board.lastIdShort,
    idBoard: board.id,
    idList: list.id,
    closed: false,
    idMembers,
    idLabels,
    cover: { color: null, idAttachment: null, size: "normal", brightness: "dark" },
    dateLastActivity: new Date(now).toISOString(),
    idMemberCreator: actor.idMember,
    attachments: [],
    customFieldItems: [],
    isTemplate: false,
    subscribed: false,
    cardRole,
    mirrorSourceId: cardRole === "mirror" ? readMirrored(trello, name) : null,
  }
  store.cards.set(id, card)
  if (source === null) record(trello, actor, { type: "createCard", board, card, list })
  else {
    copyParts(trello, card, source, keeps, local !== null)
    const data = { cardSource: buildCardReference(source) }
    record(trello, actor, { type: "copyCard", board, card, list, data })
  }
  if (urlSource !== undefined) {
    const attachment = buildLink(trello, actor, card, urlSource, urlSource)
    const data = { attachment: { id: attachment.id, name: urlSource, url: urlSource } }
    record(trello, actor, { type: "addAttachmentToCard", board, card, data })
  }
  return card
}

/** Puts a link on a card. */
export function buildLink(
  trello: Trello,
  actor: Actor,
  card: Card,
  name: string,
  url: string,
  mimeType = "",
): Attachment {
  const now = trello.now()
  const pos = Math.max(0, ...card.attachments.map((one) => one.pos)) + 16384
  const date = new Date(now).toISOString()
  const attachment = { id: newId(now), name, url, mimeType, idMember: actor.idMember, date, pos }
  card.attachments.push(attachment)
  return attachment
}

function copyParts(
  trello: Trello,
  card: Card,
  source: Card,
  keeps: (part: string) => boolean,
  sameBoard: boolean,
): void {
  const now = trello.now()
  if (keeps("attachments")) {
    card.attachments.push(...source.attachments.map((one) => ({ ...one, id: newId(now) })))
  }
  if (keeps("customFields") && sameBoard) {
    card.customFieldItems.push(
      ...source.customFieldItems.map((one) => ({ ...one, id: newId(now) })),
    )
  }
  if (!keeps("checklists")) return
  for (const checklist of checklistsOf(trello.store, source.id)) {
    const id = newId(now)
    const checkItems = checklist.checkItems.map((item) => ({ ...item, id: newId(now) }))
    const { idBoard } = card
    trello.store.checklists.set(id, { ...checklist, id, idBoard, idCard: card.id, checkItems })
  }
}

function readKept(params: Params, source: Card | null): (part: string) => boolean {
  if (source === null) return () => false
  const kept = (readText(params, "keepFromSource") ?? "all").split(",")
  return (part) => kept.includes("all") || kept.includes(part)
}

function readUrlSource(params: Params): string | undefined {
  if (params.has("fileSource")) throw invalidValue("fileSource")
  const url = readText(params, "urlSource")
  if (url !== undefined && !/^https?:\/\//i.test(url)) throw invalidValue("urlSource")
  return url
}

function readRole(params: Params): (typeof ROLES)[number] | null {
  const text = readText(params, "cardRole")
  if (text === undefined || text === "") return null
  const role = ROLES.find((one) => one === text)
  if (role === undefined) throw invalidValue("cardRole")
  return role
}

/** A mirror's name is the address of the card that it shows. */
function readMirrored(trello: Trello, name: string): string | null {
  const shortLink = /\/c\/([A-Za-z0-9]{8})(?:\/|$)/.exec(name)?.[1]
  return shortLink === undefined ? null : (findCard(trello.store, shortLink)?.id ?? null)
}
