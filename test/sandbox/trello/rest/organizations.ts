import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import { listActions } from "./actionQuery.ts"
import { memberOf, type RestEnv } from "./caller.ts"
import { guard, READ_BOARD, READ_ORGANIZATION } from "./guard.ts"
import { openOrganization, reaches } from "./open.ts"
import { pickFields, readParams, readText, viewField } from "./params.ts"
import { ORGANIZATION_FIELDS, viewOrganization } from "./views/board.ts"
import { viewMember } from "./views/member.ts"
import { viewPluginData } from "./views/nested.ts"
import { viewNestedBoard } from "./views/nestedBoard.ts"

/** Reading workspaces. What the caller may not reach is left out of lists. */
export function buildOrganizationRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.get("/organizations/:id", guard("named", READ_ORGANIZATION), async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const view = viewOrganization(trello, organization, memberOf(caller))
    return c.json(pickFields(view, params.get("fields"), ORGANIZATION_FIELDS))
  })

  app.get("/organizations/:id/members", guard("named", READ_ORGANIZATION), async (c) => {
    const organization = openOrganization(trello, c.get("caller"), c.req.param("id"))
    const params = await readParams(c)
    const otherwise = ["fullName", "username"]
    return c.json(
      organization.memberships.flatMap(({ idMember }) => {
        const member = trello.store.members.get(idMember)
        if (member === undefined) return []
        return [pickFields(viewMember(trello, member), params.get("fields"), otherwise)]
      }),
    )
  })

  app.get("/organizations/:id/boards/:filter?", guard("named", READ_BOARD), async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const filter = c.req.param("filter") ?? readText(params, "filter") ?? "all"
    const boards = [...trello.store.boards.values()].filter(
      (board) =>
        board.idOrganization === organization.id &&
        (filter === "all" || board.closed === (filter === "closed")) &&
        reaches(trello, caller, board),
    )
    return c.json(boards.map((board) => viewNestedBoard(trello, caller, board, params)))
  })

  app.get("/organizations/:id/pluginData", guard("named", READ_ORGANIZATION), (c) => {
    const organization = openOrganization(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewPluginData(trello, organization.id))
  })

  app.get("/organizations/:id/actions", guard("named", READ_ORGANIZATION), async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const history = [...trello.store.boards.values()]
      .filter((board) => board.idOrganization === organization.id)
      .filter((board) => reaches(trello, caller, board))
      .flatMap((board) => [...trello.store.actions.of("board", board.id)])
    return c.json(listActions(trello, history, await readParams(c)))
  })

  app.get("/organizations/:id/:field", guard("named", READ_ORGANIZATION), (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const view = viewOrganization(trello, organization, memberOf(caller))
    return c.json(viewField(view, c.req.param("field")))
  })
  return app
}
