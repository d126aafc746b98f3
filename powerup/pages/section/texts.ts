import type { LinkReason, LinkSyncState } from "../../../core/contract/sync.ts"
import { quote } from "../../ui/host/quote.ts"

/** How the card stands on one Miro board, in a few words; `unknown` until somebody who is connected looks. */
export const STANDING_TEXTS = {
  in_step: "In step",
  waiting: "A change is on its way",
  paused: "Paused",
  gone: "Gone from Miro",
  ended: "Not kept in step any more",
  unknown: "On Miro",
} as const satisfies Record<LinkSyncState | "unknown", string>

/** Why, and what the person who looks can do about it. */
export interface ReasonWords {
  readonly why: string
  readonly next: string
}

/** One's own pushes are told apart from those of others, who are not named. */
export interface ReasonTexts {
  readonly mine: ReasonWords
  readonly others: ReasonWords
}

const forAll = (why: string, next: string): ReasonTexts => {
  const words = { why, next }
  return { mine: words, others: words }
}

/** Words for every reason. */
export const REASON_TEXTS = {
  board_off: forAll(
    "The Power-Up was switched off on this Trello board, or the board was closed.",
    "It goes on by itself once the board is open and has the Power-Up again.",
  ),
  trello_lost: forAll(
    "Nobody whose Trello connection may be used for this board can read it any more.",
    "Reauthorize Trello in the settings, or let your connections stand in there.",
  ),
  miro_lost: {
    mine: {
      why: "Your Miro connection, through which this card was pushed, does not work any more.",
      next: "Reauthorize Miro. Then it goes on by itself.",
    },
    others: {
      why: "The Miro connection through which this card was pushed does not work any more.",
      next: "Ask whoever pushed it to reauthorize Miro. Or push it again, through your connection.",
    },
  },
  miro_read_only: {
    mine: {
      why: "Your Miro account may not edit this Miro board any more.",
      next: "Ask the owner of the Miro board to let you edit. Then it goes on by itself.",
    },
    others: {
      why: "Whoever pushed this card may not edit this Miro board any more.",
      next: "If you may edit the Miro board, push the card again.",
    },
  },
  pusher_lost_card: {
    mine: {
      why: "The Trello account that you connected does not see this card any more.",
      next: "Reauthorize Trello in the settings, with the account that you use here.",
    },
    others: {
      why: "Whoever pushed this card does not see it on Trello any more.",
      next: "Push it again: then it is kept in step through your connections.",
    },
  },
  trouble: forAll("Trello or Miro does not answer well right now.", "It goes on by itself."),
  deleted_on_miro: forAll(
    "Somebody deleted the card on the Miro board.",
    "Push again puts it back there, Remove forgets it.",
  ),
  miro_board_gone: {
    mine: {
      why: "The Miro board was deleted, or is not shared with you any more.",
      next: "Remove forgets it. If the board is still there, ask its owner to share it with you, then push again.",
    },
    others: {
      why: "The Miro board was deleted, or is not shared any more with whoever pushed this card.",
      next: "If you see the Miro board, push again. Remove forgets it.",
    },
  },
  card_deleted: forAll(
    "The Trello card was deleted.",
    "Miro keeps it as it was last seen. Remove takes it off Miro.",
  ),
  card_out_of_reach: forAll(
    "The Trello card was moved to where nobody who may be asked sees it. Miro keeps it as it was last seen.",
    "If you see the card here, push it again. Remove takes it off Miro.",
  ),
} as const satisfies Record<LinkReason, ReasonTexts>

/** Words for a state whose entry on Trello says no more: nobody asked our server yet. */
export const ENTRY_TEXTS = {
  stale: {
    why: "Miro may show an older text.",
    next: "To see why, connect Trello and Miro: open “Push to Miro” on this card.",
  },
  broken: {
    why: "The Miro board or the card on it is gone, or not shared any more with whoever pushed it.",
    next: "Push again puts the card back, Remove forgets it.",
  },
} as const satisfies Record<string, ReasonWords>

/** The words of the section on the back of a card. */
export const sectionTexts = {
  none: "This card is on no Miro board any more.",
  somewhere: "This card is on Miro.",
  somewhereNext: "To see where, connect Trello and Miro: open “Push to Miro” on this card.",
  loading: "Looking up where this card is on Miro",
  list: "Miro boards that this card is on",
  since: "since",
  open: "Open in Miro",
  openOn: (board: string) => `Open in Miro: ${quote(board)}`,
  again: "Push again",
  againOn: (board: string) => `Push again to ${quote(board)}`,
  pushing: "Pushing",
  remove: "Remove",
  removeFrom: (board: string) => `Remove from ${quote(board)}`,
  removing: "Removing",
  updated: (board: string) => `${quote(board)} shows the present text now.`,
  created: (board: string) => `The card is on ${quote(board)} again.`,
  removed: (board: string) => `Removed from ${quote(board)}.`,
  elsewhere: "Push to another board",
  push: "Push to Miro",
  settingsTitle: "Cards for Miro settings",
  connect: (who: string) => `Connect ${who}`,
  reauthorize: (who: string) => `Reauthorize ${who}`,
  settings: "Open the settings",
  notOpened: "Trello did not open the window. Use the Power-Up’s menu on this board instead.",
  picture: (board: string) => `The card as it looks on ${quote(board)}`,
  pictureSoon: (board: string) => `The card as ${quote(board)} shows it in a moment`,
  pictureStale: (board: string) => `The card as ${quote(board)} would show it now`,
  staleNote: "This is how it would look now. Miro may still show it as it was before.",
  showPicture: "How it looks on Miro",
  more: "Show the whole card",
  less: "Show less",
} as const
