import { Hono } from "hono"
import { WorkspaceSchema } from "../../core/contract/cards.ts"
import { StandInRequestSchema } from "../../core/contract/sync.ts"
import { ok, type Result } from "../failure.ts"
import { miroGrant, trelloGrant } from "../identity/access.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import type { Caller } from "../identity/trelloJwt.ts"
import { boardObject } from "../objects.ts"
import { buildReadBoardPlace, parseReadBoardPlace } from "../trello/boards.ts"
import { readBody, readQuery, respond } from "./parse.ts"

/** Whether the Trello board that the caller's identity names is kept in step with Miro: `/api/sync`. */
export const syncRoutes = new Hono<ApiEnvironment>()
  .get("/", async (c) => {
    const query = readQuery(c, WorkspaceSchema)
    if (!query.ok) return respond(c, query)
    const { caller } = c.var
    const readable = await mayRead(c.env, caller, query.value.workspace)
    if (!readable.ok) return respond(c, readable)
    return respond(c, ok(await boardObject(c.env, caller.board).sync(caller.member)))
  })
  .post("/standin", async (c) => {
    const body = await readBody(c, StandInRequestSchema)
    if (!body.ok) return respond(c, body)
    const { workspace, connection } = body.value
    const { caller } = c.var
    const readable = await mayRead(c.env, caller, workspace)
    // Who lost their connection may still take their consent back.
    if (!readable.ok && connection !== null) return respond(c, readable)
    if (connection !== null) {
      const miro = await miroGrant(c.env, caller, workspace, connection)
      if (!miro.ok) return respond(c, miro)
    }
    const { member } = caller
    return respond(
      c,
      ok(await boardObject(c.env, caller.board).standIn(member, workspace, connection)),
    )
  })

/** Whether the caller's own grant reads the board. */
async function mayRead(env: Env, caller: Caller, workspace: string): Promise<Result<null>> {
  const trello = await trelloGrant(env, caller, workspace)
  if (!trello.ok) return trello
  const place = parseReadBoardPlace(await trello.value.call(buildReadBoardPlace(caller.board)))
  return place.ok ? ok(null) : place
}
