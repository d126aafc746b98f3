import * as v from "valibot"
import {
  AuthorizeRequestSchema,
  BoardsAnswerSchema,
  BoardsRequestSchema,
  ConnectionRequestSchema,
  CreateBoardAnswerSchema,
  CreateBoardRequestSchema,
  LinksAnswerSchema,
  PushAnswerSchema,
  PushRequestSchema,
  RedeemRequestSchema,
  RemoveRequestSchema,
  WorkspaceSchema,
} from "../../core/contract/cards.ts"
import {
  AttemptAnswerSchema,
  AuthorizeAnswerSchema,
  CheckAnswerSchema,
  ConnectionsAnswerSchema,
  DisconnectAnswerSchema,
  RemoveDataAnswerSchema,
} from "../../core/contract/connections.ts"
import { AttemptIdSchema, TrelloIdSchema } from "../../core/contract/ids.ts"
import type { BoardCalls } from "./boardCalls.ts"

const CardSchema = v.object({ workspace: TrelloIdSchema, card: TrelloIdSchema })
const AttemptSchema = v.object({ attempt: AttemptIdSchema })

/** How one call of the Worker is made. `{name}` in `path` is a parameter that leaves the query or the body. */
export interface Call {
  readonly method: "GET" | "POST"
  readonly path: string
  /** The JWT names the card that is open, besides the board. */
  readonly card: boolean
  readonly request: v.GenericSchema<unknown, object>
  readonly answer: v.GenericSchema
}

/**
 * The calls that `request` makes, beside those in `boardCalls.ts`, and no others. A product that lifts this client lists
 * its own here.
 */
export const CALLS = {
  /** Miro boards that a connection reaches, last opened first. */
  listBoards: {
    method: "GET",
    path: "/api/miro/boards",
    card: false,
    request: BoardsRequestSchema,
    answer: BoardsAnswerSchema,
  },
  createBoard: {
    method: "POST",
    path: "/api/miro/boards",
    card: false,
    request: CreateBoardRequestSchema,
    answer: CreateBoardAnswerSchema,
  },
  /** Puts a card on a board, or updates it there. Safe to repeat. */
  pushCard: {
    method: "POST",
    path: "/api/cards/push",
    card: true,
    request: PushRequestSchema,
    answer: PushAnswerSchema,
  },
  removeCard: {
    method: "POST",
    path: "/api/cards/remove",
    card: true,
    request: RemoveRequestSchema,
    answer: LinksAnswerSchema,
  },
  cardLinks: {
    method: "GET",
    path: "/api/cards/{card}/links",
    card: true,
    request: CardSchema,
    answer: LinksAnswerSchema,
  },
  /** Forgets the asking member in this workspace. */
  removeData: {
    method: "POST",
    path: "/api/me/remove",
    card: false,
    request: WorkspaceSchema,
    answer: RemoveDataAnswerSchema,
  },
} as const satisfies Record<string, Call>

/** The calls behind the client's own methods. */
export const OWN_CALLS = {
  connections: {
    method: "GET",
    path: "/api/connections",
    card: false,
    request: WorkspaceSchema,
    answer: ConnectionsAnswerSchema,
  },
  check: {
    method: "POST",
    path: "/api/connections/check",
    card: false,
    request: ConnectionRequestSchema,
    answer: CheckAnswerSchema,
  },
  disconnect: {
    method: "POST",
    path: "/api/connections/disconnect",
    card: false,
    request: ConnectionRequestSchema,
    answer: DisconnectAnswerSchema,
  },
  authorize: {
    method: "POST",
    path: "/api/connections/authorize",
    card: false,
    request: AuthorizeRequestSchema,
    answer: AuthorizeAnswerSchema,
  },
  attempt: {
    method: "GET",
    path: "/api/attempts/{attempt}",
    card: false,
    request: AttemptSchema,
    answer: AttemptAnswerSchema,
  },
  redeem: {
    method: "POST",
    path: "/api/attempts/{attempt}/redeem",
    card: false,
    request: v.object({ ...AttemptSchema.entries, ...RedeemRequestSchema.entries }),
    answer: AttemptAnswerSchema,
  },
} as const satisfies Record<string, Call>

type Calls = typeof CALLS & BoardCalls
export type CallName = keyof Calls

/** What `request(name, …)` takes: the contract's request without the workspace, which the client adds. */
export type CallParams<Name extends CallName> = Omit<
  v.InferInput<Calls[Name]["request"]>,
  "workspace"
>

/** What `request(name, …)` resolves to: the contract's answer. */
export type CallAnswer<Name extends CallName> = v.InferOutput<Calls[Name]["answer"]>
