import { plainText } from "../html.ts"
import { measure } from "../measure.ts"
import type { Item, ItemType } from "../model.ts"
import type { ItemBody } from "./itemSchemas.ts"

/** Sizes of items that ask for none, in pixels of the canvas at its natural size. */
export const DEFAULT_SIZE: Readonly<Record<ItemType, { width: number; height: number }>> = {
  app_card: { width: 320, height: 94 },
  card: { width: 320, height: 94 },
  frame: { width: 800, height: 600 },
  text: { width: 320, height: 36 },
  sticky_note: { width: 199, height: 228 },
  shape: { width: 100, height: 100 },
}

const STICKY_RATIO = { square: 228 / 199, rectangle: 228 / 350 } as const

/**
 * Gives an item the size that a body asks for, as its type allows: cards are as high as their text, at most as asked;
 * texts as high as their words; sticky notes keep the ratio of their shape; the others are what was asked.
 */
export function resize(item: Item, body: ItemBody): void {
  const { width, height, rotation } = body.geometry ?? {}
  const { geometry } = item
  geometry.width = width ?? geometry.width
  geometry.height = height ?? geometry.height
  geometry.rotation = rotation ?? geometry.rotation
  switch (item.type) {
    case "app_card":
    case "card":
      item.maxHeight = height ?? item.maxHeight
      geometry.height = Math.min(measure(item), item.maxHeight ?? Number.POSITIVE_INFINITY)
      break
    case "text":
      geometry.height = textHeight(item.data.content ?? "", geometry.width)
      break
    case "sticky_note": {
      const ratio = STICKY_RATIO[item.data.shape === "rectangle" ? "rectangle" : "square"]
      if (width !== undefined || body.data !== undefined) {
        geometry.height = Math.round(geometry.width * ratio)
      } else if (height !== undefined) geometry.width = Math.round(height / ratio)
      break
    }
    default:
  }
}

function textHeight(html: string, width: number): number {
  const lines = Math.max(1, Math.ceil((plainText(html).length * 10) / width))
  return 36 + (lines - 1) * 32
}
