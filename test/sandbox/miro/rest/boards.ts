import { Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { invalidParameters, notFound } from "../errors.ts"
import {
  buildBoardJson,
  buildBoardWithLinksJson,
  buildMemberJson,
  buildMemberWithLinksJson,
} from "./boardJson.ts"
import { BOARD_SORTS, type BoardSort, listBoards } from "./boardList.ts"
import { enter, findBoard, originOf } from "./caller.ts"
import { offsetPage, readNumber } from "./parameters.ts"

/** Reading: `/v2/boards`, one board, its members. */
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
    const rows = [...board.members].map(([id, role]) => buildMemberJson(id, role, store))
    return c.json(offsetPage(c, rows, { limit, offset }))
  })

  routes.get("/v2/boards/:board/members/:member", (c) => {
    const { board } = findBoard(c, miro, enter(c, miro, 1))
    const id = c.req.param("member")
    const role = board.members.get(id)
    if (role === undefined) throw notFound("Board member")
    return c.json(buildMemberWithLinksJson(board, id, role, store, originOf(c)))
  })

  return routes
}

function readSort(text: string | undefined): BoardSort {
  if (text === undefined || text === "") return "default"
  const sort = BOARD_SORTS.find((one) => one === text)
  if (sort !== undefined) return sort
  throw invalidParameters([{ field: "sort", message: `must be one of ${BOARD_SORTS.join(", ")}` }])
}
