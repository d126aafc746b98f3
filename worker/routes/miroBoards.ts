import { Hono } from "hono"
import { BoardsRequestSchema, CreateBoardRequestSchema } from "../../core/contract/cards.ts"
import { readConfig } from "../config.ts"
import { ok } from "../failure.ts"
import { miroGrant } from "../identity/access.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import {
  buildCreateBoard,
  buildListBoards,
  parseCreateBoard,
  parseListBoards,
} from "../miro/boards.ts"
import { readBody, readQuery, respond } from "./parse.ts"

/** Miro boards that one of the caller's connections reaches: `/api/miro/boards`. */
export const miroBoardRoutes = new Hono<ApiEnvironment>()
  .get("/", async (c) => {
    const query = readQuery(c, BoardsRequestSchema)
    if (!query.ok) return respond(c, query)
    const { workspace, connection } = query.value
    const miro = await miroGrant(c.env, c.var.caller, workspace, connection)
    if (!miro.ok) return respond(c, miro)
    const { query: text, cursor } = query.value
    const page = await miro.value.call(buildListBoards({ query: text, cursor }))
    return respond(c, parseListBoards(page, contextOf(c.env, connection)))
  })
  .post("/", async (c) => {
    const body = await readBody(c, CreateBoardRequestSchema)
    if (!body.ok) return respond(c, body)
    const { workspace, connection, name } = body.value
    const miro = await miroGrant(c.env, c.var.caller, workspace, connection)
    if (!miro.ok) return respond(c, miro)
    const [, , team = ""] = connection.split(":")
    const created = await miro.value.call(buildCreateBoard(name, team))
    const board = parseCreateBoard(created, contextOf(c.env, connection))
    return respond(c, board.ok ? ok({ board: board.value }) : board)
  })

function contextOf(env: Env, connection: string) {
  return { connection, miroOrigin: readConfig(env).MIRO_ORIGIN }
}
