import type { LabelColor } from "../../../../core/cards/ticket.ts"
import { ActionLog } from "./actionLog.ts"
import type { PluginDatum, Webhook } from "./appModel.ts"
import { IndexedMap } from "./indexed.ts"

/** A person with a Trello account. */
export interface Member {
  readonly id: string
  readonly username: string
  readonly fullName: string
  readonly initials: string
  /** Degrees on the colour wheel, for the avatar. */
  readonly hue: number
}

export interface Membership {
  readonly id: string
  readonly idMember: string
  memberType: "admin" | "normal" | "observer"
}

/** A workspace. */
export interface Organization {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly desc: string
  readonly memberships: Membership[]
}

export interface CustomField {
  readonly id: string
  readonly name: string
  readonly type: "text" | "number" | "date" | "checkbox" | "list"
  readonly pos: number
  readonly options: readonly {
    readonly id: string
    readonly value: { readonly text: string }
    readonly color: string
    readonly pos: number
  }[]
}

export interface Board {
  readonly id: string
  readonly shortLink: string
  name: string
  desc: string
  closed: boolean
  idOrganization: string | null
  permissionLevel: "private" | "org" | "public"
  readonly background: string
  readonly backgroundColor: string
  readonly memberships: Membership[]
  /** ISO 8601 in UTC. */
  dateLastActivity: string
  /** The highest `idShort` so far. */
  lastIdShort: number
  /** Ids of the Power-Ups that are enabled. */
  readonly plugins: Set<string>
  readonly customFields: CustomField[]
}

export interface List {
  readonly id: string
  /** Changed through `store.lists.place`. */
  readonly idBoard: string
  name: string
  closed: boolean
  pos: number
  subscribed?: boolean
}

export interface Label {
  readonly id: string
  readonly idBoard: string
  name: string
  color: LabelColor | null
}

export interface CheckItem {
  readonly id: string
  name: string
  state: "complete" | "incomplete"
  pos: number
  due: string | null
  idMember: string | null
}

export interface Checklist {
  readonly id: string
  idBoard: string
  readonly idCard: string
  name: string
  pos: number
  readonly checkItems: CheckItem[]
}

export interface Attachment {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly mimeType: string
  readonly idMember: string
  readonly date: string
  readonly pos: number
}

export interface Cover {
  readonly color: string | null
  readonly idAttachment: string | null
  readonly size: "normal" | "full"
  readonly brightness: "light" | "dark"
}

export interface CustomFieldItem {
  readonly id: string
  readonly idCustomField: string
  readonly idValue: string | null
  readonly value: Readonly<Record<string, string>> | null
}

export interface Card {
  readonly id: string
  readonly shortLink: string
  idShort: number
  /** This, the list, the members and the labels are changed through `store.cards.place`. */
  readonly idBoard: string
  readonly idList: string
  name: string
  desc: string
  closed: boolean
  pos: number
  start: string | null
  due: string | null
  dueComplete: boolean
  readonly idMembers: readonly string[]
  readonly idLabels: readonly string[]
  cover: Cover
  dateLastActivity: string
  readonly idMemberCreator: string
  readonly attachments: Attachment[]
  readonly customFieldItems: CustomFieldItem[]
  isTemplate: boolean
  subscribed: boolean
  /** Null for an ordinary card. */
  readonly cardRole?: "separator" | "board" | "mirror" | "link" | null
  /** The card that a mirror shows. */
  readonly mirrorSourceId?: string | null
  address?: string | null
  locationName?: string | null
  coordinates?: string | null
}

/** What happened: an entry of the activity feed and the body of a webhook. */
export interface Action {
  readonly id: string
  readonly idMemberCreator: string
  readonly type: string
  readonly date: string
  readonly data: Record<string, unknown>
  readonly idBoard: string
  readonly idCard: string | null
  readonly idList: string | null
  /** The Power-Up whose OAuth client made the change; null for the web client. */
  readonly idPlugin: string | null
}

/** Everything that the stand-in remembers about boards and people. */
export interface Store {
  readonly members: Map<string, Member>
  readonly organizations: Map<string, Organization>
  readonly boards: IndexedMap<Board, "shortLink">
  readonly lists: IndexedMap<List, "board">
  readonly cards: IndexedMap<Card, "shortLink" | "board" | "list" | "label" | "member">
  readonly labels: IndexedMap<Label, "board">
  readonly checklists: IndexedMap<Checklist, "card">
  readonly actions: ActionLog
  readonly pluginData: IndexedMap<PluginDatum, "model">
  readonly webhooks: Map<string, Webhook>
}

export function buildStore(): Store {
  return {
    members: new Map(),
    organizations: new Map(),
    boards: new IndexedMap({ shortLink: (board: Board) => [board.shortLink] }),
    lists: new IndexedMap({ board: (list: List) => [list.idBoard] }),
    cards: new IndexedMap({
      shortLink: (card: Card) => [card.shortLink],
      board: (card: Card) => [card.idBoard],
      list: (card: Card) => [card.idList],
      label: (card: Card) => card.idLabels,
      member: (card: Card) => card.idMembers,
    }),
    labels: new IndexedMap({ board: (label: Label) => [label.idBoard] }),
    checklists: new IndexedMap({ card: (checklist: Checklist) => [checklist.idCard] }),
    actions: new ActionLog(),
    pluginData: new IndexedMap({ model: (datum: PluginDatum) => [datum.idModel] }),
    webhooks: new Map(),
  }
}
