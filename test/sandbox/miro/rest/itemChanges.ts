import { doorsFor, roleOn } from "../access.ts"
import { type FieldError, invalidItem } from "../errors.ts"
import { cleanHtml, DESCRIPTION_TAGS, TITLE_TAGS } from "../html.ts"
import type { Board, Item, ItemData, ItemType } from "../model.ts"
import { canvasPosition, liesInside, type Store, takeOutOfFrame } from "../store.ts"
import type { ItemBody } from "./itemSchemas.ts"
import { DEFAULT_SIZE, resize } from "./itemSize.ts"

const DEFAULT_DATA: Readonly<Record<ItemType, ItemData>> = {
  app_card: { title: "sample app card item", description: "", status: "disconnected" },
  card: { title: "sample card item", description: "" },
  frame: { title: "Sample frame title", format: "custom", type: "freeform" },
  text: { content: "" },
  sticky_note: { content: "", shape: "square" },
  shape: { content: "", shape: "rectangle" },
}

const DEFAULT_STYLE: Readonly<Partial<Record<ItemType, Record<string, string>>>> = {
  app_card: { fillColor: "#2d9bf0" },
  card: { cardTheme: "#2d9bf0" },
  frame: { fillColor: "#ffffffff" },
  sticky_note: { fillColor: "light_yellow" },
}

/** Who makes or changes an item, with which app (null for a person), and when. */
export interface Author {
  readonly userId: string
  readonly app: string | null
  readonly now: number
}

/** Makes an item of a body that its schema has passed. It is on no board yet. Throws 400 as `changeItem` does. */
export function makeItem(
  type: ItemType,
  body: ItemBody,
  board: Board,
  store: Store,
  author: Author,
): Item {
  const item: Item = {
    id: store.newId(),
    type,
    app: author.app,
    data: { ...DEFAULT_DATA[type] },
    style: { ...DEFAULT_STYLE[type] },
    position: { x: 0, y: 0 },
    geometry: { ...DEFAULT_SIZE[type], rotation: 0 },
    maxHeight: null,
    parentId: null,
    tagIds: [],
    createdAt: author.now,
    createdBy: author.userId,
    modifiedAt: author.now,
    modifiedBy: author.userId,
    version: 0,
  }
  // A new item with a parent is placed from the parent's corner even when it names no position.
  return changeItem(item, { position: { x: 0, y: 0 }, ...body }, board, store, author)
}

/**
 * Changes an item as a body says and gives it back; what the body leaves out stays, `fields` are replaced as a whole.
 * Throws 400, with the item unchanged, for a parent that is no frame, a centre outside it, or a stranger as assignee.
 */
export function changeItem(
  item: Item,
  body: ItemBody,
  board: Board,
  store: Store,
  author: Author,
): Item {
  const place = placeItem(item, body, board)
  const errors = [...checkPlace(item, place, board), ...checkAssignee(body, board, store)]
  if (errors.length > 0) throw invalidItem(errors)
  item.parentId = place.parentId
  item.position = { x: place.x, y: place.y }
  item.data = { ...item.data, ...cleanData(body.data ?? {}) }
  item.style = { ...item.style, ...withoutUndefined(body.style ?? {}) }
  resize(item, body)
  if (item.type === "frame") releaseChildren(item, board)
  item.version += 1
  item.modifiedAt = author.now
  item.modifiedBy = author.userId
  return item
}

interface Place {
  readonly parentId: string | null
  readonly x: number
  readonly y: number
}

function placeItem(item: Item, body: ItemBody, board: Board): Place {
  const parentId = body.parent === undefined ? item.parentId : (body.parent?.id ?? null)
  const moved = parentId !== item.parentId && board.items.has(item.id)
  const from = moved ? relativeTo(canvasPosition(board, item), parentId, board) : item.position
  return { parentId, x: body.position?.x ?? from.x, y: body.position?.y ?? from.y }
}

function relativeTo(
  at: { x: number; y: number },
  parentId: string | null,
  board: Board,
): { x: number; y: number } {
  const parent = parentId === null ? undefined : board.items.get(parentId)
  if (parent === undefined) return at
  return {
    x: at.x - (parent.position.x - parent.geometry.width / 2),
    y: at.y - (parent.position.y - parent.geometry.height / 2),
  }
}

/** A frame that has become smaller holds only what still lies in it; what becomes of the rest is a guess. */
function releaseChildren(frame: Item, board: Board): void {
  for (const child of board.items.values()) {
    if (child.parentId !== frame.id || liesInside(frame, child.position)) continue
    takeOutOfFrame(board, child)
  }
}

function checkPlace(item: Item, { parentId, x, y }: Place, board: Board): FieldError[] {
  if (parentId === null) return []
  if (item.type === "frame") return [{ field: "parent.id", message: "frames lie in no frame" }]
  const parent = board.items.get(parentId)
  if (parent?.type !== "frame") return [{ field: "parent.id", message: "must be a frame" }]
  if (liesInside(parent, { x, y })) return []
  return [{ field: "position", message: "must lie inside the parent" }]
}

function checkAssignee(body: ItemBody, board: Board, store: Store): FieldError[] {
  const id = body.data?.["assigneeId"]
  if (typeof id !== "string") return []
  const known = store.users.has(id) && roleOn(board, id, doorsFor(board, id, store.teams, false))
  return known ? [] : [{ field: "data.assigneeId", message: "must have access to the board" }]
}

function cleanData(data: Readonly<Record<string, unknown>>): ItemData {
  const clean: Record<string, unknown> = withoutUndefined(data)
  for (const [name, tags] of [
    ["title", TITLE_TAGS],
    ["description", DESCRIPTION_TAGS],
    ["content", DESCRIPTION_TAGS],
  ] as const) {
    const value = clean[name]
    if (typeof value === "string") clean[name] = cleanHtml(value, tags)
  }
  return clean
}

function withoutUndefined<T>(record: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined),
  )
}
