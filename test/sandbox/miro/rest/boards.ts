import { Hono } from "hono"
import * as v from "valibot"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { ApiError, invalidParameters, notFound } from "../errors.ts"
import { ACCESS_LEVELS, type Board } from "../model.ts"
import { buildBoardJson, buildBoardWithLinksJson } from "./boardJson.ts"
import { BOARD_SORTS, type BoardSort, listBoards } from "./boardList.ts"
import { type Caller, enter, findBoard, originOf } from "./caller.ts"
import { offsetPage, readBody, readNumber } from "./parameters.ts"

const access = v.optional(v.picklist(ACCESS_LEVELS))

/** The part of a policy that opens doors; the rest is ignored. */
export const SharingSchema = v.object({
  access,
  organizationAccess: access,
  teamAccess: access,
})

const CreateSchema = v.object({
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60)), "Untitled"),
  description: v.optional(v.pipe(v.string(), v.maxLength(300)), ""),
  teamId: v.optional(v.string()),
  policy: v.optional(
    v.object({
      sharingPolicy: v.optional(SharingSchema, {}),
    }),
    {},
  ),
})

/** `/v2/boards`, one board, its members. */
export function buildBoardRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store, control } = miro
  const routes = new Hono<SandboxEnv>()

  routes.get("/v2/boards", (c) => {
    const caller = enter(c, miro, 1)
    const limit = readNumber(c, "limit", { min: 1, max: 50, otherwise: 20 })
    const offset = readNumber(c, "offset", { min: 0, otherwise: 0 })
    const query = c.req.query("query") ?? ""
    if (query.length > 500) {
      throw invalidParameters([{ field: "query", message: "must have at most 500 characters" }])
    }
    const found = listBoards(
      store.boards.values(),
      store.teams,
      caller,
      {
        teamId: c.req.query("team_id") || null,
        query,
        owner: c.req.query("owner") || null,
        sort: readSort(c.req.query("sort")),
      },
      control.clock.now(),
    )
    const rows = found.map((one) => buildBoardJson(one, caller.userId, store, originOf(c)))
    return c.json(offsetPage(c, rows, { limit, offset }))
  })

  routes.post("/v2/boards", async (c) => {
    const caller = enter(c, miro, 3)
    const body = await readBody(c, CreateSchema, invalidParameters)
    if (body.teamId !== undefined && body.teamId !== caller.teamId) throw notFound("Team")
    const board = createBoard(caller, body)
    return c.json(buildBoardWithLinksJson(board, caller.userId, store, originOf(c)), 201)
  })

  const createBoard = (caller: Caller, body: v.InferOutput<typeof CreateSchema>): Board => {
    const limit = store.teams.get(caller.teamId)?.boardLimit ?? null
    const present = [...store.boards.values()].filter((one) => one.teamId === caller.teamId).length
    if (limit !== null && present >= limit) {
      throw new ApiError(403, "boardLimitReached", `The team's plan allows ${limit} boards`)
    }
    const now = control.clock.now()
    const sharing = body.policy.sharingPolicy
    const board: Board = {
      id: store.newBoardId(),
      name: body.name,
      description: body.description,
      teamId: caller.teamId,
      ownerId: caller.userId,
      members: new Map([[caller.userId, "owner"]]),
      sharing: {
        access: sharing.access ?? "private",
        organizationAccess: sharing.organizationAccess ?? "private",
        // OpenAPI, teamAccess: edit on the free plan, private on the others.
        teamAccess: sharing.teamAccess ?? (limit === null ? "private" : "edit"),
      },
      createdAt: now,
      modifiedAt: now,
      modifiedBy: caller.userId,
      lastOpenedAt: now,
      lastOpenedBy: caller.userId,
      items: new Map(),
      tags: new Map(),
    }
    store.boards.set(board.id, board)
    store.touch(board, caller.userId)
    return board
  }

  routes.get("/v2/boards/:board", (c) => {
    const caller = enter(c, miro, 1)
    const { board } = findBoard(c, miro, caller)
    return c.json(buildBoardWithLinksJson(board, caller.userId, store, originOf(c)))
  })

  routes.get("/v2/boards/:board/members", (c) => {
    const caller = enter(c, miro, 1)
    const { board } = findBoard(c, miro, caller)
    const limit = readNumber(c, "limit", { min: 1, max: 50, otherwise: 20 })
    const offset = readNumber(c, "offset", { min: 0, otherwise: 0 })
    const rows = [...board.members].map(([id, role]) => ({
      id,
      name: store.users.get(id)?.name ?? "",
      role,
      type: "board_member",
    }))
    return c.json(offsetPage(c, rows, { limit, offset }))
  })

  return routes
}

function readSort(text: string | undefined): BoardSort {
  if (text === undefined || text === "") return "default"
  const sort = BOARD_SORTS.find((one) => one === text)
  if (sort !== undefined) return sort
  throw invalidParameters([{ field: "sort", message: `must be one of ${BOARD_SORTS.join(", ")}` }])
}
