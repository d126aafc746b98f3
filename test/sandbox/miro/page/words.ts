import type { ItemType, Role } from "../model.ts"

/** How many items, in words. */
export function countItems(count: number): string {
  return count === 1 ? "1 item" : `${count} items`
}

/** What the pages call the types of items. */
export const TYPE_WORDS: Readonly<Record<ItemType, string>> = {
  app_card: "App card",
  card: "Card",
  frame: "Frame",
  text: "Text",
  sticky_note: "Sticky note",
  shape: "Shape",
}

export const STATUS_WORDS = {
  connected: "Connected",
  disconnected: "Disconnected",
  disabled: "Disabled",
} as const

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: "can view",
  commenter: "can comment",
  editor: "can edit",
  coowner: "co-owner",
  owner: "owner",
}
