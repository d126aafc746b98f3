import { Hono } from "hono"
import { record } from "../store/changes.ts"
import { dropWebhooksOfModel } from "../store/webhooks.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type RestEnv } from "./caller.ts"
import { createCard } from "./cardCreate.ts"
import { CARD_FIELDS, updateCard } from "./cardUpdate.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { openCard, openList } from "./open.ts"
import { readId, readParams, renameValue } from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { viewCard } from "./views/card.ts"

/** Creating, copying, changing and deleting cards. */
export function buildCardWriteRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.post("/cards", guard("id", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const params = await readParams(c)
    const idList = readId(params, "idList")
    if (idList === undefined) throw invalidValue("idList")
    const { list, board } = openList(trello, caller, idList, "write")
    const idSource = readId(params, "idCardSource")
    const source = idSource === undefined ? null : openCard(trello, caller, idSource).card
    const card = createCard(trello, actorOf(trello, caller), board, list, params, source)
    return c.json(viewCard(trello, card))
  })

  app.put("/cards/:id", guard("shortLinked", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    updateCard(trello, caller, actorOf(trello, caller), board, card, await readParams(c))
    return c.json(viewCard(trello, card))
  })

  // `customFields` is a call of its own; Hono tries the routes in their order.
  app.put("/cards/:id/:field", guard("shortLinked", EDIT_BOARD), async (c, next) => {
    const field = c.req.param("field")
    if (!CARD_FIELDS.has(field)) return await next()
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const params = renameValue(await readParams(c), field)
    updateCard(trello, caller, actorOf(trello, caller), board, card, params)
    return c.json(viewCard(trello, card))
  })

  app.delete("/cards/:id", guard("shortLinked", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { card, board } = openCard(trello, caller, c.req.param("id"), "write")
    const { store } = trello
    const list = store.lists.get(card.idList)
    const { id, idShort, shortLink } = card
    const data = { card: { id, idShort, shortLink } }
    record(trello, actorOf(trello, caller), { type: "deleteCard", board, card, list, data })
    for (const checklist of store.checklists.by("card", id)) store.checklists.delete(checklist.id)
    for (const datum of store.pluginData.by("model", id)) store.pluginData.delete(datum.id)
    store.cards.delete(id)
    dropWebhooksOfModel(store, id)
    return c.json({ limits: {} })
  })
  return app
}
