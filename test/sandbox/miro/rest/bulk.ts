import { Hono } from "hono"
import * as v from "valibot"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { ApiError, type FieldError, invalidItem } from "../errors.ts"
import { type Board, type Item, ITEM_TYPES } from "../model.ts"
import { authenticate, charge, findEditableBoard, originOf } from "./caller.ts"
import { type Author, makeItem } from "./itemChanges.ts"
import { buildItemJson } from "./itemJson.ts"
import { ITEM_SCHEMAS, type ItemBody } from "./itemSchemas.ts"
import { fieldErrors, ONCE, readJson } from "./parameters.ts"

const TypeSchema = v.object({
  type: v.picklist(ITEM_TYPES, "is not a type that can be created in bulk here"),
})

/** `POST /v2/boards/{b}/items/bulk`: 1 to 20 items, all or none, charged for each. */
export function buildBulkRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store, client, control } = miro
  const routes = new Hono<SandboxEnv>()

  routes.post("/v2/boards/:board/items/bulk", async (c) => {
    const caller = authenticate(c, miro)
    const rows = await readJson(c, invalidItem)
    charge(c, miro, caller, 2, Array.isArray(rows) ? Math.max(1, rows.length) : 1)
    const board = findEditableBoard(c, miro, caller)
    if (!Array.isArray(rows) || rows.length < 1 || rows.length > 20) {
      throw invalidItem([{ field: "body", message: "must be an array of 1 to 20 items" }])
    }
    const author = { userId: caller.userId, app: client.id, now: control.clock.now() }
    const items = makeAll(rows, board, author)
    for (const item of items) board.items.set(item.id, item)
    store.touch(board, caller.userId)
    const data = items.map((item) => buildItemJson(item, board, originOf(c), client.id))
    return c.json({ data, type: "bulk-list" }, 201)
  })

  const makeAll = (rows: readonly unknown[], board: Board, author: Author): Item[] => {
    const errors: FieldError[] = []
    const items: Item[] = []
    for (const [index, row] of rows.entries()) {
      const made = makeOne(row, board, author)
      if ("id" in made) items.push(made)
      else errors.push(...made.map((error) => ({ ...error, field: `${index}.${error.field}` })))
    }
    if (errors.length > 0) throw invalidItem(errors)
    return items
  }

  const makeOne = (row: unknown, board: Board, author: Author): Item | readonly FieldError[] => {
    const typed = v.safeParse(TypeSchema, row)
    if (!typed.success) return fieldErrors(typed.issues)
    const { type } = typed.output
    const parsed = v.safeParse(ITEM_SCHEMAS[type], row, ONCE)
    if (!parsed.success) return fieldErrors(parsed.issues)
    const body: ItemBody = parsed.output
    try {
      return makeItem(type, body, board, store, author)
    } catch (error) {
      if (error instanceof ApiError && error.fields !== null) return error.fields
      throw error
    }
  }

  return routes
}
