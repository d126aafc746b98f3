import type { PowerUp } from "trello-powerup-types"
import type { TrelloContext } from "./client/types.ts"

/**
 * What the published types leave open, narrowed: several handlers are typed `() => void` there, badges lack
 * `monochrome`, a section may be null, and the `t` of a signed-out viewer has no real member.
 * Source: the capability pages under https://developer.atlassian.com/cloud/trello/power-ups/capabilities/.
 */

/** The `t` that a capability handler or a callback gets: as much of it as the connector uses. */
export interface HandlerContext
  extends Pick<PowerUp.CallbackHandler, "popup" | "modal" | "signUrl"> {
  getContext(): {
    /** A 24-digit id, or `notLoggedIn`. */
    readonly member?: string | undefined
    /** Absent where the board is in no workspace. */
    readonly organization?: string | undefined
    readonly card?: string | undefined
    /** In the callbacks of `list-actions`. */
    readonly list?: string | undefined
  }
  get(scope: PowerUp.Scope, visibility: PowerUp.Visibility, key?: string): PromiseLike<unknown>
  remove(
    scope: PowerUp.Scope,
    visibility: PowerUp.Visibility,
    keys: string | string[],
  ): PromiseLike<unknown>
  card(...fields: PowerUp.CardField[]): PromiseLike<unknown>
  jwt: TrelloContext["jwt"]
  authorize: TrelloContext["authorize"]
  /** Thrown by a handler that leaves something to Trello or to other Power-Ups. */
  NotHandled(): Error
}

/** What a click calls. It must use the `t` that it is given: a popup opens at the place of that click. */
export type ClickHandler = (t: HandlerContext) => PromiseLike<unknown>

/** A row in a list's menu. */
export interface ListAction {
  readonly text: string
  readonly callback: ClickHandler
}

/** A button in the board's header. */
export interface BoardButton {
  /** `dark` is for dark backgrounds. The library completes no address in here. */
  readonly icon: { readonly dark: string; readonly light: string }
  readonly text: string
  readonly condition: PowerUp.ButtonDisplayCondition
  readonly callback: ClickHandler
}

export interface CardButton {
  /** Monochrome: Trello recolours it. */
  readonly icon: string
  readonly text: string
  readonly condition: PowerUp.ButtonDisplayCondition
  readonly callback: ClickHandler
}

export interface CardBadge {
  readonly text: string
  readonly icon: string
  readonly color?: BadgeColor
}

/** Those of Trello's badge colours that are used here; the text says the same. */
export type BadgeColor = "red" | "yellow"

export interface CardDetailBadge {
  readonly title: string
  readonly text: string
  readonly color?: BadgeColor
  readonly callback?: ClickHandler
}

export interface CardBackSection {
  readonly title: string
  readonly icon: string
  readonly content: {
    readonly type: "iframe"
    readonly url: string
    /** Pixels, at most 1500. */
    readonly height: number
  }
}

/** A link or file on a card. */
export interface Attachment {
  readonly id: string
  readonly name: string
  readonly url: string
}

/** A part of the card back in place of the attachments that it claims. */
export interface AttachmentSection {
  readonly id: string
  readonly claimed: readonly Attachment[]
  readonly icon: string
  readonly title: string
  readonly content: CardBackSection["content"]
}

export interface AttachmentThumbnail {
  readonly title: string
  /** `logo`: shown whole in a small place, not cropped to fill it. */
  readonly image: { readonly url: string; readonly logo: boolean }
  readonly openText: string
}

/** What stands for a bare address. */
export interface FormattedUrl {
  readonly icon: string
  readonly text: string
  readonly subtext: string
}

/** The capabilities that this Power-Up registers, with what each must answer. */
export interface Capabilities {
  /** At most three, within 150 ms. */
  readonly "list-actions": (t: HandlerContext) => readonly ListAction[]
  readonly "board-buttons": (t: HandlerContext) => readonly BoardButton[]
  readonly "card-buttons": (t: HandlerContext) => readonly CardButton[]
  readonly "card-badges": (t: HandlerContext) => Promise<readonly CardBadge[]>
  readonly "card-detail-badges": (t: HandlerContext) => Promise<readonly CardDetailBadge[]>
  readonly "card-back-section": (t: HandlerContext) => Promise<CardBackSection | null>
  readonly "attachment-sections": (
    t: HandlerContext,
    options: { readonly entries: readonly Attachment[] },
  ) => Promise<readonly AttachmentSection[]>
  readonly "attachment-thumbnail": (
    t: HandlerContext,
    options: Pick<Attachment, "name" | "url">,
  ) => Promise<AttachmentThumbnail>
  readonly "format-url": (
    t: HandlerContext,
    options: Pick<Attachment, "url">,
  ) => Promise<FormattedUrl>
  readonly "authorization-status": (t: HandlerContext) => Promise<{ readonly authorized: boolean }>
  readonly "show-authorization": ClickHandler
  readonly "show-settings": ClickHandler
  readonly "on-enable": ClickHandler
  readonly "remove-data": (t: HandlerContext) => Promise<void>
}

/** Options that both entry points take; `appKey` and `appName` make `initialize` throw where storage is blocked. */
interface LibraryOptions {
  readonly targetOrigin: string
}

/** Trello's client library as this Power-Up uses it. */
export interface TrelloLibrary {
  initialize(capabilities: Capabilities, options: LibraryOptions): unknown
  iframe(options: LibraryOptions): PowerUp.IFrame
}

/** The library that the page loaded; throws where its script did not arrive. */
export function trelloLibrary(): TrelloLibrary {
  const library: unknown = window.TrelloPowerUp
  if (library === undefined) throw new Error("Trello's client library did not load")
  return library as TrelloLibrary
}
