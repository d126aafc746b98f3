import { type Context, Hono } from "hono"
import * as v from "valibot"
import type { SandboxEnv } from "../../control/middleware.ts"
import { mayManage } from "../access.ts"
import type { Miro } from "../context.ts"
import { insufficientPermissions, invalidParameters, notFound } from "../errors.ts"
import { type Board, ROLES } from "../model.ts"
import { buildBoardWithLinksJson, buildMemberWithLinksJson } from "./boardJson.ts"
import { SharingSchema } from "./boardCreation.ts"
import { type Caller, enter, findBoard, findEditableBoard, originOf } from "./caller.ts"
import { readBody } from "./parameters.ts"

const ChangeSchema = v.object({
  name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
  description: v.optional(v.pipe(v.string(), v.maxLength(300))),
  policy: v.optional(v.object({ sharingPolicy: v.optional(SharingSchema) })),
})

const RoleSchema = v.object({ role: v.picklist(ROLES) })

/** `PATCH` and `DELETE` of a board and of its members: how a board closes to somebody, or goes. */
export function buildBoardChangeRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store } = miro
  const routes = new Hono<SandboxEnv>()

  routes.patch("/v2/boards/:board", async (c) => {
    const caller = enter(c, miro, 2)
    const board = findEditableBoard(c, miro, caller)
    const body = await readBody(c, ChangeSchema, invalidParameters)
    const sharing = body.policy?.sharingPolicy
    if (sharing !== undefined) findManageableBoard(c, caller)
    board.name = body.name ?? board.name
    board.description = body.description ?? board.description
    board.sharing = {
      access: sharing?.access ?? board.sharing.access,
      organizationAccess: sharing?.organizationAccess ?? board.sharing.organizationAccess,
      teamAccess: sharing?.teamAccess ?? board.sharing.teamAccess,
    }
    store.touch(board, caller.userId)
    return c.json(buildBoardWithLinksJson(board, caller.userId, store, originOf(c)))
  })

  routes.delete("/v2/boards/:board", (c) => {
    const caller = enter(c, miro, 3)
    const board = findManageableBoard(c, caller)
    store.boards.delete(board.id)
    store.touch(board, caller.userId)
    return c.body(null, 204)
  })

  routes.patch("/v2/boards/:board/members/:member", async (c) => {
    const caller = enter(c, miro, 2)
    const board = findManageableBoard(c, caller)
    const { role } = await readBody(c, RoleSchema, invalidParameters)
    const id = findMember(board, c.req.param("member"))
    board.members.set(id, role)
    store.touch(board, caller.userId)
    return c.json(buildMemberWithLinksJson(board, id, role, store, originOf(c)))
  })

  routes.delete("/v2/boards/:board/members/:member", (c) => {
    const caller = enter(c, miro, 2)
    const board = findManageableBoard(c, caller)
    board.members.delete(findMember(board, c.req.param("member")))
    store.touch(board, caller.userId)
    return c.body(null, 204)
  })

  const findManageableBoard = (c: Context<SandboxEnv>, caller: Caller): Board => {
    const { board, role } = findBoard(c, miro, caller)
    if (mayManage(role)) return board
    throw insufficientPermissions("Only owners and co-owners may do that")
  }

  return routes
}

/** A member who is not the owner. */
function findMember(board: Board, id: string): string {
  if (!board.members.has(id) || id === board.ownerId) throw notFound("Board member")
  return id
}
