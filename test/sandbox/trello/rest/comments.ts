import { Hono } from "hono"
import { record } from "../store/changes.ts"
import type { Action, Board, Card } from "../store/model.ts"
import { canAdministerBoard } from "../store/rights.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, memberOf, type RestEnv } from "./caller.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { openCard } from "./open.ts"
import { readParams, requireText } from "./params.ts"
import { invalidValue, NO_PERMISSION, NOT_FOUND, Refusal } from "./refusal.ts"
import { viewAction } from "./views/action.ts"

/**
 * Comments. Everybody on the board may write them, observers too (`prefs.comments`). Only their writer changes
 * them; their writer and admins of the board delete them.
 */
export function buildCommentRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.post("/cards/:id/actions/comments", guard("shortLinked", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "comment")
    const text = requireText(await readParams(c), "text")
    const list = trello.store.lists.get(card.idList)
    const actor = actorOf(trello, caller)
    const comment = { type: "commentCard", board, card, list, data: { text } }
    return c.json(viewAction(trello, record(trello, actor, comment)))
  })

  const edit = (caller: Caller, found: Found, text: string) => {
    const { comment, card, board } = found
    if (comment.idMemberCreator !== memberOf(caller)) throw new Refusal(401, NO_PERMISSION)
    const old = { text: comment.data["text"] }
    comment.data["text"] = text
    comment.data["dateLastEdited"] = new Date(trello.now()).toISOString()
    const data = { action: { id: comment.id, text }, old }
    const list = trello.store.lists.get(card.idList)
    record(trello, actorOf(trello, caller), { type: "updateComment", board, card, list, data })
    return viewAction(trello, comment)
  }
  app.put("/cards/:id/actions/:idAction/comments", guard("shortLinked", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const found = openOnCard(caller, c.req.param("id"), c.req.param("idAction"))
    return c.json(edit(caller, found, requireText(await readParams(c), "text")))
  })
  app.put("/actions/:id", guard("id", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const found = open(caller, c.req.param("id"))
    return c.json(edit(caller, found, requireText(await readParams(c), "text")))
  })
  app.put("/actions/:id/text", guard("id", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const found = open(caller, c.req.param("id"))
    return c.json(edit(caller, found, requireText(await readParams(c), "value")))
  })

  const remove = (caller: Caller, { comment, card, board }: Found) => {
    const idMember = memberOf(caller)
    const allowed = comment.idMemberCreator === idMember || canAdministerBoard(board, idMember)
    if (!allowed) throw new Refusal(401, NO_PERMISSION)
    trello.store.actions.remove(comment)
    const data = { action: { id: comment.id } }
    const list = trello.store.lists.get(card.idList)
    record(trello, actorOf(trello, caller), { type: "deleteComment", board, card, list, data })
    return { _value: null }
  }
  app.delete("/cards/:id/actions/:idAction/comments", guard("shortLinked", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const found = openOnCard(caller, c.req.param("id"), c.req.param("idAction"))
    return c.json(remove(caller, found))
  })
  app.delete("/actions/:id", guard("id", EDIT_BOARD), (c) => {
    const caller = c.get("caller")
    return c.json(remove(caller, open(caller, c.req.param("id"))))
  })

  interface Found {
    readonly comment: Action
    readonly card: Card
    readonly board: Board
  }

  function open(caller: Caller, id: string): Found {
    const comment = trello.store.actions.get(id.toLowerCase())
    if (comment === undefined || comment.idCard === null) throw new Refusal(404, NOT_FOUND)
    const found = openCard(trello, caller, comment.idCard, "comment")
    // What happened stays as it happened; only comments are somebody's words.
    if (comment.type !== "commentCard") throw invalidValue("action")
    return { comment, ...found }
  }

  function openOnCard(caller: Caller, idCard: string, idAction: string): Found {
    const { card } = openCard(trello, caller, idCard, "comment")
    const found = open(caller, idAction)
    if (found.card !== card) throw new Refusal(404, NOT_FOUND)
    return found
  }
  return app
}
