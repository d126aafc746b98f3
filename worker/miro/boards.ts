import * as v from "valibot"
import { buildMiroUrl } from "../../core/cards/miroAddress.ts"
import type { Audience, BoardsAnswer, MiroBoard } from "../../core/contract/cards.ts"
import { MiroBoardIdSchema } from "../../core/contract/ids.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { failMiro, parseAnswer, parseJson } from "./answers.ts"

/** Boards on one page of the picker; Miro allows 1–50. */
const PAGE_SIZE = 20

/**
 * Lists boards, last opened first. Miro ignores `query` beside `team_id`, so a search goes without a team: a token
 * reaches one team only (https://developers.miro.com/reference/get-boards).
 */
export function buildListBoards(request: {
  readonly query: string
  readonly cursor: string | undefined
}): UpstreamCall {
  const parameters = new URLSearchParams({
    limit: String(PAGE_SIZE),
    offset: request.cursor ?? "0",
    sort: "last_opened",
  })
  const query = request.query.trim()
  if (query !== "") parameters.set("query", query)
  return { method: "GET", path: `/v2/boards?${parameters.toString()}` }
}

/** Reads a board: 200 says that the account sees it. */
export function buildReadBoard(board: string): UpstreamCall {
  return { method: "GET", path: `/v2/boards/${encodeURIComponent(board)}` }
}

export function parseBoardSeen(result: UpstreamResult): Result<null> {
  return result.kind === "answer" && result.status === 200 ? ok(null) : failMiro(result)
}

const ChangedSchema = v.object({ modifiedAt: v.optional(v.nullable(v.string()), null) })

/** When a board was changed last, as Miro writes it; null where Miro does not say. */
export function parseBoardChange(result: UpstreamResult): Result<string | null> {
  const board = parseAnswer(result, ChangedSchema)
  return board.ok ? ok(board.value.modifiedAt) : board
}

/** Creates a board. `name` has 1–60 characters. */
export function buildCreateBoard(name: string, teamId: string): UpstreamCall {
  return { method: "POST", path: "/v2/boards", body: JSON.stringify({ name, teamId }) }
}

const BoardSchema = v.object({
  id: MiroBoardIdSchema,
  name: v.optional(v.nullable(v.string(), ""), ""),
  team: v.optional(v.nullable(v.object({ id: v.string(), name: v.string() })), null),
  modifiedAt: v.optional(v.nullable(v.string()), null),
  currentUserMembership: v.optional(v.nullable(v.object({ role: v.string() })), null),
  policy: v.optional(
    v.nullable(
      v.object({
        sharingPolicy: v.optional(
          v.object({
            access: v.optional(v.string(), "private"),
            teamAccess: v.optional(v.string(), "private"),
            organizationAccess: v.optional(v.string(), "private"),
          }),
        ),
      }),
    ),
    null,
  ),
})
type UpstreamBoard = v.InferOutput<typeof BoardSchema>

const PageSchema = v.object({
  data: v.array(BoardSchema),
  total: v.optional(v.number(), 0),
  offset: v.optional(v.number(), 0),
})

/** What the parsers need besides the answer. */
export interface BoardContext {
  readonly connection: string
  /** For example `https://miro.com`. */
  readonly miroOrigin: string
}

export function parseListBoards(
  result: UpstreamResult,
  context: BoardContext,
): Result<BoardsAnswer> {
  const page = parseAnswer(result, PageSchema)
  if (!page.ok) return page
  const { data, total, offset } = page.value
  const end = offset + data.length
  return ok({
    boards: data.map((board) => toMiroBoard(board, context)),
    next: data.length > 0 && end < total ? String(end) : null,
  })
}

/** Reads one board: how its sharing policy opens it, and whether the account may edit it. */
export function parseReadBoard(result: UpstreamResult, context: BoardContext): Result<MiroBoard> {
  const board = parseAnswer(result, BoardSchema)
  return board.ok ? ok(toMiroBoard(board.value, context)) : board
}

export function parseCreateBoard(result: UpstreamResult, context: BoardContext): Result<MiroBoard> {
  if (result.kind === "answer" && result.status === 403) {
    // How Miro names a plan's limit of boards is not documented; what it calls a missing right is.
    const right = /"code"\s*:\s*"(?:insufficientPermissions|forbiddenAccess)"/.test(result.body)
    return fail(right ? "miro_boards_not_allowed" : "miro_board_limit", { provider: "miro" })
  }
  if (result.kind === "no_answer") return fail("outcome_unknown", { provider: "miro" })
  if (result.kind !== "answer" || result.status !== 201) return failMiro(result)
  const board = parseJson(result.body, BoardSchema)
  return board.ok ? ok(toMiroBoard(board.value, context)) : board
}

const WRITING_ROLES = ["editor", "coowner", "owner"]

function toMiroBoard(board: UpstreamBoard, { connection, miroOrigin }: BoardContext): MiroBoard {
  const sharing = board.policy?.sharingPolicy
  const role = board.currentUserMembership?.role
  return {
    id: board.id,
    name: board.name,
    // Never Miro's own links: they are built here, for the origin that we know.
    url: buildMiroUrl(miroOrigin, { board: board.id, item: null }),
    team: board.team,
    canEdit:
      role === undefined
        ? [sharing?.access, sharing?.teamAccess, sharing?.organizationAccess].includes("edit")
        : WRITING_ROLES.includes(role),
    audience: audienceOf(sharing),
    modifiedAt: board.modifiedAt,
    connection,
  }
}

/** The widest circle that a board's sharing policy opens it to; commenting counts as viewing. */
export function audienceOf(
  sharing:
    | {
        readonly access: string
        readonly teamAccess: string
        readonly organizationAccess: string
      }
    | undefined,
): Audience {
  const circles = [
    ["link", sharing?.access],
    ["organization", sharing?.organizationAccess],
    ["team", sharing?.teamAccess],
  ] as const
  for (const [circle, access] of circles) {
    if (access === "edit") return `${circle}_can_edit`
    if (access === "view" || access === "comment") return `${circle}_can_view`
  }
  return "invited"
}
