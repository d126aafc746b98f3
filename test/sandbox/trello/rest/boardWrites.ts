import { Hono } from "hono"
import { record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import { listsOf, parsePos } from "../store/lookups.ts"
import type { Board, Label, List } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { actorOf, type Caller, type RestEnv } from "./caller.ts"
import { readColor } from "./cardParts.ts"
import { EDIT_BOARD, guard, WRITE_BOARD } from "./guard.ts"
import { openBoard, openLabel, openList } from "./open.ts"
import {
  type Params,
  readFlag,
  readId,
  readParams,
  readPos,
  readText,
  requireText,
} from "./params.ts"
import { invalidValue } from "./refusal.ts"
import { viewBoard, viewList } from "./views/board.ts"
import { viewLabel } from "./views/card.ts"

/** Changing boards, and creating, changing and deleting lists and labels. */
export function buildBoardWriteRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.put("/boards/:id", guard("shortLinked", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const params = await readParams(c)
    const closed = readFlag(params, "closed")
    const wish = closed === undefined ? "write" : "administer"
    const board = openBoard(trello, caller, c.req.param("id"), wish)
    const wanted = {
      name: params.has("name") ? requireText(params, "name") : undefined,
      desc: readText(params, "desc"),
      closed,
    }
    for (const [field, value] of Object.entries(wanted)) {
      const before = board[field as keyof Board]
      if (value === undefined || value === before) continue
      Object.assign(board, { [field]: value })
      act(caller, board, "updateBoard", {
        board: { id: board.id, name: board.name, shortLink: board.shortLink, [field]: value },
        old: { [field]: before },
      })
    }
    return c.json(viewBoard(trello, board))
  })

  const createList = (caller: Caller, idBoard: string, params: Params) => {
    const board = openBoard(trello, caller, idBoard, "write")
    const list: List = {
      id: newId(trello.now()),
      idBoard: board.id,
      name: requireText(params, "name"),
      closed: false,
      pos: parsePos(readPos(params) ?? "top", listsOf(trello.store, board.id)),
    }
    trello.store.lists.set(list.id, list)
    act(caller, board, "createList", { list: { id: list.id, name: list.name } })
    return viewList(list)
  }

  app.post("/lists", guard("id", WRITE_BOARD), async (c) => {
    const params = await readParams(c)
    const idBoard = readId(params, "idBoard")
    if (idBoard === undefined) throw invalidValue("idBoard")
    return c.json(createList(c.get("caller"), idBoard, params))
  })
  app.post("/boards/:id/lists", guard("shortLinked", WRITE_BOARD), async (c) =>
    c.json(createList(c.get("caller"), c.req.param("id"), await readParams(c))),
  )

  app.put("/lists/:id", guard("id", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const { list, board } = openList(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const pos = readPos(params)
    updateList(caller, board, list, {
      name: params.has("name") ? requireText(params, "name") : undefined,
      closed: readFlag(params, "closed"),
      pos: pos === undefined ? undefined : parsePos(pos, listsOf(trello.store, board.id)),
    })
    return c.json(viewList(list))
  })

  app.put("/lists/:id/closed", guard("id", WRITE_BOARD), async (c) => {
    const caller = c.get("caller")
    const { list, board } = openList(trello, caller, c.req.param("id"), "write")
    updateList(caller, board, list, { closed: readFlag(await readParams(c), "value") })
    return c.json(viewList(list))
  })

  const createLabel = (caller: Caller, idBoard: string, params: Params) => {
    const board = openBoard(trello, caller, idBoard, "write")
    const label: Label = {
      id: newId(trello.now()),
      idBoard: board.id,
      name: readText(params, "name") ?? "",
      color: readColor(params),
    }
    trello.store.labels.set(label.id, label)
    act(caller, board, "createLabel", { label: { ...label } })
    return viewLabel(label)
  }

  app.post("/labels", guard("id", WRITE_BOARD), async (c) => {
    const params = await readParams(c)
    const idBoard = readId(params, "idBoard")
    if (idBoard === undefined) throw invalidValue("idBoard")
    return c.json(createLabel(c.get("caller"), idBoard, params))
  })
  app.post("/boards/:id/labels", guard("shortLinked", WRITE_BOARD), async (c) =>
    c.json(createLabel(c.get("caller"), c.req.param("id"), await readParams(c))),
  )

  app.put("/labels/:id", guard("id", EDIT_BOARD), async (c) => {
    const caller = c.get("caller")
    const { label, board } = openLabel(trello, caller, c.req.param("id"), "write")
    const params = await readParams(c)
    const wanted = {
      name: readText(params, "name") ?? label.name,
      color: params.has("color") ? readColor(params) : label.color,
    }
    const old = { name: label.name, color: label.color }
    Object.assign(label, wanted)
    act(caller, board, "updateLabel", { label: { id: label.id, ...wanted }, old })
    return c.json(viewLabel(label))
  })

  app.delete("/labels/:id", guard("id", WRITE_BOARD), (c) => {
    const caller = c.get("caller")
    const { label, board } = openLabel(trello, caller, c.req.param("id"), "write")
    trello.store.labels.delete(label.id)
    for (const card of trello.store.cards.values()) {
      card.idLabels = card.idLabels.filter((id) => id !== label.id)
    }
    act(caller, board, "deleteLabel", { label: { id: label.id } })
    return c.json({ limits: {} })
  })

  function updateList(
    caller: Caller,
    board: Board,
    list: List,
    wanted: { readonly [K in "name" | "closed" | "pos"]?: List[K] | undefined },
  ): void {
    for (const [field, value] of Object.entries(wanted)) {
      const before = list[field as keyof List]
      if (value === undefined || value === before) continue
      Object.assign(list, { [field]: value })
      act(caller, board, "updateList", {
        list: { id: list.id, name: list.name, [field]: value },
        old: { [field]: before },
      })
    }
  }

  function act(caller: Caller, board: Board, type: string, data: Record<string, unknown>): void {
    record(trello, actorOf(trello, caller), { type, board, data })
  }
  return app
}
