import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import { listActions } from "./actionQuery.ts"
import type { RestEnv } from "./caller.ts"
import { guard, READ_BOARD } from "./guard.ts"
import { openList } from "./open.ts"
import { pickFields, readParams, readText, viewField } from "./params.ts"
import { BOARD_FIELDS, viewBoard, viewList } from "./views/board.ts"
import { viewCards } from "./views/nestedBoard.ts"

/** Reading lists. */
export function buildListRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const read = guard("id", READ_BOARD)

  app.get("/lists/:id", read, async (c) => {
    const { list } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const otherwise = ["name", "closed", "pos", "idBoard", "subscribed"]
    return c.json(pickFields(viewList(list), params.get("fields"), otherwise))
  })

  app.get("/lists/:id/cards/:filter?", read, async (c) => {
    const { list, board } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const filter = c.req.param("filter") ?? readText(params, "filter") ?? "open"
    return c.json(viewCards(trello, board, filter, params, { idList: list.id }))
  })

  app.get("/lists/:id/actions", read, async (c) => {
    const { list } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(listActions(trello, trello.store.actions.of("list", list.id), params))
  })

  app.get("/lists/:id/board", read, async (c) => {
    const { board } = openList(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(pickFields(viewBoard(trello, board), params.get("fields"), BOARD_FIELDS))
  })

  app.get("/lists/:id/:field", read, (c) => {
    const { list } = openList(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewField(viewList(list), c.req.param("field")))
  })
  return app
}
