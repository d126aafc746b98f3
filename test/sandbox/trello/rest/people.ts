import { Hono } from "hono"
import type { Board, Member, Organization } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { listActions } from "./actionQuery.ts"
import { type Caller, memberOf, type RestEnv } from "./caller.ts"
import { ANY_SCOPE, guard, READ_BOARD, READ_ORGANIZATION } from "./guard.ts"
import { mayReadBoards, reaches } from "./open.ts"
import { type Params, pickFields, readParams, readText, viewField } from "./params.ts"
import { MODEL_NOT_FOUND, Refusal } from "./refusal.ts"
import { BOARD_FIELDS, ORGANIZATION_FIELDS, viewOrganization } from "./views/board.ts"
import { viewMember } from "./views/member.ts"
import { isAsked, viewNestedCard } from "./views/nested.ts"
import { viewNestedBoard } from "./views/nestedBoard.ts"

/** Members. What a member has elsewhere than in the token's workspace is left out of lists. */
export function buildPeopleRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.get("/members/:id", guard("named", ANY_SCOPE), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const view = pickFields(viewFull(caller, member), params.get("fields"), "all")
    if (isAsked(params.get("boards"))) view["boards"] = listBoards(trello, caller, member, params)
    if (isAsked(params.get("organizations"))) {
      const wanted = params.get("organization_fields")
      view["organizations"] = listOrganizations(trello, caller, member, wanted)
    }
    return c.json(view)
  })

  app.get("/members/:id/boards/:filter?", guard("named", READ_BOARD), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const filter = c.req.param("filter") ?? readText(params, "filter") ?? "all"
    return c.json(listBoards(trello, caller, member, new Map([...params, ["filter", filter]])))
  })

  app.get("/members/:id/organizations", guard("named", READ_ORGANIZATION), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const fields = (await readParams(c)).get("fields")
    return c.json(listOrganizations(trello, caller, member, fields))
  })

  app.get("/members/:id/cards/:filter?", guard("named", READ_BOARD), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const filter = c.req.param("filter") ?? readText(params, "filter") ?? "visible"
    const cards = [...trello.store.cards.by("member", member.id)].filter((card) => {
      const board = trello.store.boards.get(card.idBoard)
      const shown = filter === "all" || card.closed === (filter === "closed")
      return shown && board !== undefined && reaches(trello, caller, board)
    })
    return c.json(cards.map((card) => viewNestedCard(trello, card, params)))
  })

  app.get("/members/:id/actions", guard("named", ANY_SCOPE), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const history = [...trello.store.actions.of("member", member.id)].filter((action) => {
      const board = trello.store.boards.get(action.idBoard)
      return board !== undefined && mayReadBoards(caller) && reaches(trello, caller, board)
    })
    return c.json(listActions(trello, history, await readParams(c)))
  })

  app.get("/members/:id/:field", guard("named", ANY_SCOPE), (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const field = c.req.param("field")
    return c.json(viewField(viewFull(caller, member), field === "avatar" ? "avatarUrl" : field))
  })

  function viewFull(caller: Caller, member: Member): Record<string, unknown> {
    return {
      ...viewMember(trello, member),
      idBoards: boardsOf(trello, caller, member).map(({ id }) => id),
      idOrganizations: organizationsOf(trello, caller, member).map(({ id }) => id),
    }
  }
  return app
}

function openMember(trello: Trello, caller: Caller, id: string): Member {
  const idMember = memberOf(caller)
  if (id === "me") return trello.store.members.get(idMember) ?? missing()
  const found = [...trello.store.members.values()].find(
    (member) => member.id === id.toLowerCase() || member.username === id.toLowerCase(),
  )
  return found ?? missing()
}

function missing(): never {
  throw new Refusal(404, MODEL_NOT_FOUND)
}

function listBoards(trello: Trello, caller: Caller, member: Member, params: Params): unknown[] {
  const filter = readText(params, "filter") ?? "all"
  const inner = new Map(params)
  if (!inner.has("fields")) inner.set("fields", BOARD_FIELDS.join(","))
  return boardsOf(trello, caller, member)
    .filter((board) => (filter === "open" ? !board.closed : filter !== "closed" || board.closed))
    .map((board) => viewNestedBoard(trello, caller, board, inner))
}

function listOrganizations(
  trello: Trello,
  caller: Caller,
  member: Member,
  fields: unknown,
): unknown[] {
  return organizationsOf(trello, caller, member).map((organization) =>
    pickFields(viewOrganization(trello, organization, member.id), fields, ORGANIZATION_FIELDS),
  )
}

function boardsOf(trello: Trello, caller: Caller, member: Member): Board[] {
  return [...trello.store.boards.values()]
    .filter(({ memberships }) => memberships.some(({ idMember }) => idMember === member.id))
    .filter((board) => reaches(trello, caller, board))
}

function organizationsOf(trello: Trello, caller: Caller, member: Member): Organization[] {
  return [...trello.store.organizations.values()]
    .filter(({ memberships }) => memberships.some(({ idMember }) => idMember === member.id))
    .filter(({ id }) => caller.kind !== "grant" || caller.grant.idOrganization === id)
}
