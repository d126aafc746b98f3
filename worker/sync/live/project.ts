import type { AppCardStatus } from "../../../core/cards/toAppCard.ts"
import type { LinkReason, LinkSyncState } from "../../../core/contract/sync.ts"
import type { BuiltCard } from "../builtCard.ts"
import type { StoredLink } from "../store/links.ts"

/** What is known of a linked Trello card now. */
export type CardView =
  | ({ readonly kind: "card" } & BuiltCard)
  /** Trello does not have it any more, or does not show it to anybody who may be asked. */
  | { readonly kind: "ended"; readonly reason: "card_deleted" | "card_out_of_reach" }
  /** Nobody may be asked, or nobody is to be asked. */
  | { readonly kind: "unread"; readonly reason: "trello_lost" | "board_off" | "pusher_lost_card" }

/** How a link stands once its item shows the view. */
export interface Standing {
  readonly state: LinkSyncState
  readonly reason: LinkReason | null
}

export interface Projection {
  /** What is sent to Miro; null when the item shows it already. */
  readonly send:
    | ({ readonly kind: "content" } & BuiltCard)
    /** The content stays; an ended card is marked as such. */
    | { readonly kind: "status"; readonly status: AppCardStatus; readonly reason: LinkReason }
    | null
  readonly after: Standing
}

/**
 * What an app card has to become. An item that is gone from Miro stays gone: whoever deleted it meant it. A card in
 * step whose content is as it was sent costs nothing.
 */
export function project(link: StoredLink, view: CardView): Projection {
  if (link.sync.state === "gone") {
    return { send: null, after: { state: "gone", reason: link.sync.reason } }
  }
  switch (view.kind) {
    case "card": {
      const { card, sent } = view
      const same = link.hash === sent.hash && link.shown === "connected"
      return {
        send: same ? null : { kind: "content", card, sent },
        after: { state: "in_step", reason: null },
      }
    }
    case "ended":
      return mark(link, "disabled", { state: "ended", reason: view.reason })
    case "unread":
      return mark(link, "disconnected", { state: "paused", reason: view.reason })
  }
}

function mark(
  link: StoredLink,
  status: AppCardStatus,
  after: { readonly state: LinkSyncState; readonly reason: LinkReason },
): Projection {
  const same = link.shown === status && link.sync.reason === after.reason
  return { send: same ? null : { kind: "status", status, reason: after.reason }, after }
}
