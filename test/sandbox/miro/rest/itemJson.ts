import type { Board, Item, ItemType } from "../model.ts"
import { iso } from "./boardJson.ts"

/** The path segment of each type. */
export const COLLECTIONS: Readonly<Record<ItemType, string>> = {
  app_card: "app_cards",
  card: "cards",
  frame: "frames",
  text: "texts",
  sticky_note: "sticky_notes",
  shape: "shapes",
}

/** An item as REST shows it to an app: `owned` says whether that app made it. */
export function buildItemJson(
  item: Item,
  board: Board,
  origin: string,
  app: string,
): Record<string, unknown> {
  const root = `${origin}/v2/boards/${board.id}`
  const owned = item.type === "app_card" ? { owned: item.app === app } : {}
  return {
    id: item.id,
    type: item.type,
    data: { ...item.data, ...owned },
    ...(Object.keys(item.style).length === 0 ? {} : { style: item.style }),
    geometry: buildGeometry(item),
    position: {
      ...item.position,
      origin: "center",
      relativeTo: item.parentId === null ? "canvas_center" : "parent_top_left",
    },
    ...(item.parentId === null
      ? {}
      : { parent: { id: item.parentId, links: { self: `${root}/frames/${item.parentId}` } } }),
    createdAt: iso(item.createdAt),
    createdBy: { id: item.createdBy, type: "user" },
    modifiedAt: iso(item.modifiedAt),
    modifiedBy: { id: item.modifiedBy, type: "user" },
    links: {
      self: `${root}/${COLLECTIONS[item.type]}/${item.id}`,
      ...(item.type === "frame"
        ? { related: `${root}/items?parent_item_id=${item.id}&limit=10&cursor=` }
        : {}),
    },
  }
}

/**
 * The same from the calls for any type of item: those promise no style, and of a parent its id alone (OpenAPI,
 * GenericItem).
 */
export function buildGenericItemJson(
  item: Item,
  board: Board,
  origin: string,
  app: string,
): Record<string, unknown> {
  const { style: _, ...rest } = buildItemJson(item, board, origin, app)
  return item.parentId === null ? rest : { ...rest, parent: { id: item.parentId } }
}

function buildGeometry({ type, geometry }: Item): Record<string, number> {
  const { width, height, rotation } = geometry
  return type === "frame" || type === "sticky_note"
    ? { width, height }
    : { width, height, rotation }
}
