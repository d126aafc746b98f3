import { type Context, Hono } from "hono"
import * as v from "valibot"
import type { SandboxEnv } from "../../control/middleware.ts"
import { doorsFor, roleOn } from "../access.ts"
import type { Miro } from "../context.ts"
import { ApiError, invalidParameters, notFound } from "../errors.ts"
import { ACCESS_LEVELS, type Board } from "../model.ts"
import { copyContents } from "./boardContents.ts"
import { buildBoardWithLinksJson } from "./boardJson.ts"
import { type Caller, enter, originOf } from "./caller.ts"
import { parseBody, readBody } from "./parameters.ts"

const access = v.optional(v.picklist(ACCESS_LEVELS))

/** The part of a policy that opens doors; the rest is ignored. */
export const SharingSchema = v.object({
  access,
  organizationAccess: access,
  teamAccess: access,
})

const policy = v.optional(v.object({ sharingPolicy: v.optional(SharingSchema, {}) }), {})
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(60))
const description = v.pipe(v.string(), v.maxLength(300))

const CreateSchema = v.object({
  name: v.optional(name, "Untitled"),
  description: v.optional(description, ""),
  teamId: v.optional(v.string()),
  policy,
})
type BoardBody = v.InferOutput<typeof CreateSchema>

const CopySchema = v.object({
  name: v.optional(name),
  description: v.optional(description),
  teamId: v.optional(v.string()),
  policy,
})

/** `POST /v2/boards`, and `PUT /v2/boards?copy_from=`: new boards in the token's team, owned by the caller. */
export function buildBoardCreationRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store, control } = miro
  const routes = new Hono<SandboxEnv>()

  routes.post("/v2/boards", async (c) => {
    const caller = enter(c, miro, 3)
    const body = await readBody(c, CreateSchema, invalidParameters)
    const board = createBoard(caller, body)
    return answer(c, caller, board)
  })

  // That a copy keeps name and description where the body names none is a guess.
  routes.put("/v2/boards", async (c) => {
    const caller = enter(c, miro, 4)
    const source = findSource(c, caller)
    const text = await c.req.text()
    const body = parseBody(text === "" ? "{}" : text, CopySchema, invalidParameters)
    const board = createBoard(caller, {
      ...body,
      name: body.name ?? source.name,
      description: body.description ?? source.description,
    })
    copyContents(store, source, board, { userId: caller.userId, now: control.clock.now() })
    return answer(c, caller, board)
  })

  const answer = (c: Context<SandboxEnv>, caller: Caller, board: Board) =>
    c.json(buildBoardWithLinksJson(board, caller.userId, store, originOf(c)), 201)

  const findSource = (c: Context<SandboxEnv>, caller: Caller): Board => {
    const id = c.req.query("copy_from") ?? ""
    if (id === "") throw invalidParameters([{ field: "copy_from", message: "is missing" }])
    const board = store.boards.get(id)
    if (board === undefined || board.teamId !== caller.teamId) throw notFound("Board")
    const doors = doorsFor(board, caller.userId, store.teams, true)
    if (roleOn(board, caller.userId, doors) === null) throw notFound("Board")
    return board
  }

  const createBoard = (caller: Caller, body: BoardBody): Board => {
    if (body.teamId !== undefined && body.teamId !== caller.teamId) throw notFound("Team")
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

  return routes
}
