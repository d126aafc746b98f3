import * as v from "valibot"
import {
  ConnectionIdSchema,
  MiroBoardIdSchema,
  MiroNumericIdSchema,
  ProviderSchema,
  TrelloIdSchema,
} from "./ids.ts"
import { LinkSyncSchema } from "./sync.ts"

/** Query or body of every call: the workspace that the Trello board is in. Trello decides whether it is the caller's. */
export const WorkspaceSchema = v.object({ workspace: TrelloIdSchema })

/** `POST /api/connections/authorize`. The consents run in this order, in one window. */
export const AuthorizeRequestSchema = v.object({
  workspace: TrelloIdSchema,
  providers: v.pipe(v.array(ProviderSchema), v.minLength(1), v.maxLength(2)),
  /** Scopes to ask Trello for besides the least ones, for example `write:board:trello`. */
  scopes: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(4))),
  /** The connection that the consent is to renew: the callback page asks before it adds another account or team. */
  renews: v.optional(ConnectionIdSchema),
})

/** `POST /api/attempts/{id}/redeem`. */
export const RedeemRequestSchema = v.object({ value: v.pipe(v.string(), v.maxLength(128)) })

/** `POST /api/connections/check` and `/disconnect`. */
export const ConnectionRequestSchema = v.object({
  workspace: TrelloIdSchema,
  connection: ConnectionIdSchema,
})

/** Who else sees what is put on a Miro board, from its sharing policy. */
export const AUDIENCES = [
  "invited",
  "team_can_view",
  "team_can_edit",
  "organization_can_view",
  "organization_can_edit",
  "link_can_view",
  "link_can_edit",
] as const
export type Audience = (typeof AUDIENCES)[number]

/** A Miro board as the picker shows it. */
export const MiroBoardSchema = v.object({
  id: MiroBoardIdSchema,
  name: v.string(),
  url: v.string(),
  team: v.nullable(v.object({ id: v.string(), name: v.string() })),
  /** False where the connected account may only view or comment. */
  canEdit: v.boolean(),
  audience: v.picklist(AUDIENCES),
  modifiedAt: v.nullable(v.string()),
  connection: ConnectionIdSchema,
})
export type MiroBoard = v.InferOutput<typeof MiroBoardSchema>

/** `GET /api/miro/boards?workspace=&connection=&query=&cursor=`: last opened first. */
export const BoardsRequestSchema = v.object({
  workspace: TrelloIdSchema,
  connection: ConnectionIdSchema,
  query: v.optional(v.pipe(v.string(), v.maxLength(500)), ""),
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{1,6}$/))),
})
export const BoardsAnswerSchema = v.object({
  boards: v.array(MiroBoardSchema),
  /** Pass as `cursor` for the next page; null at the end. */
  next: v.nullable(v.string()),
})
export type BoardsAnswer = v.InferOutput<typeof BoardsAnswerSchema>

/** `POST /api/miro/boards`. Names have 1–60 characters (Miro's OpenAPI, create-board). */
export const CreateBoardRequestSchema = v.object({
  workspace: TrelloIdSchema,
  connection: ConnectionIdSchema,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
})
export const CreateBoardAnswerSchema = v.object({ board: MiroBoardSchema })

/** A tie between a Trello card and an app card on a Miro board. */
export const LinkSchema = v.object({
  card: TrelloIdSchema,
  miroBoard: v.object({ id: MiroBoardIdSchema, name: v.string() }),
  item: MiroNumericIdSchema,
  /** Opens the app card on its board. */
  url: v.string(),
  pushedAt: v.string(),
  sync: LinkSyncSchema,
})
export type Link = v.InferOutput<typeof LinkSchema>

/** `POST /api/cards/push`. `locale` and `timeZone` count only for the first push from a Trello board: it keeps them. */
export const PushRequestSchema = v.object({
  workspace: TrelloIdSchema,
  card: TrelloIdSchema,
  miroBoard: v.object({
    id: MiroBoardIdSchema,
    name: v.pipe(v.string(), v.maxLength(60)),
  }),
  connection: ConnectionIdSchema,
  locale: v.pipe(v.string(), v.maxLength(35)),
  timeZone: v.pipe(v.string(), v.maxLength(64)),
  /** The card's entry on Trello says that it is on Miro: where nothing is known of that, its links may be on their way. */
  known: v.optional(v.boolean(), false),
})

export const PushAnswerSchema = v.object({
  /** `updated`: the card was on that board already and shows the present text now. */
  outcome: v.picklist(["created", "updated"]),
  link: LinkSchema,
  /** Every link of the card, this one included, to repair pluginData with. */
  links: v.array(LinkSchema),
})
export type PushAnswer = v.InferOutput<typeof PushAnswerSchema>

/** `POST /api/cards/remove`: deletes the app card and the link. Serves **Undo** and **Remove from Miro**. */
export const RemoveRequestSchema = v.object({
  workspace: TrelloIdSchema,
  card: TrelloIdSchema,
  miroBoard: MiroBoardIdSchema,
  connection: ConnectionIdSchema,
})

/** `GET /api/cards/{card}/links?workspace=` and the answer to remove. */
export const LinksAnswerSchema = v.object({
  links: v.array(LinkSchema),
  /** There: the card was moved here from another board, and its links are on their way. */
  moving: v.optional(v.literal(true)),
})
export type LinksAnswer = v.InferOutput<typeof LinksAnswerSchema>
