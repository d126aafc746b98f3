import { Hono } from "hono"
import { cardsOfBoard, checklistsOf, labelsOf } from "../store/lookups.ts"
import type { Trello } from "../trello.ts"
import { listActions } from "./actionQuery.ts"
import type { RestEnv } from "./caller.ts"
import { guard, READ_BOARD } from "./guard.ts"
import { openBoard, openCard } from "./open.ts"
import { pickFields, readCount, readParams, readText, viewField } from "./params.ts"
import { MODEL_NOT_FOUND, Refusal } from "./refusal.ts"
import { viewBoard } from "./views/board.ts"
import { viewChecklist, viewLabel } from "./views/card.ts"
import { viewNestedCard, viewPluginData } from "./views/nested.ts"
import {
  CARD_FILTERS,
  viewBoardMembers,
  viewCards,
  viewCustomFields,
  viewLists,
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
    const caller = c.get("caller")
    const board = openBoard(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const wanted = c.req.param("filter")
    // The same place also takes a card's id.
    if (wanted !== undefined && !CARD_FILTERS.has(wanted)) {
      const { card } = openCard(trello, caller, wanted)
      if (card.idBoard !== board.id) throw new Refusal(404, MODEL_NOT_FOUND)
      return c.json(viewNestedCard(trello, card, params))
    }
    const filter = wanted ?? readText(params, "filter") ?? "visible"
    return c.json(viewCards(trello, board, filter, params))
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
        .map((label) => pickFields(viewLabel(trello, label), params.get("fields"), "all")),
    )
  })

  app.get("/boards/:id/checklists", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const fields = (await readParams(c)).get("fields")
    return c.json(
      cardsOfBoard(trello.store, board.id)
        .flatMap((card) => checklistsOf(trello.store, card.id))
        .map((checklist) => pickFields(viewChecklist(checklist), fields, "all")),
    )
  })

  app.get("/boards/:id/actions", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    return c.json(listActions(trello, trello.store.actions.of("board", board.id), params))
  })

  app.get("/boards/:id/plugins", read, (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const enabled = board.plugins.has(trello.plugin.id)
    return c.json(enabled || c.req.query("filter") === "available" ? [viewPlugin(trello)] : [])
  })

  app.get("/boards/:id/:part", read, async (c) => {
    const board = openBoard(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const part = c.req.param("part")
    switch (part) {
      case "members":
        return c.json(viewBoardMembers(trello, board, params.get("fields")))
      case "customFields":
        return c.json(viewCustomFields(board))
      case "pluginData":
        return c.json(viewPluginData(trello, board.id))
      case "boardPlugins":
        return c.json(
          [...board.plugins].map((idPlugin) => ({ id: idPlugin, idBoard: board.id, idPlugin })),
        )
      default:
        return c.json(viewField(viewBoard(trello, board), part))
    }
  })
  return app
}
