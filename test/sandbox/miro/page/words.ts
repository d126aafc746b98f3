import type { ItemType, Role } from "../model.ts"

/** How many items, in words. */
export function countItems(count: number): string {
  return count === 1 ? "1 item" : `${count.toLocaleString("en")} items`
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

/** What somebody can do here who has never seen it. */
export const HINTS = {
  what: "a board of the local stand-in for Miro",
  edit: "Drag an item or press the arrow keys to move it · Ctrl + D copies, Delete removes it · Scroll to pan, Ctrl + scroll to zoom",
  look: "Drag or scroll to pan · Ctrl + scroll to zoom",
  start: "See the board",
  noAccess: "Sign in to Miro to see this board, or ask its owner to share it.",
  empty: "Nothing here yet. Push a card from Trello and it appears here by itself.",
} as const
