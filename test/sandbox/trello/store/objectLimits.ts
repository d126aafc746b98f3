import type { Board, Card, Checklist, Store } from "./model.ts"

/** How many of a thing there may be. Trello's own numbers vary by account; these are the usual ones. */
export const OBJECT_LIMITS = {
  "attachments.perCard": 1000,
  "cards.openPerBoard": 5000,
  "cards.totalPerBoard": 2_000_000,
  "checkItems.perChecklist": 200,
  "checklists.perCard": 500,
  "labels.perBoard": 1000,
  "lists.openPerBoard": 500,
} as const
export type ObjectLimit = keyof typeof OBJECT_LIMITS

/** Other maxima than the usual ones. */
export type LimitChanges = { readonly [K in ObjectLimit]?: number | undefined }

/** As the API shows a limit: `count` only when it comes near. */
export interface LimitView {
  readonly status: "ok" | "warning" | "disabled" | "maxExceeded"
  readonly disableAt: number
  readonly warnAt: number
  readonly count?: number
}

export function viewLimit(changes: LimitChanges, name: ObjectLimit, count: number): LimitView {
  const disableAt = changes[name] ?? OBJECT_LIMITS[name]
  const warnAt = Math.floor(disableAt * 0.9)
  const bounds = { disableAt, warnAt }
  if (count > disableAt) return { status: "maxExceeded", ...bounds, count }
  if (count === disableAt) return { status: "disabled", ...bounds, count }
  return count >= warnAt ? { status: "warning", ...bounds, count } : { status: "ok", ...bounds }
}

/** How many there are, for each limit of a board. */
export function countOnBoard(store: Store, board: Board) {
  const cards = store.cards.by("board", board.id)
  return {
    "cards.openPerBoard": count(cards, (card) => !card.closed),
    "cards.totalPerBoard": cards.size,
    "labels.perBoard": store.labels.by("board", board.id).size,
    "lists.openPerBoard": count(store.lists.by("board", board.id), (list) => !list.closed),
  } as const
}

/** How many there are, for each limit of a card. */
export function countOnCard(store: Store, card: Card) {
  return {
    "attachments.perCard": card.attachments.length,
    "checklists.perCard": store.checklists.by("card", card.id).size,
  } as const
}

export function countInChecklist(checklist: Checklist) {
  return { "checkItems.perChecklist": checklist.checkItems.length } as const
}

/** The `limits` field of a model: `{cards: {openPerBoard: …}}`. */
export function viewLimits(
  changes: LimitChanges,
  counts: { readonly [K in ObjectLimit]?: number },
): Record<string, Record<string, LimitView>> {
  const view: Record<string, Record<string, LimitView>> = {}
  for (const [name, found] of Object.entries(counts) as [ObjectLimit, number][]) {
    const [kind = "", scope = ""] = name.split(".")
    view[kind] = { ...view[kind], [scope]: viewLimit(changes, name, found) }
  }
  return view
}

function count<T>(all: Iterable<T>, matches: (one: T) => boolean): number {
  let found = 0
  for (const one of all) if (matches(one)) found += 1
  return found
}
