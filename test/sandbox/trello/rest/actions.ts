import { Hono } from "hono"
import type { Action, Board } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { viewActionFor } from "./actionQuery.ts"
import type { Caller, RestEnv } from "./caller.ts"
import { guard, READ_BOARD } from "./guard.ts"
import { openBoard } from "./open.ts"
import { pickFields, readParams, viewField } from "./params.ts"
import { NOT_FOUND, Refusal } from "./refusal.ts"
import { viewBoard, viewList } from "./views/board.ts"
import { viewCard } from "./views/card.ts"
import { viewMember } from "./views/member.ts"

/** `GET /actions/{id}` and what an action is about. */
export function buildActionRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const read = guard("id", READ_BOARD)

  app.get("/actions/:id", read, async (c) => {
    const { action } = open(c.get("caller"), c.req.param("id"))
    return c.json(viewActionFor(trello, action, await readParams(c)))
  })

  app.get("/actions/:id/:part", read, async (c) => {
    const { action, board } = open(c.get("caller"), c.req.param("id"))
    const fields = (await readParams(c)).get("fields")
    const { store } = trello
    const part = c.req.param("part")
    switch (part) {
      case "board":
        return c.json(pickFields(viewBoard(trello, board), fields, "all"))
      case "card": {
        const card = store.cards.get(action.idCard ?? "")
        if (card === undefined) throw new Refusal(404, NOT_FOUND)
        return c.json(pickFields(viewCard(trello, card), fields, "all"))
      }
      case "list": {
        const list = store.lists.get(action.idList ?? "")
        if (list === undefined) throw new Refusal(404, NOT_FOUND)
        return c.json(pickFields(viewList(list), fields, "all"))
      }
      case "memberCreator": {
        const member = store.members.get(action.idMemberCreator)
        if (member === undefined) throw new Refusal(404, NOT_FOUND)
        return c.json(pickFields(viewMember(trello, member), fields, "all"))
      }
      default:
        return c.json(viewField(viewActionFor(trello, action, new Map()), part))
    }
  })

  function open(caller: Caller, id: string): { action: Action; board: Board } {
    const action = trello.store.actions.get(id.toLowerCase())
    if (action === undefined) throw new Refusal(404, NOT_FOUND)
    return { action, board: openBoard(trello, caller, action.idBoard) }
  }
  return app
}
