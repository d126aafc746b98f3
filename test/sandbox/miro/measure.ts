import { plainText } from "./html.ts"
import type { Item } from "./model.ts"

const STATUS_WIDTH = 38

/** About how high a card is drawn, from what is in it: cards grow with their text and their fields. */
export function measure(item: Pick<Item, "data" | "geometry">): number {
  const inner = item.geometry.width - 36
  const title = lines(plainText(item.data.title ?? ""), inner - STATUS_WIDTH, 8.6)
  const description = Math.min(3, lines(plainText(item.data.description ?? ""), inner, 7))
  const fields = chipRows(item, inner)
  return Math.max(
    94,
    32 + Math.max(1, title) * 24 + (description > 0 ? 6 + description * 20 : 0) + fields * 32,
  )
}

function lines(text: string, width: number, perCharacter: number): number {
  return Math.ceil((text.length * perCharacter) / width)
}

function chipRows(item: Pick<Item, "data">, width: number): number {
  let rows = 0
  let left = 0
  for (const field of item.data.fields ?? []) {
    const chip = Math.min(width, 22 + (field.value ?? "").length * 7 + (field.iconUrl ? 22 : 0))
    if (chip > left) {
      rows += 1
      left = width
    }
    left -= chip + 6
  }
  return rows
}
