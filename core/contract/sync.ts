import * as v from "valibot"
import { ConnectionIdSchema, TrelloIdSchema } from "./ids.ts"

/**
 * How an app card stands to its Trello card. `in_step`: Miro shows what Trello says. `waiting`: a change is on its way.
 * `paused`: nobody keeps it in step now. `gone`: it is not on Miro any more. `ended`: the Trello card is out of reach,
 * which the app card says.
 */
export const LINK_STATES = ["in_step", "waiting", "paused", "gone", "ended"] as const
export type LinkSyncState = (typeof LINK_STATES)[number]

/** Why, where that adds to the state. */
export const LINK_REASONS = [
  /** The Power-Up was switched off on this board, or the board was closed. */
  "board_off",
  /** Nobody whose Trello connection may be used for this reads the board. */
  "trello_lost",
  /** The Miro connection that the card was pushed through does not work. */
  "miro_lost",
  /** Who pushed the card may not edit the Miro board any more. */
  "miro_read_only",
  /** Who pushed the card does not see it on Trello any more. */
  "pusher_lost_card",
  /** Miro or Trello does not answer well; it goes on by itself. */
  "trouble",
  /** The app card was deleted on Miro. */
  "deleted_on_miro",
  /** The Miro board was deleted, or is not shared any more with who pushed the card. */
  "miro_board_gone",
  /** The Trello card was deleted. */
  "card_deleted",
  /** The Trello card was moved to where nobody who may be asked sees it. */
  "card_out_of_reach",
] as const
export type LinkReason = (typeof LINK_REASONS)[number]

/** What the section shows of one link. Times are ISO 8601 in UTC. */
export const LinkSyncSchema = v.object({
  state: v.picklist(LINK_STATES),
  reason: v.nullable(v.picklist(LINK_REASONS)),
  since: v.string(),
  /** Whether the asking member pushed it: it is this person's Miro connection that keeps it in step. */
  mine: v.boolean(),
})
export type LinkSync = v.InferOutput<typeof LinkSyncSchema>

/**
 * `on`: changes on Trello reach Miro within seconds. `paused`: for `reason`; it resumes by itself. `off`: no card of
 * this board is on Miro.
 */
const BOARD_SYNC_STATES = ["on", "paused", "off"] as const

/** `GET /api/sync?workspace=` and the answer to `POST /api/sync/standin`. */
export const BoardSyncAnswerSchema = v.object({
  state: v.picklist(BOARD_SYNC_STATES),
  reason: v.nullable(v.picklist(LINK_REASONS)),
  since: v.nullable(v.string()),
  /** Whether it is the asking member's Trello connection that the board is read with. */
  mine: v.boolean(),
  /** When everything was compared last. */
  comparedAt: v.nullable(v.string()),
  /** Whether the asking member's connections may stand in on this board when somebody else's fail. */
  standIn: v.boolean(),
})
export type BoardSyncAnswer = v.InferOutput<typeof BoardSyncAnswerSchema>

/** `POST /api/sync/standin`. `connection`: the member's own at Miro; null takes the consent back. */
export const StandInRequestSchema = v.object({
  workspace: TrelloIdSchema,
  connection: v.nullable(ConnectionIdSchema),
})
