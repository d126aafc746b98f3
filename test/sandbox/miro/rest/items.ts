import { type Context, Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { insufficientPermissions, invalidItem, invalidParameters, notFound } from "../errors.ts"
import { type Board, type Item, ITEM_TYPES, type ItemType } from "../model.ts"
import { removeItem } from "../store.ts"
import { type Caller, enter, findBoard, findEditableBoard, originOf } from "./caller.ts"
import { refuseOvertaken } from "./conflicts.ts"
import { changeItem } from "./itemChanges.ts"
import { buildGenericItemJson } from "./itemJson.ts"
import { PlaceSchema } from "./itemSchemas.ts"
import { offsetPage, readBody, readNumber } from "./parameters.ts"

/** Types that can be asked for; those that this stand-in never makes give an empty list. */
const LISTED_TYPES: readonly string[] = [
  ...ITEM_TYPES,
  "image",
  "document",
  "preview",
  "embed",
  "doc_format",
  "data_table_format",
]

/** `/v2/boards/{b}/items`: any type of item. */
export function buildItemRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store, client, control } = miro
  const routes = new Hono<SandboxEnv>()

  routes.get("/v2/boards/:board/items", (c) => {
    const tag = c.req.query("tag_id") ?? null
    const caller = enter(c, miro, tag === null ? 2 : 1)
    const { board } = findBoard(c, miro, caller)
    const type = c.req.query("type") || null
    if (type !== null && !LISTED_TYPES.includes(type)) {
      throw invalidParameters([{ field: "type", message: "is not a type of item" }])
    }
    const parent = c.req.query("parent_item_id") ?? null
    if (tag !== null && !board.tags.has(tag)) throw notFound("Tag")
    if (parent !== null && board.items.get(parent)?.type !== "frame") throw notFound("Item")
    const rows = [...board.items.values()].filter(
      (item) =>
        (type === null || item.type === type) &&
        (tag === null || item.tagIds.includes(tag)) &&
        (parent === null || item.parentId === parent),
    )
    const show = (item: Item) => buildGenericItemJson(item, board, originOf(c), client.id)
    if (tag !== null) {
      const limit = readNumber(c, "limit", { min: 1, max: 50, otherwise: 20 })
      const offset = readNumber(c, "offset", { min: 0, otherwise: 0 })
      return c.json(offsetPage(c, rows.map(show), { limit, offset }))
    }
    return c.json(cursorPage(c, rows, show))
  })

  routes.get("/v2/boards/:board/items/:item", (c) => {
    const caller = enter(c, miro, 1)
    const { board } = findBoard(c, miro, caller)
    return c.json(buildGenericItemJson(findItem(c, board), board, originOf(c), client.id))
  })

  routes.patch("/v2/boards/:board/items/:item", async (c) => {
    const caller = enter(c, miro, 2)
    const board = findEditableBoard(c, miro, caller)
    const item = findItem(c, board)
    const body = await readBody(c, PlaceSchema, invalidItem)
    refuseOvertaken(c, item)
    changeItem(item, body, board, store, {
      userId: caller.userId,
      app: client.id,
      now: control.clock.now(),
    })
    store.touch(board, caller.userId)
    return c.json(buildGenericItemJson(item, board, originOf(c), client.id))
  })

  routes.delete("/v2/boards/:board/items/:item", (c) =>
    c.req.query("tag_id") === undefined ? deleteItem(c, miro, null) : detachTag(c, miro),
  )

  return routes
}

/** The item of the path, of a type unless that is null. Throws 404. */
export function findItem(c: Context<SandboxEnv>, board: Board, type: ItemType | null = null): Item {
  const item = board.items.get(c.req.param("item") ?? "")
  if (item === undefined || (type !== null && item.type !== type)) throw notFound("Item")
  return item
}

/** `DELETE` of an item of a type, or of any with null: level 3, 204. */
export function deleteItem(c: Context<SandboxEnv>, miro: Miro, type: ItemType | null): Response {
  const caller: Caller = enter(c, miro, 3)
  const board = findEditableBoard(c, miro, caller)
  const item = findItem(c, board, type)
  refuseForeign(item, miro)
  removeItem(board, item)
  miro.store.touch(board, caller.userId)
  return c.body(null, 204)
}

/** `DELETE …/items/{i}?tag_id=`: takes a tag off an item. */
function detachTag(c: Context<SandboxEnv>, miro: Miro): Response {
  const board = findEditableBoard(c, miro, enter(c, miro, 1))
  const item = findItem(c, board)
  const at = item.tagIds.indexOf(c.req.query("tag_id") ?? "")
  if (at === -1) throw notFound("Tag")
  item.tagIds.splice(at, 1)
  return c.body(null, 204)
}

/** App cards belong to the app that made them: others may read and move them only. Throws 403. */
export function refuseForeign(item: Item, { client }: Miro): void {
  if (item.type === "app_card" && item.app !== client.id) {
    throw insufficientPermissions("The app card belongs to another app")
  }
}

/**
 * A page of 10 to 50 after the item that the cursor names, in order of creation. What is there from the first page to the
 * last comes exactly once, whatever else is created or deleted in between; nothing ever comes twice.
 */
function cursorPage(
  c: Context<SandboxEnv>,
  rows: readonly Item[],
  show: (item: Item) => Record<string, unknown>,
): Record<string, unknown> {
  const limit = readNumber(c, "limit", { min: 10, max: 50, otherwise: 10 })
  const after = readCursor(c.req.query("cursor") ?? "")
  const rest = rows.filter((item) => isLater(item.id, after))
  const data = rest.slice(0, limit)
  const last = data.at(-1)
  const more = last !== undefined && rest.length > limit
  const cursor = more ? Buffer.from(`${last.id}~`).toString("base64") : null
  const link = (at: string) => {
    const url = new URL(c.req.url)
    url.searchParams.set("limit", String(limit))
    url.searchParams.set("cursor", at)
    return url.href
  }
  return {
    data: data.map(show),
    total: rows.length,
    size: data.length,
    ...(cursor === null ? {} : { cursor }),
    limit,
    links: {
      self: link(c.req.query("cursor") ?? ""),
      ...(cursor === null ? {} : { next: link(cursor) }),
    },
    type: "cursor-list",
  }
}

function readCursor(cursor: string): string {
  if (cursor === "") return ""
  const id = /^(\d{1,24})~$/.exec(Buffer.from(cursor, "base64").toString())?.[1]
  if (id === undefined) throw invalidParameters([{ field: "cursor", message: "is not valid" }])
  return id
}

/** Compares ids as numbers. */
function isLater(id: string, after: string): boolean {
  return id.length === after.length ? id > after : id.length > after.length
}
