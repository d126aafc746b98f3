import { type Context, Hono } from "hono"
import * as v from "valibot"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { invalidParameters, notFound } from "../errors.ts"
import type { Board, Tag } from "../model.ts"
import { enter, findBoard, findEditableBoard, originOf } from "./caller.ts"
import { findItem } from "./items.ts"
import { offsetPage, readBody, readNumber } from "./parameters.ts"

const COLORS = [
  "red",
  "light_green",
  "cyan",
  "yellow",
  "magenta",
  "green",
  "blue",
  "gray",
  "violet",
  "dark_green",
  "dark_blue",
  "black",
] as const

const title = v.pipe(v.string(), v.maxLength(120))
const TagSchema = v.object({ title, fillColor: v.optional(v.picklist(COLORS), "red") })
const TagChangeSchema = v.object({
  title: v.optional(title),
  fillColor: v.optional(v.picklist(COLORS)),
})

/** Tags per item (OpenAPI attach-tag-to-item). */
const MAX_TAGS = 8

/** `/v2/boards/{b}/tags`, and tags on cards and sticky notes. Open pages are not told of them: Miro's are not either. */
export function buildTagRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store } = miro
  const routes = new Hono<SandboxEnv>()

  routes.post("/v2/boards/:board/tags", async (c) => {
    const caller = enter(c, miro, 1)
    const board = findEditableBoard(c, miro, caller)
    const body = await readBody(c, TagSchema, invalidParameters)
    refuseTakenTitle(board, body.title, null)
    const tag: Tag = { id: store.newId(), ...body }
    board.tags.set(tag.id, tag)
    return c.json(buildTagJson(c, board, tag), 201)
  })

  routes.get("/v2/boards/:board/tags", (c) => {
    const { board } = findBoard(c, miro, enter(c, miro, 1))
    const limit = readNumber(c, "limit", { min: 1, max: 50, otherwise: 20 })
    const offset = readNumber(c, "offset", { min: 0, otherwise: 0 })
    const rows = [...board.tags.values()].map((tag) => ({ ...tag, type: "tag" }))
    return c.json(offsetPage(c, rows, { limit, offset }))
  })

  routes.get("/v2/boards/:board/tags/:tag", (c) => {
    const { board } = findBoard(c, miro, enter(c, miro, 1))
    return c.json(buildTagJson(c, board, findTag(board, c.req.param("tag"))))
  })

  routes.patch("/v2/boards/:board/tags/:tag", async (c) => {
    const board = findEditableBoard(c, miro, enter(c, miro, 1))
    const tag = findTag(board, c.req.param("tag"))
    const body = await readBody(c, TagChangeSchema, invalidParameters)
    if (body.title !== undefined) refuseTakenTitle(board, body.title, tag)
    tag.title = body.title ?? tag.title
    tag.fillColor = body.fillColor ?? tag.fillColor
    return c.json(buildTagJson(c, board, tag))
  })

  routes.delete("/v2/boards/:board/tags/:tag", (c) => {
    const board = findEditableBoard(c, miro, enter(c, miro, 1))
    const tag = findTag(board, c.req.param("tag"))
    board.tags.delete(tag.id)
    for (const item of board.items.values()) {
      const at = item.tagIds.indexOf(tag.id)
      if (at !== -1) item.tagIds.splice(at, 1)
    }
    return c.body(null, 204)
  })

  routes.get("/v2/boards/:board/items/:item/tags", (c) => {
    const { board } = findBoard(c, miro, enter(c, miro, 1))
    const item = findItem(c, board)
    const tags = [...board.tags.values()].filter((tag) => item.tagIds.includes(tag.id))
    return c.json({ tags: tags.map((tag) => ({ ...tag, type: "tag" })) })
  })

  routes.post("/v2/boards/:board/items/:item", (c) => {
    const board = findEditableBoard(c, miro, enter(c, miro, 1))
    const item = findItem(c, board)
    const tag = findTag(board, c.req.query("tag_id"))
    const fits = item.type === "card" || item.type === "sticky_note"
    if (!fits || item.tagIds.length >= MAX_TAGS) {
      const message = fits ? `has ${MAX_TAGS} tags already` : "takes no tags"
      throw invalidParameters([{ field: "item_id", message }])
    }
    if (!item.tagIds.includes(tag.id)) item.tagIds.push(tag.id)
    return c.body(null, 204)
  })

  return routes
}

/** Titles are unique on a board and case-sensitive. */
function refuseTakenTitle(board: Board, title: string, own: Tag | null): void {
  if ([...board.tags.values()].some((tag) => tag !== own && tag.title === title)) {
    throw invalidParameters([{ field: "title", message: "must be unique on the board" }])
  }
}

function findTag(board: Board, id: string | undefined): Tag {
  const tag = board.tags.get(id ?? "")
  if (tag === undefined) throw notFound("Tag")
  return tag
}

function buildTagJson(c: Context<SandboxEnv>, board: Board, tag: Tag): Record<string, unknown> {
  const self = `${originOf(c)}/v2/boards/${board.id}/tags/${tag.id}`
  return { ...tag, type: "tag", links: { self } }
}
