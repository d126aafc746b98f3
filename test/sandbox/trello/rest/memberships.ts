import { Hono } from "hono"
import { record } from "../store/changes.ts"
import { newId } from "../store/ids.ts"
import { membershipOf } from "../store/lookups.ts"
import type { Board, Membership } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { actorOf, memberOf, type RestEnv } from "./caller.ts"
import { guard, READ_BOARD, READ_ORGANIZATION } from "./guard.ts"
import { openBoard, openOrganization } from "./open.ts"
import { type Params, readParams, readText } from "./params.ts"
import { invalidValue, NO_PERMISSION, NOT_FOUND, Refusal } from "./refusal.ts"
import { viewBoard, viewMembership } from "./views/board.ts"
import { viewMemberships } from "./views/nestedBoard.ts"

const TYPES = ["admin", "normal", "observer"] as const
const BOARD_MEMBERS = ["write:board:membership:trello"]
const ORGANIZATION_MEMBERS = ["write:organization:membership:trello"]

/** Who is on a board and in a workspace, as what. */
export function buildMembershipRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()

  app.get("/boards/:id/memberships", guard("shortLinked", READ_BOARD), async (c) => {
    const caller = c.get("caller")
    const board = openBoard(trello, caller, c.req.param("id"))
    return c.json(viewMemberships(trello, board.memberships, await readParams(c), caller))
  })

  app.put("/boards/:id/members/:idMember", guard("shortLinked", BOARD_MEMBERS), async (c) => {
    const caller = c.get("caller")
    const board = openBoard(trello, caller, c.req.param("id"), "administer")
    const idMember = c.req.param("idMember").toLowerCase()
    if (!trello.store.members.has(idMember)) throw new Refusal(404, NOT_FOUND)
    const memberType = readType(await readParams(c))
    const found = membershipOf(board.memberships, idMember)
    const actor = actorOf(trello, caller)
    const member = describe(idMember)
    if (found === null) {
      board.memberships.push({ id: newId(trello.now()), idMember, memberType })
      record(trello, actor, { type: "addMemberToBoard", board, data: { idMember, member } })
    } else {
      demandAnotherAdmin(board.memberships, found, memberType)
      found.memberType = memberType
      const type = { admin: "makeAdminOfBoard", normal: "makeNormalMemberOfBoard" } as const
      const name = memberType === "observer" ? "makeObserverOfBoard" : type[memberType]
      record(trello, actor, { type: name, board, data: { idMember, member } })
    }
    return c.json(viewBoard(trello, board))
  })

  app.delete("/boards/:id/members/:idMember", guard("shortLinked", BOARD_MEMBERS), (c) => {
    const caller = c.get("caller")
    const idMember = c.req.param("idMember").toLowerCase()
    const leaves = idMember === memberOf(caller)
    const board = openBoard(trello, caller, c.req.param("id"), leaves ? "read" : "administer")
    const found = membershipOf(board.memberships, idMember)
    if (found === null) throw new Refusal(404, NOT_FOUND)
    demandAnotherAdmin(board.memberships, found, null)
    board.memberships.splice(board.memberships.indexOf(found), 1)
    takeOffCards(board, idMember)
    const data = { idMember, member: describe(idMember) }
    const actor = actorOf(trello, caller)
    record(trello, actor, { type: "removeMemberFromBoard", board, data })
    return c.json(viewBoard(trello, board))
  })

  const readRoles = guard("named", READ_ORGANIZATION)
  app.get("/organizations/:id/memberships", readRoles, async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    return c.json(viewMemberships(trello, organization.memberships, await readParams(c), caller))
  })
  app.get("/organizations/:id/memberships/:idMembership", readRoles, async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const found = organization.memberships.filter((one) => one.id === c.req.param("idMembership"))
    const [view] = viewMemberships(trello, found, await readParams(c), caller)
    if (view === undefined) throw new Refusal(404, NOT_FOUND)
    return c.json(view)
  })

  const changeRoles = guard("named", ORGANIZATION_MEMBERS)
  app.put("/organizations/:id/members/:idMember", changeRoles, async (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    demandAdmin(organization.memberships, memberOf(caller))
    const idMember = c.req.param("idMember").toLowerCase()
    if (!trello.store.members.has(idMember)) throw new Refusal(404, NOT_FOUND)
    const memberType = readType(await readParams(c))
    if (memberType === "observer") throw invalidValue("type")
    const found = membershipOf(organization.memberships, idMember)
    if (found === null) {
      organization.memberships.push({ id: newId(trello.now()), idMember, memberType })
    } else {
      demandAnotherAdmin(organization.memberships, found, memberType)
      found.memberType = memberType
    }
    return c.json(organization.memberships.map(viewMembership))
  })
  app.delete("/organizations/:id/members/:idMember", changeRoles, (c) => {
    const caller = c.get("caller")
    const organization = openOrganization(trello, caller, c.req.param("id"))
    const idMember = c.req.param("idMember").toLowerCase()
    if (idMember !== memberOf(caller)) demandAdmin(organization.memberships, memberOf(caller))
    const found = membershipOf(organization.memberships, idMember)
    if (found === null) throw new Refusal(404, NOT_FOUND)
    demandAnotherAdmin(organization.memberships, found, null)
    organization.memberships.splice(organization.memberships.indexOf(found), 1)
    return c.json({ _value: null })
  })

  function describe(idMember: string): { id: string; name: string | undefined } {
    return { id: idMember, name: trello.store.members.get(idMember)?.fullName }
  }

  function takeOffCards(board: Board, idMember: string): void {
    const { cards } = trello.store
    for (const card of cards.by("member", idMember)) {
      if (card.idBoard !== board.id) continue
      cards.place(card, { idMembers: card.idMembers.filter((id) => id !== idMember) })
    }
  }
  return app
}

function demandAdmin(memberships: readonly Membership[], idMember: string): void {
  if (membershipOf(memberships, idMember)?.memberType === "admin") return
  throw new Refusal(401, NO_PERMISSION)
}

/** The last admin neither leaves nor becomes something else. */
function demandAnotherAdmin(
  all: readonly Membership[],
  membership: Membership,
  becomes: Membership["memberType"] | null,
): void {
  if (membership.memberType !== "admin" || becomes === "admin") return
  const others = all.filter((one) => one !== membership && one.memberType === "admin")
  if (others.length === 0) throw new Refusal(403, "Must have at least one admin")
}

function readType(params: Params): Membership["memberType"] {
  const text = readText(params, "type") ?? "normal"
  const type = TYPES.find((one) => one === text)
  if (type === undefined) throw invalidValue("type")
  return type
}
