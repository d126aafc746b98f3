import { Hono } from "hono"
import * as v from "valibot"
import {
  AuthorizeRequestSchema,
  ConnectionRequestSchema,
  RedeemRequestSchema,
  WorkspaceSchema,
} from "../../core/contract/cards.ts"
import type { AuthorizeAnswer } from "../../core/contract/connections.ts"
import { AttemptIdSchema } from "../../core/contract/ids.ts"
import { readConfig } from "../config.ts"
import { randomId } from "../encoding.ts"
import { fail, ok, type Result } from "../failure.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import { checkConnection } from "../workspaces/check.ts"
import { disconnect, disconnectAll, readConnections } from "../workspaces/connections.ts"
import { readBody, readQuery, respond } from "./parse.ts"

/** Consents and connections of the caller: `/api/connections`, `/api/attempts`, `/api/me`. */
export const connectionRoutes = new Hono<ApiEnvironment>()
  .get("/connections", async (c) => {
    const query = readQuery(c, WorkspaceSchema)
    if (!query.ok) return respond(c, query)
    return respond(c, ok(await readConnections(c.env, c.var.caller, query.value.workspace)))
  })
  .post("/connections/authorize", async (c) => {
    const body = await readBody(c, AuthorizeRequestSchema)
    if (!body.ok) return respond(c, body)
    const { workspace, providers, scopes = [], renews = null } = body.value
    const id = randomId(16)
    const { expiresAt } = await c.env.ATTEMPTS.getByName(id).prepare({
      id,
      member: c.var.caller.member,
      workspace,
      board: c.var.caller.board,
      providers: [...new Set(providers)],
      scopes,
      renews,
    })
    const answer: AuthorizeAnswer = {
      attempt: id,
      url: `${readConfig(c.env).APP_ORIGIN}/oauth/${providers[0]}/start?attempt=${id}`,
      expiresAt: new Date(expiresAt).toISOString(),
    }
    return respond(c, ok(answer))
  })
  .post("/connections/check", async (c) => {
    const body = await readBody(c, ConnectionRequestSchema)
    if (!body.ok) return respond(c, body)
    return respond(c, await checkConnection(c.env, c.var.caller, body.value))
  })
  .post("/connections/disconnect", async (c) => {
    const body = await readBody(c, ConnectionRequestSchema)
    if (!body.ok) return respond(c, body)
    return respond(c, await disconnect(c.env, c.var.caller, body.value))
  })
  .post("/me/remove", async (c) => {
    const body = await readBody(c, WorkspaceSchema)
    if (!body.ok) return respond(c, body)
    const disconnected = await disconnectAll(c.env, c.var.caller, body.value.workspace)
    return respond(c, ok({ disconnected }))
  })
  .get("/attempts/:attempt", async (c) => {
    const attempt = attemptOf(c.env, c.req.param("attempt"))
    return respond(c, attempt.ok ? await attempt.value.answer(c.var.caller.member) : attempt)
  })
  .post("/attempts/:attempt/redeem", async (c) => {
    const attempt = attemptOf(c.env, c.req.param("attempt"))
    if (!attempt.ok) return respond(c, attempt)
    const body = await readBody(c, RedeemRequestSchema)
    if (!body.ok) return respond(c, body)
    return respond(c, await attempt.value.redeem(c.var.caller.member, body.value.value))
  })

/** The object of an attempt; ids that we cannot have made do not reach one. */
export function attemptOf(env: Env, id: string): Result<ReturnType<Env["ATTEMPTS"]["getByName"]>> {
  return v.is(AttemptIdSchema, id) ? ok(env.ATTEMPTS.getByName(id)) : fail("attempt_unknown")
}
