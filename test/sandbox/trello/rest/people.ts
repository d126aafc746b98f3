import { Hono } from "hono"
import type { Board, Member, Organization } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { type Caller, memberOf, type RestEnv } from "./caller.ts"
import { ANY_SCOPE, guard, READ_BOARD, READ_ORGANIZATION } from "./guard.ts"
import { openOrganization, reaches } from "./open.ts"
import { type Params, pickFields, readParams, readText } from "./params.ts"
import { MODEL_NOT_FOUND, Refusal } from "./refusal.ts"
import { BOARD_FIELDS, ORGANIZATION_FIELDS, viewOrganization } from "./views/board.ts"
import { viewMember } from "./views/member.ts"
import { isAsked, viewNestedCard, viewPluginData } from "./views/nested.ts"
import { viewMemberships, viewNestedBoard } from "./views/nestedBoard.ts"

/** Members and workspaces. What a member has elsewhere than in the token's workspace is left out of lists. */
export function buildPeopleRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const { origin } = trello

  app.get("/members/:id", guard("named", ANY_SCOPE), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const full = {
      ...viewMember(trello, member),
      idBoards: boardsOf(trello, caller, member).map(({ id }) => id),
      idOrganizations: organizationsOf(trello, caller, member).map(({ id }) => id),
    }
    const view = pickFields(full, params.get("fields"), "all")
    if (isAsked(params.get("boards"))) view["boards"] = listBoards(trello, caller, member, params)
    if (isAsked(params.get("organizations"))) {
      const wanted = params.get("organization_fields")
      view["organizations"] = listOrganizations(trello, caller, member, wanted)
    }
    return c.json(view)
  })

  app.get("/members/:id/boards", guard("named", READ_BOARD), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    return c.json(listBoards(trello, caller, member, await readParams(c)))
  })

  app.get("/members/:id/organizations", guard("named", READ_ORGANIZATION), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const fields = (await readParams(c)).get("fields")
    return c.json(listOrganizations(trello, caller, member, fields))
  })

  app.get("/members/:id/cards", guard("named", READ_BOARD), async (c) => {
    const caller = c.get("caller")
    const member = openMember(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const all = params.get("filter") === "all"
    const cards = [...trello.store.cards.values()].filter((card) => {
      const board = trello.store.boards.get(card.idBoard)
      const shown = card.idMembers.includes(member.id) && (all || !card.closed)
      return shown && board !== undefined && reaches(trello, caller, board)
    })
    return c.json(cards.map((card) => viewNestedCard(trello, card, params)))
  })

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

  app.get("/organizations/:id/memberships", guard("named", READ_ORGANIZATION), async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    return c.json(viewMemberships(trello, organization.memberships, params, caller))
  })

  app.get("/organizations/:id/boards", guard("named", READ_BOARD), async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const params = await readParams(c)
    const boards = [...trello.store.boards.values()].filter(
      (board) => board.idOrganization === organization.id && reaches(trello, caller, board),
    )
    return c.json(boards.map((board) => viewNestedBoard(trello, caller, board, params)))
  })

  app.get("/organizations/:id/pluginData", guard("named", READ_ORGANIZATION), (c) => {
    const organization = openOrganization(trello, c.get("caller"), c.req.param("id"))
    return c.json(viewPluginData(trello, organization.id))
  })

  app.get("/members/:id/avatar", guard("named", ANY_SCOPE), (c) => {
    const member = openMember(trello, c.get("caller"), c.req.param("id"))
    return c.json({ _value: `${origin}/avatars/${member.id}` })
  })
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
