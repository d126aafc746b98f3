import { Hono } from "hono"
import { labelsOf } from "../store/lookups.ts"
import type { Trello } from "../trello.ts"
import { listActions } from "./actionQuery.ts"
import type { RestEnv } from "./caller.ts"
import { guard, READ_BOARD } from "./guard.ts"
import { openBoard } from "./open.ts"
import { pickFields, readCount, readParams, readText } from "./params.ts"
import { viewLabel } from "./views/card.ts"
import { viewNestedCard, viewPluginData } from "./views/nested.ts"
import {
  filterCards,
  viewBoardMembers,
  viewCustomFields,
  viewLists,
  viewMemberships,
  viewNestedBoard,
} from "./views/nestedBoard.ts"
import { viewPlugin } from "./views/plugin.ts"

/** `GET /boards/{id}` and what is on a board. */
export function buildBoardRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const read = guard("shortLinked", READ_BOARD)

  app.get("/boards/:id", read, async (c) => {
    const caller = c.get("caller")
    const board = openBoard(trello, caller, c.req.param("id"))
    return c.json(viewNestedBoard(trello, caller, board, await readParams(c)))
  })

  app.get("/boards/:id/cards/:filter?", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const filter = c.req.param("filter") ?? readText(params, "filter") ?? "visible"
    return c.json(
      filterCards(trello, board, filter).map((card) => viewNestedCard(trello, card, params)),
    )
  })

  app.get("/boards/:id/lists/:filter?", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(viewLists(trello, board, params, c.req.param("filter")))
  })

  app.get("/boards/:id/labels", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const limit = readCount(params, "limit", { min: 0, max: 1000, otherwise: 50 })
    return c.json(
      labelsOf(trello.store, board.id)
        .slice(0, limit)
        .map((label) => pickFields(viewLabel(label), params.get("fields"), "all")),
    )
  })

  app.get("/boards/:id/members", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(viewBoardMembers(trello, board, params.get("fields")))
  })

  app.get("/boards/:id/memberships", read, async (c) => {
    const caller = c.get("caller")
    const board = openBoard(trello, caller, c.req.param("id"))
    return c.json(viewMemberships(trello, board.memberships, await readParams(c), caller))
  })

  app.get("/boards/:id/actions", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(listActions(trello, (action) => action.idBoard === board.id, params))
  })

  app.get("/boards/:id/customFields", read, (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewCustomFields(board))
  })

  app.get("/boards/:id/pluginData", read, (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewPluginData(trello, board.id))
  })

  app.get("/boards/:id/plugins", read, (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const enabled = board.plugins.has(trello.plugin.id)
    return c.json(enabled || c.req.query("filter") === "available" ? [viewPlugin(trello)] : [])
  })

  app.get("/boards/:id/boardPlugins", read, (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    return c.json(
      [...board.plugins].map((idPlugin) => ({ id: idPlugin, idBoard: board.id, idPlugin })),
    )
  })

  return app
}
