import * as v from "valibot"
import { MiroNumericIdSchema } from "../../core/contract/ids.ts"
import { ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { parseAnswer } from "./answers.ts"

/** Items on one page; Miro allows 10–50 (OpenAPI, get-items). */
export const ITEMS_PAGE_SIZE = 50

/** Lists everything on a board, page by page; 100 credits each. */
export function buildListItems(board: string, cursor: string | null): UpstreamCall {
  const parameters = new URLSearchParams({ limit: String(ITEMS_PAGE_SIZE) })
  if (cursor !== null) parameters.set("cursor", cursor)
  return { method: "GET", path: `${itemsPath(board)}?${parameters.toString()}` }
}

/** Lists what lies in a frame, its first items alone. */
export function buildListChildren(board: string, frame: string): UpstreamCall {
  return { method: "GET", path: `${itemsPath(board)}?limit=10&parent_item_id=${frame}` }
}

/** Reads one item of any type; 50 credits. */
export function buildReadItem(board: string, item: string): UpstreamCall {
  return { method: "GET", path: `${itemsPath(board)}/${item}` }
}

/** Deletes an item of any type. */
export function buildDeleteItem(board: string, item: string): UpstreamCall {
  return { method: "DELETE", path: `${itemsPath(board)}/${item}` }
}

function itemsPath(board: string): string {
  return `/v2/boards/${encodeURIComponent(board)}/items`
}

/** An item as far as a push needs it. */
export interface BoardItem {
  readonly id: string
  readonly type: string
  /** The frame that it lies in. */
  readonly parent: string | null
  /** The centre: from the board's centre, or from the parent's top left. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Degrees. */
  readonly rotation: number
  /** An app card's or a frame's; empty for other items. */
  readonly title: string
  /** Whether it is an app card of ours. */
  readonly owned: boolean
  /** An app card's: a copy that somebody made is `disconnected`, what we made is not. */
  readonly status: string | null
  /** Milliseconds since 1970; 0 where Miro does not say. */
  readonly createdAt: number
}

const number = v.optional(v.nullable(v.number(), 0), 0)
const ItemSchema = v.object({
  id: MiroNumericIdSchema,
  type: v.string(),
  data: v.optional(v.nullable(v.looseObject({})), null),
  position: v.optional(v.nullable(v.object({ x: number, y: number })), null),
  geometry: v.optional(
    v.nullable(v.object({ width: number, height: number, rotation: number })),
    null,
  ),
  parent: v.optional(v.nullable(v.object({ id: MiroNumericIdSchema })), null),
  createdAt: v.optional(v.nullable(v.string()), null),
})

const PageSchema = v.object({
  data: v.array(ItemSchema),
  cursor: v.optional(v.nullable(v.string()), null),
})

export interface ItemsPage {
  readonly items: readonly BoardItem[]
  /** Null at the end. */
  readonly cursor: string | null
}

export function parseListItems(result: UpstreamResult): Result<ItemsPage> {
  const page = parseAnswer(result, PageSchema)
  if (!page.ok) return page
  return ok({ items: page.value.data.map(toItem), cursor: page.value.cursor || null })
}

/** Null when Miro does not find it: the item, or its board, is gone. */
export function parseReadItem(result: UpstreamResult): Result<BoardItem | null> {
  if (result.kind === "answer" && result.status === 404) return ok(null)
  const item = parseAnswer(result, ItemSchema)
  return item.ok ? ok(toItem(item.value)) : item
}

/** Where Miro gives an item no size: that of a card. */
const UNKNOWN_SIZE = { width: 320, height: 216 } as const

function toItem(item: v.InferOutput<typeof ItemSchema>): BoardItem {
  const { data, position, geometry } = item
  const title = data?.["title"]
  const status = data?.["status"]
  return {
    id: item.id,
    type: item.type,
    parent: item.parent?.id ?? null,
    x: position?.x ?? 0,
    y: position?.y ?? 0,
    width: geometry?.width || UNKNOWN_SIZE.width,
    height: geometry?.height || UNKNOWN_SIZE.height,
    rotation: geometry?.rotation ?? 0,
    title: typeof title === "string" ? title : "",
    owned: data?.["owned"] === true,
    status: typeof status === "string" ? status : null,
    createdAt: Date.parse(item.createdAt ?? "") || 0,
  }
}

/** The Trello card that an app card's title links to: the eight characters that name it. */
export function shortLinkOf(title: string): string | null {
  return /\/c\/([A-Za-z0-9]{8})(?![A-Za-z0-9])/.exec(title)?.[1] ?? null
}

/** Whether it is an app card that we made: a copy that somebody made is disconnected, and theirs. */
export function isOurs({ owned, status }: BoardItem): boolean {
  return owned && status !== "disconnected"
}
