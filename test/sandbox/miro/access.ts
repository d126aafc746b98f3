import { type Access, type Board, ROLES, type Role, type Team } from "./model.ts"

const ROLE_BY_ACCESS: Readonly<Record<Access, Role | null>> = {
  private: null,
  view: "viewer",
  comment: "commenter",
  edit: "editor",
}

/** Through which doors somebody comes in besides an invitation. */
export interface Doors {
  readonly team: boolean
  readonly organization: boolean
  /** Everybody has the link who knows the board's id. */
  readonly link: boolean
}

/** What somebody may do on a board: the best of their own role and the doors that are open to them; null for nothing. */
export function roleOn(board: Board, userId: string, doors: Doors): Role | null {
  const roles = [
    board.members.get(userId) ?? null,
    doors.team ? ROLE_BY_ACCESS[board.sharing.teamAccess] : null,
    doors.organization ? ROLE_BY_ACCESS[board.sharing.organizationAccess] : null,
    doors.link ? ROLE_BY_ACCESS[board.sharing.access] : null,
  ]
  return roles.reduce((best, role) => (rank(role) > rank(best) ? role : best), null)
}

/** The doors for a user, given all teams. Organisation access is for members of any team of the organisation. */
export function doorsFor(
  board: Board,
  userId: string,
  teams: ReadonlyMap<string, Team>,
  link: boolean,
): Doors {
  const team = teams.get(board.teamId)
  const organization = team?.organization?.id
  return {
    team: team?.members.includes(userId) ?? false,
    organization:
      organization !== undefined &&
      [...teams.values()].some(
        (other) => other.organization?.id === organization && other.members.includes(userId),
      ),
    link,
  }
}

/** Whether a role may change what is on a board. */
export function mayEdit(role: Role | null): boolean {
  return rank(role) >= ROLES.indexOf("editor")
}

/** Whether a role may change the board itself and who is on it. */
export function mayManage(role: Role | null): boolean {
  return rank(role) >= ROLES.indexOf("coowner")
}

function rank(role: Role | null): number {
  return role === null ? -1 : ROLES.indexOf(role)
}
