import type { Context } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import { doorsFor, mayEdit, roleOn } from "../access.ts"
import type { Miro } from "../context.ts"
import { CREDITS_PER_MINUTE, LEVEL_COST, type Level } from "../credits.ts"
import { ApiError, insufficientPermissions, notFound } from "../errors.ts"
import type { Board, Role } from "../model.ts"

/** As whom, and limited to which team, an API call is made. */
export interface Caller {
  readonly userId: string
  readonly teamId: string
}

/** Knows who calls by the bearer token. Throws 401 `tokenNotProvided` or `tokenNotFound`. */
export function authenticate(c: Context<SandboxEnv>, miro: Miro): Caller {
  const token = /^Bearer\s+(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1]
  if (token === undefined) throw new ApiError(401, "tokenNotProvided", "No access token was sent")
  const grant = miro.grants.find(token)
  if (grant === null) throw new ApiError(401, "tokenNotFound", "Access token not found")
  c.set("actor", grant.userId)
  c.set("grant", grant.id)
  return grant
}

/** Takes the credits of `count` calls of a level and tells the balance in headers. Throws 429. */
export function charge(
  c: Context<SandboxEnv>,
  miro: Miro,
  caller: Caller,
  level: Level,
  count = 1,
): void {
  const account = `${caller.userId}:${miro.client.id}`
  const balance = miro.credits.spend(account, LEVEL_COST[level] * count)
  c.header("X-RateLimit-Limit", String(CREDITS_PER_MINUTE))
  c.header("X-RateLimit-Remaining", String(balance.remaining))
  c.header("X-RateLimit-Reset", String(balance.resetAt))
  if (!balance.allowed) throw new ApiError(429, "tooManyRequests", "Request rate limit exceed")
}

/** Authenticates and charges: what every `/v2` call begins with. */
export function enter(c: Context<SandboxEnv>, miro: Miro, level: Level): Caller {
  const caller = authenticate(c, miro)
  charge(c, miro, caller, level)
  return caller
}

/** The board of the path as the caller may see it. Throws 404 outside the token's team and without any role. */
export function findBoard(
  c: Context<SandboxEnv>,
  { store }: Miro,
  caller: Caller,
): { board: Board; role: Role } {
  const board = store.boards.get(c.req.param("board") ?? "")
  if (board === undefined || board.teamId !== caller.teamId) throw notFound("Board")
  const role = roleOn(board, caller.userId, doorsFor(board, caller.userId, store.teams, true))
  if (role === null) throw notFound("Board")
  return { board, role }
}

/** The same for a call that changes the board. Throws 403 for viewers and commenters. */
export function findEditableBoard(c: Context<SandboxEnv>, miro: Miro, caller: Caller): Board {
  const { board, role } = findBoard(c, miro, caller)
  if (!mayEdit(role)) {
    throw insufficientPermissions("You do not have sufficient permissions to edit this board")
  }
  return board
}

/** The stand-in's own origin. */
export function originOf(c: Context<SandboxEnv>): string {
  return new URL(c.req.url).origin
}
