/** What a Miro is made of here. Ids are strings of digits beyond 2^53; board ids end with `=`. Times are milliseconds. */

export interface User {
  readonly id: string
  readonly name: string
}

export interface Team {
  readonly id: string
  readonly name: string
  /** Null for a team outside any organisation: its token context has none either. */
  readonly organization: { readonly id: string; readonly name: string } | null
  readonly members: readonly string[]
  /** How many boards the plan allows; null without limit. */
  readonly boardLimit: number | null
}

export const ROLES = ["viewer", "commenter", "editor", "coowner", "owner"] as const
export type Role = (typeof ROLES)[number]

export const ACCESS_LEVELS = ["private", "view", "comment", "edit"] as const
export type Access = (typeof ACCESS_LEVELS)[number]

export interface Board {
  readonly id: string
  name: string
  description: string
  readonly teamId: string
  readonly ownerId: string
  /** Explicit members, the owner included. */
  readonly members: Map<string, Role>
  /** Who else may enter: everyone with the link, the organisation, the team. */
  sharing: { access: Access; organizationAccess: Access; teamAccess: Access }
  readonly createdAt: number
  modifiedAt: number
  modifiedBy: string
  lastOpenedAt: number
  lastOpenedBy: string
  /** In order of creation, which is also the order of ids. */
  readonly items: Map<string, Item>
  readonly tags: Map<string, Tag>
}

export const ITEM_TYPES = ["app_card", "card", "frame", "text", "sticky_note", "shape"] as const
export type ItemType = (typeof ITEM_TYPES)[number]

export const APP_CARD_STATUSES = ["disconnected", "connected", "disabled"] as const

/** One preview field of an app card, as it came in; colours in lower case. */
export interface Field {
  value?: string
  tooltip?: string
  fillColor?: string
  textColor?: string
  iconUrl?: string
  iconShape?: "round" | "square"
}

export interface ItemData {
  title?: string
  description?: string
  content?: string
  status?: (typeof APP_CARD_STATUSES)[number]
  fields?: Field[]
  dueDate?: string
  assigneeId?: string
  format?: string
  type?: string
  shape?: string
}

export interface Item {
  readonly id: string
  readonly type: ItemType
  /** The client id of the app that made it; null for a person. */
  readonly app: string | null
  data: ItemData
  style: Record<string, string>
  /** The centre, from the board's centre or from the parent's top left. */
  position: { x: number; y: number }
  geometry: { width: number; height: number; rotation: number }
  /** The height that somebody asked for: a limit, as cards are as high as their text. */
  maxHeight: number | null
  /** The frame that it lies in. */
  parentId: string | null
  readonly tagIds: string[]
  readonly createdAt: number
  readonly createdBy: string
  modifiedAt: number
  modifiedBy: string
  /** Grows with every change: how a change that was overtaken by another is found out. */
  version: number
}

export interface Tag {
  readonly id: string
  title: string
  fillColor: string
}
