import { membershipOf } from "./lookups.ts"
import type { Board, Organization, Store } from "./model.ts"

/** What somebody is on a board. A guest is a member of the board who is not in its workspace. */
export type BoardRole = "admin" | "normal" | "observer" | "guest"

/** The role of a member on a board; null when they only see it through the workspace, or not at all. */
export function roleOnBoard(store: Store, board: Board, idMember: string): BoardRole | null {
  const membership = membershipOf(board.memberships, idMember)
  if (membership === null) return null
  if (membership.memberType !== "normal" || board.idOrganization === null) {
    return membership.memberType
  }
  return isInOrganization(store, board.idOrganization, idMember) ? "normal" : "guest"
}

export function isInOrganization(store: Store, idOrganization: string, idMember: string): boolean {
  const organization = store.organizations.get(idOrganization)
  return organization !== undefined && membershipOf(organization.memberships, idMember) !== null
}

/** Null stands for somebody who is signed out. */
export function canReadBoard(store: Store, board: Board, idMember: string | null): boolean {
  if (board.permissionLevel === "public") return true
  if (idMember === null) return false
  if (membershipOf(board.memberships, idMember) !== null) return true
  return seesThroughWorkspace(store, board, idMember)
}

/** Observers read and comment; everybody else on the board, and on a workspace-visible board its workspace, edits. */
export function canWriteBoard(store: Store, board: Board, idMember: string | null): boolean {
  if (idMember === null || board.closed) return false
  const membership = membershipOf(board.memberships, idMember)
  if (membership !== null) return membership.memberType !== "observer"
  return seesThroughWorkspace(store, board, idMember)
}

/** Everybody on the board, observers too, and whoever may edit it. */
export function canComment(store: Store, board: Board, idMember: string | null): boolean {
  if (idMember === null || board.closed) return false
  return membershipOf(board.memberships, idMember) !== null || canWriteBoard(store, board, idMember)
}

export function canAdministerBoard(board: Board, idMember: string | null): boolean {
  return idMember !== null && membershipOf(board.memberships, idMember)?.memberType === "admin"
}

/** A guest of a workspace is on one of its boards without being in it. */
export function isGuestOf(store: Store, organization: Organization, idMember: string): boolean {
  if (membershipOf(organization.memberships, idMember) !== null) return false
  return [...store.boards.values()].some(
    (board) =>
      board.idOrganization === organization.id &&
      membershipOf(board.memberships, idMember) !== null,
  )
}

function seesThroughWorkspace(store: Store, board: Board, idMember: string): boolean {
  return (
    board.permissionLevel === "org" &&
    board.idOrganization !== null &&
    isInOrganization(store, board.idOrganization, idMember)
  )
}
