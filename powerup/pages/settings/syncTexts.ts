import type { BoardSyncAnswer, LinkReason } from "../../../core/contract/sync.ts"

/** Whether the board is kept in step, in words. */
export const SYNC_STATE_TEXTS = {
  on: "Kept in step",
  paused: "Paused",
  off: "Nothing to keep in step",
} as const satisfies Record<BoardSyncAnswer["state"], string>

/** Why it is not, as sentences: what happened and what can be done. Those of single cards stand on their card backs. */
export const SYNC_REASON_TEXTS = {
  board_off:
    "The Power-Up was switched off on this board, or the board was closed. It goes on by itself once both are as before.",
  trello_lost:
    "Nobody whose Trello connection may be used for this board can read it any more. It goes on by itself after one of them reauthorizes Trello, or as soon as somebody lets their connections stand in below.",
  miro_lost:
    "A Miro connection that cards were pushed through does not work any more. Whoever made it can reauthorize Miro above.",
  miro_read_only:
    "Whoever pushed cards may not edit a Miro board any more. Its owner can let them edit again.",
  pusher_lost_card: "Whoever pushed cards does not see them on Trello any more.",
  trouble: "Trello or Miro does not answer well right now. It goes on by itself.",
  deleted_on_miro: "Cards were deleted on Miro. Their card backs offer to push them again.",
  miro_board_gone:
    "A Miro board was deleted, or is not shared any more with whoever pushed cards to it.",
  card_deleted: "The Trello cards were deleted.",
  card_out_of_reach: "The Trello cards were moved to where nobody who may be asked sees them.",
} as const satisfies Record<LinkReason, string>

/** The words of "Keeping this board in step". */
export const syncTexts = {
  title: "Keeping this board in step",
  loading: "Looking up how this board is kept in step",
  off: "No card of this Trello board is on Miro. Pushed cards are kept in step by themselves.",
  on: "Changes on this Trello board reach Miro within seconds.",
  through: {
    mine: "The board is read through your Trello connection.",
    others: "The board is read through another member’s Trello connection.",
  },
  since: "Since",
  compared: "Last compared",
  neverCompared: "Not yet",
  standIn: "Let my connections stand in on this board when somebody else’s fail",
  standInMeans:
    "When the connection that this board is read through, or a card is written through, stops working, yours take over: your Trello connection reads this board, and your Miro connection updates its cards on Miro boards that you may edit. Nothing else is done with them, on no other board, and you can take this back at any time.",
  noMiro: "Connect Miro above to be able to allow this.",
  saving: "Saving",
} as const
