import type { GoneReason } from "../../../core/contract/gone.ts"
import type { LinkReason, LinkSyncState } from "../../../core/contract/sync.ts"
import type { BuiltCard } from "../builtCard.ts"
import { shownHash, type StoredLink } from "../link.ts"

/** What is known of a linked Trello card now. */
export type CardView =
  | ({ readonly kind: "card" } & BuiltCard)
  /** Trello does not have it any more, or does not show it to anybody who may be asked. */
  | { readonly kind: "ended"; readonly reason: GoneReason }
  /** Nobody may be asked, or nobody is to be asked. */
  | { readonly kind: "unread"; readonly reason: "trello_lost" | "board_off" | "pusher_lost_card" }
  /** Trello has it, in a form that we do not know. */
  | { readonly kind: "unreadable" }

/** How a link stands once its item shows the view. */
export interface LinkStanding {
  readonly state: LinkSyncState
  readonly reason: LinkReason | null
}

/** What is sent to Miro. */
export type Send =
  | ({ readonly kind: "content" } & BuiltCard)
  /** That it is not kept in step: its content stays, and why, Trello says. */
  | { readonly kind: "disconnect" }
  /** That its card ended, and why: the rest of its content stays. */
  | { readonly kind: "end"; readonly reason: GoneReason }
  /** Nothing, but whether somebody could. */
  | { readonly kind: "look" }

export interface Projection {
  /** Null when the item shows it already. */
  readonly send: Send | null
  readonly after: LinkStanding
  /** When the text changes by itself, once the item shows the view. Milliseconds since 1970. */
  readonly changeAt: number | null
}

/** Why a link may be paused although Trello is read: nobody could write on Miro. */
const MIRO_SIDE: ReadonlySet<LinkReason | null> = new Set([
  "miro_lost",
  "miro_read_only",
  "miro_board_gone",
])

/**
 * What an app card has to become. An item that is gone from Miro stays gone: whoever deleted it meant it. A card in
 * step whose content is as it was sent costs nothing. What ended stays so while nobody reads Trello.
 */
export function project(link: StoredLink, view: CardView): Projection {
  const { state, reason } = link.sync
  if (state === "gone") return keep(link)
  switch (view.kind) {
    case "card": {
      const { card, sent } = view
      const after = { state: "in_step", reason: null } as const
      const { changeAt } = sent
      if (shownHash(link) !== sent.hash || link.shown !== "connected") {
        return { send: { kind: "content", card, sent }, after, changeAt }
      }
      const doubtful = state === "paused" && MIRO_SIDE.has(reason)
      return { send: doubtful ? { kind: "look" } : null, after, changeAt }
    }
    case "ended": {
      const shown = link.shown === "disabled" && reason === view.reason
      const send = shown ? null : ({ kind: "end", reason: view.reason } as const)
      return { send, after: { state: "ended", reason: view.reason }, changeAt: null }
    }
    case "unread": {
      if (state === "ended") return keep(link)
      const send = link.shown === "disconnected" ? null : ({ kind: "disconnect" } as const)
      return { send, after: { state: "paused", reason: view.reason }, changeAt: null }
    }
    case "unreadable":
      return { send: null, after: { state: "paused", reason: "trouble" }, changeAt: null }
  }
}

function keep({ sync: { state, reason } }: StoredLink): Projection {
  return { send: null, after: { state, reason }, changeAt: null }
}
