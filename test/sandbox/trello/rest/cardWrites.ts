import { Hono } from "hono"
import { type Actor, record } from "../store/changes.ts"
import { newId, shortLinkOf } from "../store/ids.ts"
import { cardsOfList, parsePos } from "../store/lookups.ts"
import type { Board, Card, List } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, type RestEnv } from "./caller.ts"
import { checkLabels, checkMembers } from "./cardSets.ts"
import { moveCard, updateCard } from "./cardUpdate.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { openCard, openList } from "./open.ts"
import {
  type Params,
  readDate,
  readFlag,
  readId,
  readIds,
  readParams,
  readPos,
  readText,
} from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { viewCard } from "./views/card.ts"

/** Creating, changing and deleting cards. */
export function buildCardWriteRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.post("/cards", guard("id", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const params = await readParams(c)
    const idList = readId(params, "idList")
    if (idList === undefined) throw invalidValue("idList")
    const { list, board } = openList(trello, caller, idList, "write")
    const card = createCard(trello, actorOf(trello, caller), board, list, params)
    return c.json(viewCard(trello, card))
  })

  app.put("/cards/:id", guard("shortLinked", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const actor = actorOf(trello, caller)
    const target = readTarget(trello, caller, card, board, params)
    updateCard(trello, actor, board, card, params)
    if (target !== null) moveCard(trello, actor, board, card, target)
    return c.json(viewCard(trello, card))
  })

  app.delete("/cards/:id", guard("shortLinked", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const { store } = trello
    const list = store.lists.get(card.idList)
    store.cards.delete(card.id)
    for (const checklist of store.checklists.values()) {
      if (checklist.idCard === card.id) store.checklists.delete(checklist.id)
    }
    const { id, idShort, shortLink } = card
    record(trello, actorOf(trello, caller), {
      type: "deleteCard",
      board,
      card,
      list,
      data: { card: { id, idShort, shortLink } },
    })
    return c.json({ limits: {} })
  })
  return app
}

/** Where a PUT wants the card to be; null when it stays. Another board needs one of its lists. */
function readTarget(
  trello: Trello,
  caller: Caller,
  card: Card,
  board: Board,
  params: Params,
): { list: List; board: Board } | null {
  const idList = readId(params, "idList")
  const idBoard = readId(params, "idBoard")
  if (idList === undefined) {
    if (idBoard !== undefined && idBoard !== board.id) throw invalidValue("idList")
    return null
  }
  if (idList === card.idList) return null
  const target = openList(trello, caller, idList, "write")
  if (target.board.id !== (idBoard ?? board.id)) throw invalidValue("idList")
  return target
}

function createCard(trello: Trello, actor: Actor, board: Board, list: List, params: Params): Card {
  const now = trello.now()
  const id = newId(now)
  const idMembers = checkMembers(trello, board, readIds(params, "idMembers") ?? [])
  const idLabels = checkLabels(trello, board, readIds(params, "idLabels") ?? [])
  const urlSource = readText(params, "urlSource")
  const name = readText(params, "name") ?? urlSource ?? ""
  const desc = readText(params, "desc") ?? ""
  const due = readDate(params, "due") ?? null
  const start = readDate(params, "start") ?? null
  const dueComplete = readFlag(params, "dueComplete") ?? false
  const pos = parsePos(readPos(params) ?? "bottom", cardsOfList(trello.store, list.id))
  board.lastIdShort += 1
  const date = new Date(now).toISOString()
  const card: Card = {
    id,
    shortLink: shortLinkOf(id),
    idShort: board.lastIdShort,
    idBoard: board.id,
    idList: list.id,
    name,
    desc,
    closed: false,
    pos,
    start,
    due,
    dueComplete,
    idMembers,
    idLabels,
    cover: { color: null, idAttachment: null, size: "normal", brightness: "dark" },
    dateLastActivity: date,
    idMemberCreator: actor.idMember,
    attachments: [],
    customFieldItems: [],
    isTemplate: false,
    subscribed: false,
  }
  trello.store.cards.set(id, card)
  record(trello, actor, { type: "createCard", board, card, list })
  if (urlSource !== undefined) {
    const attachment = { id: newId(now), name: urlSource, url: urlSource }
    const { idMember } = actor
    card.attachments.push({ ...attachment, mimeType: "", idMember, date, pos: 16384 })
    record(trello, actor, { type: "addAttachmentToCard", board, card, data: { attachment } })
  }
  return card
}
