import { type Context, Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { invalidItem } from "../errors.ts"
import { type Board, type Item, ITEM_TYPES } from "../model.ts"
import { type Caller, enter, findBoard, findEditableBoard, originOf } from "./caller.ts"
import { refuseOvertaken } from "./conflicts.ts"
import { type Author, changeItem, makeItem } from "./itemChanges.ts"
import { buildItemJson, COLLECTIONS } from "./itemJson.ts"
import { CREATE_SCHEMAS, ITEM_SCHEMAS, type ItemBody } from "./itemSchemas.ts"
import { deleteItem, findItem, refuseForeign } from "./items.ts"
import { readBody } from "./parameters.ts"

/** `/v2/boards/{b}/app_cards`, `/cards`, `/frames` and so on: create, read, change, delete. */
export function buildTypedItemRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store, client, control } = miro
  const routes = new Hono<SandboxEnv>()

  const authorOf = (caller: Caller): Author => ({
    userId: caller.userId,
    app: client.id,
    now: control.clock.now(),
  })
  const show = (c: Context<SandboxEnv>, item: Item, board: Board) =>
    buildItemJson(item, board, originOf(c), client.id)

  for (const type of ITEM_TYPES) {
    const path = `/v2/boards/:board/${COLLECTIONS[type]}` as const

    routes.post(path, async (c) => {
      const caller = enter(c, miro, 2)
      const board = findEditableBoard(c, miro, caller)
      const body: ItemBody = await readBody(c, CREATE_SCHEMAS[type], invalidItem)
      const item = makeItem(type, body, board, store, authorOf(caller))
      board.items.set(item.id, item)
      store.touch(board, caller.userId)
      return c.json(show(c, item, board), 201)
    })

    routes.get(`${path}/:item`, (c) => {
      const { board } = findBoard(c, miro, enter(c, miro, 1))
      return c.json(show(c, findItem(c, board, type), board))
    })

    routes.patch(`${path}/:item`, async (c) => {
      const caller = enter(c, miro, 2)
      const board = findEditableBoard(c, miro, caller)
      const item = findItem(c, board, type)
      const body: ItemBody = await readBody(c, ITEM_SCHEMAS[type], invalidItem)
      refuseOvertaken(c, item)
      if (body.data !== undefined || body.style !== undefined) refuseForeign(item, miro)
      changeItem(item, body, board, store, authorOf(caller))
      store.touch(board, caller.userId)
      return c.json(show(c, item, board))
    })

    routes.delete(`${path}/:item`, (c) => deleteItem(c, miro, type))
  }

  return routes
}
