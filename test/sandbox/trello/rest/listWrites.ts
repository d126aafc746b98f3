import { Hono } from "hono"
import { type Actor, buildBoardReference, record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import { cardsOfList, listsOf, parsePos } from "../store/lookups.ts"
import type { Board, List } from "../store/model.ts"
import { countOnBoard } from "../store/objectLimits.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, type RestEnv } from "./caller.ts"
import { changeBoard, moveCard } from "./cardMove.ts"
import { updateCard } from "./cardUpdate.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { openBoard, openList } from "./open.ts"
import {
  type Params,
  readFlag,
  readId,
  readParams,
  readPos,
  renameValue,
  requireText,
} from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { demandRoom } from "./room.ts"
import { viewList } from "./views/board.ts"

/** Creating, changing, moving and emptying lists. */
export function buildListWriteRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  const create = (caller: Caller, idBoard: string, params: Params) => {
    const board = openBoard(trello, caller, idBoard, "write")
    demandOpenList(board)
    const list: List = {
      id: newId(trello.now()),
      idBoard: board.id,
      name: requireText(params, "name"),
      closed: false,
      pos: parsePos(readPos(params) ?? "top", listsOf(trello.store, board.id)),
    }
    trello.store.lists.set(list.id, list)
    record(trello, actorOf(trello, caller), { type: "createList", board, list })
    return viewList(list)
  }
  app.post("/lists", guard("id", WRITE_BOARD), async (c) => {
    const params = await readParams(c)
    const idBoard = readId(params, "idBoard")
    if (idBoard === undefined) throw invalidValue("idBoard")
    return c.json(create(c.get("caller"), idBoard, params))
  })
  app.post("/boards/:id/lists", guard("shortLinked", WRITE_BOARD), async (c) =>
    c.json(create(c.get("caller"), c.req.param("id"), await readParams(c))),
  )

  const update = (caller: Caller, id: string, params: Params) => {
    const { list, board } = openList(trello, caller, id, "write")
    const idBoard = readId(params, "idBoard")
    const goal = idBoard === undefined ? board : openBoard(trello, caller, idBoard, "write")
    const pos = readPos(params)
    const siblings = listsOf(trello.store, goal.id).filter((one) => one !== list)
    const closed = readFlag(params, "closed")
    const subscribed = readFlag(params, "subscribed")
    const wanted = {
      name: params.has("name") ? requireText(params, "name") : undefined,
      closed,
      pos: pos === undefined ? undefined : parsePos(pos, siblings),
    }
    if (!(closed ?? list.closed) && (list.closed || goal !== board)) demandOpenList(goal)
    const actor = actorOf(trello, caller)
    if (goal !== board) moveList(actor, board, goal, list)
    for (const [field, value] of Object.entries(wanted)) {
      const before = list[field as keyof List]
      if (value === undefined || value === before) continue
      Object.assign(list, { [field]: value })
      const reference = { id: list.id, name: list.name, [field]: value }
      const data = { list: reference, old: { [field]: before } }
      record(trello, actor, { type: "updateList", board: goal, list, data })
    }
    if (subscribed !== undefined) list.subscribed = subscribed
    return viewList(list)
  }
  app.put("/lists/:id", guard("id", EDIT_BOARD), async (c) =>
    c.json(update(c.get("caller"), c.req.param("id"), await readParams(c))),
  )
  // The specification takes an id for `closed`; it is a flag.
  app.put("/lists/:id/:field{closed|idBoard}", guard("id", WRITE_BOARD), async (c) => {
    const params = renameValue(await readParams(c), c.req.param("field"))
    return c.json(update(c.get("caller"), c.req.param("id"), params))
  })
  app.put("/lists/:id/:field{name|pos|subscribed}", guard("id", EDIT_BOARD), async (c) => {
    const params = renameValue(await readParams(c), c.req.param("field"))
    return c.json(update(c.get("caller"), c.req.param("id"), params))
  })

  app.post("/lists/:id/archiveAllCards", guard("id", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { list, board } = openList(trello, caller, c.req.param("id"), "write")
    const closed = new Map([["closed", true]])
    for (const card of cardsOfList(trello.store, list.id)) {
      updateCard(trello, caller, actorOf(trello, caller), board, card, closed)
    }
    return c.json({})
  })

  app.post("/lists/:id/moveAllCards", guard("id", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const { list, board } = openList(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const target = openList(trello, caller, readId(params, "idList") ?? "", "write")
    const cards = cardsOfList(trello.store, list.id)
    if (target.board.id !== (readId(params, "idBoard") ?? target.board.id)) {
      throw invalidValue("idList")
    }
    if (target.board !== board) demandOpenCards(target.board, list)
    if (target.list !== list) {
      for (const card of cards) {
        const pos = parsePos("bottom", cardsOfList(trello.store, target.list.id))
        moveCard(trello, actorOf(trello, caller), board, card, { ...target, pos })
      }
    }
    return c.json({})
  })

  /** The cards of a list go with it, without an action for each. */
  function moveList(actor: Actor, board: Board, goal: Board, list: List): void {
    demandOpenCards(goal, list)
    const away = { boardTarget: { id: goal.id } }
    record(trello, actor, { type: "moveListFromBoard", board, list, data: away })
    trello.store.lists.place(list, { idBoard: goal.id })
    for (const card of cardsOfList(trello.store, list.id)) changeBoard(trello, card, goal)
    const here = { boardSource: buildBoardReference(board) }
    record(trello, actor, { type: "moveListToBoard", board: goal, list, data: here })
  }

  function demandOpenList(board: Board): void {
    const count = countOnBoard(trello.store, board)["lists.openPerBoard"]
    demandRoom(trello, "lists.openPerBoard", count)
  }

  function demandOpenCards(board: Board, list: List): void {
    const count = countOnBoard(trello.store, board)["cards.openPerBoard"]
    const more = cardsOfList(trello.store, list.id).filter((card) => !card.closed).length
    demandRoom(trello, "cards.openPerBoard", count, more)
  }
  return app
}
