import type { Board, Role } from "../model.ts"
import type { Store } from "../store.ts"

/** A board as REST shows it to one user. A role by team or link alone leaves `currentUserMembership` out. */
export function buildBoardJson(
  board: Board,
  userId: string,
  store: Store,
  origin: string,
): Record<string, unknown> {
  const person = (id: string) => ({ id, name: store.users.get(id)?.name ?? "", type: "user" })
  const team = store.teams.get(board.teamId)
  const role = board.members.get(userId)
  return {
    id: board.id,
    type: "board",
    name: board.name,
    description: board.description,
    viewLink: `${origin}/app/board/${board.id}`,
    team: { id: board.teamId, name: team?.name ?? "", type: "team" },
    policy: {
      permissionsPolicy: {
        collaborationToolsStartAccess: "all_editors",
        copyAccess: "anyone",
        sharingAccess: "team_members_with_editing_rights",
      },
      sharingPolicy: {
        access: board.sharing.access,
        accessPasswordRequired: false,
        inviteToAccountAndBoardLinkAccess: "no_access",
        organizationAccess: board.sharing.organizationAccess,
        teamAccess: board.sharing.teamAccess,
      },
    },
    owner: person(board.ownerId),
    ...(role === undefined
      ? {}
      : {
          currentUserMembership: {
            id: userId,
            name: person(userId).name,
            role,
            type: "board_member",
          },
        }),
    createdAt: iso(board.createdAt),
    createdBy: person(board.ownerId),
    lastOpenedAt: iso(board.lastOpenedAt),
    lastOpenedBy: person(board.lastOpenedBy),
    modifiedAt: iso(board.modifiedAt),
    modifiedBy: person(board.modifiedBy),
  }
}

/** A single board: the same with links. */
export function buildBoardWithLinksJson(
  board: Board,
  userId: string,
  store: Store,
  origin: string,
): Record<string, unknown> {
  const self = `${origin}/v2/boards/${board.id}`
  return {
    ...buildBoardJson(board, userId, store, origin),
    links: { self, related: `${self}/members?limit=20&offset=0` },
  }
}

/** Somebody's place on a board: never an e-mail address. */
export function buildMemberJson(id: string, role: Role, store: Store): Record<string, unknown> {
  return { id, name: store.users.get(id)?.name ?? "", role, type: "board_member" }
}

/** A single member: the same with links. */
export function buildMemberWithLinksJson(
  board: Board,
  id: string,
  role: Role,
  store: Store,
  origin: string,
): Record<string, unknown> {
  const self = `${origin}/v2/boards/${board.id}/members/${id}`
  return { ...buildMemberJson(id, role, store), links: { self } }
}

/** Milliseconds as Miro writes times. */
export function iso(ms: number): string {
  return new Date(ms).toISOString()
}
