import type { GoneReason } from "../../../core/contract/gone.ts"

/** What happened to the Trello card, and what can be done. */
export interface GoneWords {
  readonly title: string
  readonly what: string
  readonly next: string
}

export const GONE_TEXTS = {
  card_deleted: {
    title: "This Trello card was deleted",
    what: "Somebody deleted the card on Trello, so there is nothing left to open there.",
    next: "If you do not need the app card any more, delete it on the Miro board. Trello cannot bring back a deleted card; if it is still needed, make a new one and push that.",
  },
  card_out_of_reach: {
    title: "This Trello card is out of reach",
    what: "The card was moved to a Trello board without this Power-Up or out of this workspace, or is not shared any more with the people through whose connections it was kept in step.",
    next: "Ask the people of the Trello board where the card is now. Who sees it there can push it to this Miro board again; then it is kept in step again.",
  },
} as const satisfies Record<GoneReason, GoneWords>

/** For a reason that this page does not know. */
export const UNKNOWN_TEXTS: GoneWords = {
  title: "This Trello card cannot be opened",
  what: "The card was deleted on Trello, or moved to where it is not shared any more.",
  next: "Ask the people of the Trello board whether the card is still there. Who sees it can push it to this Miro board again.",
}

/** What is the same for every reason. */
export const KEPT =
  "The app card on Miro is kept as it was last seen. It does not change any more, and nothing else on the Miro board is touched."
