import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import { listActions } from "./actionQuery.ts"
import type { RestEnv } from "./caller.ts"
import { guard, READ_BOARD, READ_ORGANIZATION } from "./guard.ts"
import { openChecklist, openLabel, openList } from "./open.ts"
import { pickFields, readParams, readText } from "./params.ts"
import { BOARD_FIELDS, viewBoard, viewList } from "./views/board.ts"
import { viewChecklist, viewLabel } from "./views/card.ts"
import { viewNestedCard } from "./views/nested.ts"
import { filterCards } from "./views/nestedBoard.ts"
import { viewPlugin } from "./views/plugin.ts"

/** Reading lists, labels, checklists and the Power-Up's record. */
export function buildListRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.get("/lists/:id", guard("id", READ_BOARD), async (c) => {
    const { list } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const otherwise = ["name", "closed", "pos", "idBoard", "subscribed"]
    return c.json(pickFields(viewList(list), params.get("fields"), otherwise))
  })

  app.get("/lists/:id/cards", guard("id", READ_BOARD), async (c) => {
    const { list, board } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const cards = filterCards(trello, board, readText(params, "filter") ?? "open")
    return c.json(
      cards
        .filter((card) => card.idList === list.id)
        .map((card) => viewNestedCard(trello, card, params)),
    )
  })

  app.get("/lists/:id/actions", guard("id", READ_BOARD), async (c) => {
    const { list } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(listActions(trello, (action) => action.idList === list.id, params))
  })

  app.get("/lists/:id/board", guard("id", READ_BOARD), async (c) => {
    const { board } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(pickFields(viewBoard(trello, board), params.get("fields"), BOARD_FIELDS))
  })

  app.get("/labels/:id", guard("id", READ_BOARD), (c) => {
    const { label } = openLabel(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewLabel(label))
  })

  app.get("/checklists/:id", guard("id", READ_BOARD), (c) => {
    const { checklist } = openChecklist(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewChecklist(checklist))
  })

  app.get("/plugins/:id", guard("id", READ_ORGANIZATION), (c) => {
    if (c.req.param("id") !== trello.plugin.id) return c.text("plugin not found", 404)
    return c.json(viewPlugin(trello))
  })
  return app
}
