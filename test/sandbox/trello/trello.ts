import type { Consent, Quirks } from "../control/settings.ts"
import type { Keys } from "./identity/keys.ts"
import type { GrantBook } from "./oauth/grants.ts"
import type { Settings } from "./settings.ts"
import type { Action, Store } from "./store/model.ts"

/** The OAuth 2.0 client of the app, as registered in the app admin portal. */
export interface Client {
  /** 32 characters. */
  readonly id: string
  readonly secret: string
  readonly name: string
  readonly redirectUris: readonly string[]
  /** What the client may ask for. */
  readonly scopes: readonly string[]
}

/** The Power-Up, as registered in the app admin portal. */
export interface Plugin {
  readonly id: string
  readonly name: string
  readonly author: string
  readonly connectorUrl: string
  readonly iconUrl: string
  readonly capabilities: readonly string[]
}

/** What the compliance call tells about a member (facts: personal data). */
export interface PrivacyEvent {
  /** The member's. */
  readonly id: string
  readonly date: string
  readonly event: "accountDeleted" | "accountUpdated" | "tokenRevoked" | "tokenExpired"
}

/** One running stand-in: what all its routes share. What is not readonly is replaced by a reset. */
export interface Trello {
  readonly origin: string
  readonly client: Client
  readonly plugin: Plugin
  readonly keys: Keys
  /** Milliseconds, by the stand-in's clock. */
  readonly now: () => number
  /** How callbacks of webhooks are reached. */
  readonly fetch: typeof fetch
  readonly quirks: () => Quirks
  readonly consent: () => Consent
  store: Store
  grants: GrantBook
  settings: Settings
  privacy: { readonly events: PrivacyEvent[]; lastPolled: string | null }
  readonly listeners: Listeners
}

/** Who wants to know about changes. */
export interface Listeners {
  /** Something on a board or in its pluginData changed. */
  readonly changed: Set<(idBoard: string) => void>
  /** An action was recorded. */
  readonly acted: Set<(action: Action) => void>
}
