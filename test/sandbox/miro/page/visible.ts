import type { PageItem } from "../pageState.ts"
import type { Camera, Size } from "./camera.ts"

/** Up to so many items are drawn as elements; more can only be far away and are painted. */
export const MAX_ELEMENTS = 250

/** Pixels around the view in which items are drawn already. */
const MARGIN = 120

/** The items that the view shows, in their order. */
export function visibleItems(
  items: readonly PageItem[],
  camera: Camera,
  view: Size,
): readonly PageItem[] {
  const left = (-MARGIN - camera.x) / camera.zoom
  const top = (-MARGIN - camera.y) / camera.zoom
  const right = (view.width + MARGIN - camera.x) / camera.zoom
  const bottom = (view.height + MARGIN - camera.y) / camera.zoom
  return items.filter(
    ({ x, y, width, height }) =>
      x + width / 2 >= left &&
      x - width / 2 <= right &&
      y + height / 2 >= top &&
      y - height / 2 <= bottom,
  )
}

/** Frames lie under what is in them. */
export function inDrawingOrder(items: readonly PageItem[]): PageItem[] {
  return [...items].sort((a, b) => Number(b.type === "frame") - Number(a.type === "frame"))
}

/** The topmost item at a point of the screen; `items` in drawing order. */
export function itemAt(
  items: readonly PageItem[],
  camera: Camera,
  at: { x: number; y: number },
): PageItem | null {
  const x = (at.x - camera.x) / camera.zoom
  const y = (at.y - camera.y) / camera.zoom
  const found = items.findLast(
    (item) => Math.abs(item.x - x) <= item.width / 2 && Math.abs(item.y - y) <= item.height / 2,
  )
  return found ?? null
}

/** Where items are that somebody has moved and the server has not told about yet. */
export type Moves = ReadonlyMap<string, { readonly x: number; readonly y: number }>

/** Items with their moves; a frame takes along what lies in it. */
export function applyMoves(items: readonly PageItem[], moves: Moves): readonly PageItem[] {
  if (moves.size === 0) return items
  const before = new Map(items.map((item) => [item.id, item]))
  return items.map((item) => {
    const own = moves.get(item.id)
    if (own !== undefined) return { ...item, ...own }
    const frame = before.get(item.parentId ?? "")
    const frameMove = moves.get(item.parentId ?? "")
    if (frame === undefined || frameMove === undefined) return item
    return { ...item, x: item.x + frameMove.x - frame.x, y: item.y + frameMove.y - frame.y }
  })
}
