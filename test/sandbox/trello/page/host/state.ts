/** A label of a board; `color` is null or one of Trello's names, also with `_light` or `_dark`. */
export interface Label {
  readonly id: string
  readonly name: string
  readonly color: string | null
}

export interface Person {
  readonly id: string
  readonly fullName: string
  readonly initials: string
  readonly avatarUrl: string | null
  readonly username?: string
}

export interface CheckItem {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly pos?: number
}

export interface Checklist {
  readonly id: string
  readonly name: string
  readonly pos?: number
  readonly checkItems: readonly CheckItem[]
}

export interface Attachment {
  readonly id: string
  readonly name: string
  readonly url: string
}

/** A card as REST gives it, with what the board shows nested. */
export interface Card {
  readonly id: string
  readonly idShort: number
  readonly shortLink: string
  readonly url: string
  readonly name: string
  readonly desc: string
  readonly closed: boolean
  readonly idList: string
  readonly pos: number
  readonly due: string | null
  readonly dueComplete: boolean
  readonly dateLastActivity?: string
  readonly labels: readonly Label[]
  readonly members: readonly Person[]
  readonly checklists: readonly Checklist[]
  readonly attachments?: readonly Attachment[]
  readonly isTemplate?: boolean
  readonly cover?: { readonly color?: string | null; readonly size?: string } | null
  readonly badges?: {
    readonly attachments?: number
    readonly comments?: number
    readonly checkItems?: number
    readonly checkItemsChecked?: number
  }
}

export interface List {
  readonly id: string
  readonly name: string
  readonly pos: number
}

export interface Board {
  readonly id: string
  readonly name: string
  readonly shortLink: string
  readonly url?: string
  readonly prefs?: { readonly backgroundColor?: string | null }
  readonly organization: { readonly id: string; readonly displayName: string } | null
  readonly lists: readonly List[]
  readonly cards: readonly Card[]
  readonly labels: readonly Label[]
  readonly members: readonly Person[]
}

/** Who looks at the board and what they may change. */
export interface Viewer extends Person {
  readonly roleOnBoard: string | null
  readonly canWriteBoard: boolean
  readonly canWriteOrganization: boolean
}

export interface Plugin {
  readonly id: string
  readonly name: string
  readonly connectorUrl: string
  readonly iconUrl: string
  readonly enabled: boolean
  readonly capabilities: readonly string[]
}

/** One text of plugin data; `idModel` names the card, board, member or organization. */
export interface PluginDataRow {
  readonly scope: string
  readonly idModel: string
  readonly visibility: string
  readonly value: string
}

/** Everything that the page shows, for one board and one viewer. `viewer` is null when signed out. */
export interface PageState {
  readonly viewer: Viewer | null
  readonly people: readonly (Person & { readonly role?: string | null })[]
  readonly boards: readonly {
    readonly id: string
    readonly shortLink: string
    readonly name: string
    readonly organizationName?: string | null
  }[]
  readonly board: Board
  readonly plugin: Plugin
  readonly pluginData: readonly PluginDataRow[]
}

export type Theme = "light" | "dark"
