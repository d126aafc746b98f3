import type { Board, Card, Checklist, Label, List, Membership, Store } from "./model.ts"

/** By id or by the 8 characters of its address. */
export function findBoard(store: Store, idOrShortLink: string): Board | null {
  return find(store.boards, idOrShortLink)
}

/** By id or by the 8 characters of its address. */
export function findCard(store: Store, idOrShortLink: string): Card | null {
  return find(store.cards, idOrShortLink)
}

function find<T>(
  all: {
    get(id: string): T | undefined
    by(index: "shortLink", key: string): ReadonlySet<T>
  },
  idOrShortLink: string,
): T | null {
  const byId = all.get(idOrShortLink.toLowerCase())
  if (byId !== undefined) return byId
  const [byShortLink] = all.by("shortLink", idOrShortLink)
  return byShortLink ?? null
}

/** Archived lists too, in their order on the board. */
export function listsOf(store: Store, idBoard: string): List[] {
  return [...store.lists.by("board", idBoard)].sort(byPos)
}

/** Archived cards too, list by list in their order. */
export function cardsOfBoard(store: Store, idBoard: string): Card[] {
  return listsOf(store, idBoard).flatMap((list) => cardsOfList(store, list.id))
}

/** Archived cards too, in their order. */
export function cardsOfList(store: Store, idList: string): Card[] {
  return [...store.cards.by("list", idList)].sort(byPos)
}

export function labelsOf(store: Store, idBoard: string): Label[] {
  return [...store.labels.by("board", idBoard)]
}

export function checklistsOf(store: Store, idCard: string): Checklist[] {
  return [...store.checklists.by("card", idCard)].sort(byPos)
}

export function membershipOf(
  memberships: readonly Membership[],
  idMember: string,
): Membership | null {
  return memberships.find((membership) => membership.idMember === idMember) ?? null
}

/** The number for `top`, `bottom` or a given place behind what is there. */
export function parsePos(value: string, siblings: readonly { readonly pos: number }[]): number {
  const places = siblings.map((sibling) => sibling.pos)
  if (value === "top") return places.length === 0 ? 16384 : Math.min(...places) / 2
  if (value === "bottom") return Math.max(0, ...places) + 16384
  return Number(value)
}

function byPos(a: { readonly pos: number }, b: { readonly pos: number }): number {
  return a.pos - b.pos
}
