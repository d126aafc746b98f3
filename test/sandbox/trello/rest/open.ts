import { findBoard, findCard } from "../store/lookups.ts"
import type { Board, Card, Checklist, Label, List, Organization } from "../store/model.ts"
import {
  canAdministerBoard,
  canComment,
  canReadBoard,
  canWriteBoard,
  isInOrganization,
} from "../store/rights.ts"
import type { Trello } from "../trello.ts"
import type { Caller } from "./caller.ts"
import { MODEL_NOT_FOUND, NO_PERMISSION, NOT_FOUND, OTHER_WORKSPACE, Refusal } from "./refusal.ts"

/** What the caller wants to do with a model. */
export type Wish = "read" | "comment" | "write" | "administer"

/** 404 for what the caller cannot see, 403 outside the token's workspace, 401 for what they may not change. */
export function openBoard(trello: Trello, caller: Caller, id: string, wish: Wish = "read"): Board {
  const board = findBoard(trello.store, id)
  if (board === null) throw new Refusal(404, MODEL_NOT_FOUND)
  demand(trello, caller, board, wish, MODEL_NOT_FOUND)
  return board
}

export function openCard(
  trello: Trello,
  caller: Caller,
  id: string,
  wish: Wish = "read",
): { card: Card; board: Board } {
  const card = findCard(trello.store, id)
  const board = card === null ? undefined : trello.store.boards.get(card.idBoard)
  if (card === null || board === undefined) throw new Refusal(404, NOT_FOUND)
  demand(trello, caller, board, wish, NOT_FOUND)
  return { card, board }
}

export function openList(
  trello: Trello,
  caller: Caller,
  id: string,
  wish: Wish = "read",
): { list: List; board: Board } {
  const list = trello.store.lists.get(id.toLowerCase())
  return openPart(trello, caller, "list", list, wish)
}

export function openLabel(
  trello: Trello,
  caller: Caller,
  id: string,
  wish: Wish = "read",
): { label: Label; board: Board } {
  return openPart(trello, caller, "label", trello.store.labels.get(id.toLowerCase()), wish)
}

export function openChecklist(
  trello: Trello,
  caller: Caller,
  id: string,
  wish: Wish = "read",
): { checklist: Checklist; board: Board } {
  const checklist = trello.store.checklists.get(id.toLowerCase())
  return openPart(trello, caller, "checklist", checklist, wish)
}

/** By id or name. Only its members see a workspace; a guest of one of its boards does not. */
export function openOrganization(trello: Trello, caller: Caller, id: string): Organization {
  const { store } = trello
  const organization =
    store.organizations.get(id.toLowerCase()) ??
    [...store.organizations.values()].find((one) => one.name === id)
  const idMember = caller.kind === "nobody" ? null : caller.idMember
  if (
    organization === undefined ||
    idMember === null ||
    !isInOrganization(store, organization.id, idMember)
  ) {
    throw new Refusal(404, MODEL_NOT_FOUND)
  }
  demandWorkspace(caller, organization.id)
  return organization
}

/** Whether a board belongs to what the caller may reach; lists of boards and cards leave out the rest. */
export function reaches(trello: Trello, caller: Caller, board: Board): boolean {
  if (caller.kind === "nobody") return false
  if (!canReadBoard(trello.store, board, caller.idMember)) return false
  return caller.kind === "web" || board.idOrganization === caller.grant.idOrganization
}

/** Whether a token has the scope to read boards; lists that any token may ask for are empty without. */
export function mayReadBoards(caller: Caller): boolean {
  return caller.kind !== "grant" || caller.grant.scopes.includes("read:board:trello")
}

/** Refuses a model of another workspace than the token was given for. */
export function demandWorkspace(caller: Caller, idOrganization: string | null): void {
  if (caller.kind === "grant" && caller.grant.idOrganization !== idOrganization) {
    throw new Refusal(403, OTHER_WORKSPACE)
  }
}

function openPart<K extends string, T extends { readonly idBoard: string }>(
  trello: Trello,
  caller: Caller,
  name: K,
  part: T | undefined,
  wish: Wish,
): { [key in K]: T } & { board: Board } {
  const board = part === undefined ? undefined : trello.store.boards.get(part.idBoard)
  if (part === undefined || board === undefined) throw new Refusal(404, NOT_FOUND)
  demand(trello, caller, board, wish, NOT_FOUND)
  return { [name]: part, board } as { [key in K]: T } & { board: Board }
}

function demand(trello: Trello, caller: Caller, board: Board, wish: Wish, missing: string): void {
  const idMember = caller.kind === "nobody" ? null : caller.idMember
  if (!canReadBoard(trello.store, board, idMember)) throw new Refusal(404, missing)
  demandWorkspace(caller, board.idOrganization)
  if (!mayDo(trello, board, idMember, wish)) throw new Refusal(401, NO_PERMISSION)
}

function mayDo(trello: Trello, board: Board, idMember: string | null, wish: Wish): boolean {
  switch (wish) {
    case "read":
      return true
    case "comment":
      return canComment(trello.store, board, idMember)
    case "write":
      return canWriteBoard(trello.store, board, idMember)
    case "administer":
      return canAdministerBoard(board, idMember)
  }
}
