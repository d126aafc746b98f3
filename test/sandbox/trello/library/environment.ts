import type { SecretStorage } from "./secrets.ts"

/** What reaches a `message` listener, as far as the protocol reads it. */
export interface IncomingMessage {
  readonly data: unknown
  readonly source: unknown
  readonly origin: string
}

/** A window that messages can be posted to. */
export interface MessageTarget {
  postMessage(message: unknown, targetOrigin: string): void
}

/** A window that hears messages. */
export interface MessageSource {
  addEventListener(type: "message", listener: (event: IncomingMessage) => void): void
  removeEventListener(type: "message", listener: (event: IncomingMessage) => void): void
}

/** What the library needs of the browser, so that it also runs between two plain objects. */
export interface Environment {
  readonly local: MessageSource
  readonly parent: MessageTarget
  /** Address of the page, with its fragment. */
  readonly href: string
  readonly now: () => number
  /** A number in [0, 1), as `Math.random`. */
  readonly random: () => number
  /** Opens a popup window; null when the browser blocked it. */
  readonly open: (url: string, name: string, features: string) => MessageTarget | null
  /** Puts a function where a same-origin popup finds it: `window.opener.authorize`. */
  readonly publishAuthorize: (receive: (value: unknown) => void) => void
  /** Hears what other pages of this origin write to `localStorage` under the key `token`. */
  readonly onStoredToken: (receive: (value: unknown) => void) => void
  /** Shows the colour mode on the page's root element. */
  readonly setColorMode: (mode: string) => void
  /** Height in CSS pixels of an element or of what a selector finds; null when there is none. */
  readonly heightOf: (target: unknown) => number | null
  /** Fetches JSON from an address, relative to the page; rejects when it cannot be had. */
  readonly fetchJson: (url: string) => Promise<unknown>
  /** The browser's storage for this origin; throws where it is blocked. */
  readonly storage: () => SecretStorage
  /** Posts a message to this very page. */
  readonly postToSelf: (message: unknown) => void
  /** Resolved value of a CSS custom property of the root element; "" when unset. */
  readonly cssVariable: (name: string) => string
}
