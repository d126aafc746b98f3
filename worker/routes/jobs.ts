import { Hono } from "hono"
import * as v from "valibot"
import { WorkspaceSchema } from "../../core/contract/cards.ts"
import {
  JobActionSchema,
  type JobAnswer,
  JobIdSchema,
  type JobRequest,
  JobRequestSchema,
} from "../../core/contract/jobs.ts"
import type { MiroBoard } from "../../core/contract/cards.ts"
import { readConfig } from "../config.ts"
import { fail, ok, type Result } from "../failure.ts"
import { miroGrant } from "../identity/access.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import type { Caller } from "../identity/trelloJwt.ts"
import { buildReadBoard, parseReadBoard } from "../miro/boards.ts"
import { boardObject } from "../objects.ts"
import type { Asker } from "../sync/jobs/start.ts"
import { readBody, readQuery, respond } from "./parse.ts"

/** Pushes and removals of many cards of the Trello board that the caller's identity names: `/api/jobs`. */
export const jobRoutes = new Hono<ApiEnvironment>()
  .post("/plan", async (c) => {
    const body = await readBody(c, JobRequestSchema)
    if (!body.ok) return respond(c, body)
    const { caller } = c.var
    const board = await readMiroBoard(c.env, caller, target(body.value))
    if (!board.ok) return respond(c, board)
    const asker = askerOf(caller, body.value.workspace)
    return respond(c, await boardObject(c.env, asker.board).plan(asker, body.value, board.value))
  })
  .post("/", async (c) => {
    const body = await readBody(c, JobRequestSchema)
    if (!body.ok) return respond(c, body)
    const { workspace, connection } = body.value
    const miro = await miroGrant(c.env, c.var.caller, workspace, connection)
    if (!miro.ok) return respond(c, miro)
    const asker = askerOf(c.var.caller, workspace)
    return respond(c, await boardObject(c.env, asker.board).start(asker, body.value))
  })
  .get("/", async (c) => {
    const query = readQuery(c, WorkspaceSchema)
    if (!query.ok) return respond(c, query)
    const asker = askerOf(c.var.caller, query.value.workspace)
    return respond(c, await boardObject(c.env, asker.board).jobs(asker))
  })
  .get("/boards", async (c) => {
    const query = readQuery(c, WorkspaceSchema)
    if (!query.ok) return respond(c, query)
    const asker = askerOf(c.var.caller, query.value.workspace)
    return respond(c, await boardObject(c.env, asker.board).linkedBoards(asker))
  })
  .get("/:job", async (c) => {
    const query = readQuery(c, WorkspaceSchema)
    if (!query.ok) return respond(c, query)
    const id = c.req.param("job")
    if (!v.is(JobIdSchema, id)) return respond(c, fail("job_not_found"))
    const asker = askerOf(c.var.caller, query.value.workspace)
    return respond(c, await boardObject(c.env, asker.board).job(asker, id))
  })
  .post("/:job/:action{cancel|resume|undo}", async (c) => {
    const body = await readBody(c, JobActionSchema)
    if (!body.ok) return respond(c, body)
    const id = c.req.param("job")
    if (!v.is(JobIdSchema, id)) return respond(c, fail("job_not_found"))
    const action = v.parse(ActionSchema, c.req.param("action"))
    return respond(c, await act(c.env, c.var.caller, id, action, body.value))
  })

const ActionSchema = v.picklist(["cancel", "resume", "undo"])

/**
 * Who started a job may cancel it whatever became of their rights. For everything else, and for everybody else, the
 * asker's own Miro connection has to be one that may edit the board.
 */
async function act(
  env: Env,
  caller: Caller,
  id: string,
  action: v.InferOutput<typeof ActionSchema>,
  { workspace, connection }: v.InferOutput<typeof JobActionSchema>,
): Promise<Result<JobAnswer>> {
  const asker = askerOf(caller, workspace)
  const board = boardObject(env, asker.board)
  const found = await board.job(asker, id)
  if (!found.ok) return found
  const { mine, miroBoard } = found.value.job
  if (action === "resume" && !mine) return fail("job_of_somebody_else")
  if (action !== "cancel" || !mine) {
    const seen = await readMiroBoard(env, caller, { workspace, connection, id: miroBoard.id })
    if (!seen.ok) return seen
    if (!seen.value.canEdit) return fail(mine ? "miro_board_read_only" : "job_of_somebody_else")
  }
  return board.act(asker, id, action, connection)
}

function target({ workspace, connection, miroBoard }: JobRequest) {
  return { workspace, connection, id: miroBoard.id }
}

async function readMiroBoard(
  env: Env,
  caller: Caller,
  request: { readonly workspace: string; readonly connection: string; readonly id: string },
): Promise<Result<MiroBoard>> {
  const { workspace, connection, id } = request
  const miro = await miroGrant(env, caller, workspace, connection)
  if (!miro.ok) return miro
  const { MIRO_ORIGIN: miroOrigin } = readConfig(env)
  const seen = parseReadBoard(await miro.value.call(buildReadBoard(id)), { connection, miroOrigin })
  return seen.ok ? ok(seen.value) : seen
}

function askerOf({ member, board }: Caller, workspace: string): Asker {
  return { member, board, workspace }
}
