import type { Change } from "../../trello/changes.ts"
import type { LiveTables } from "../store/liveTables.ts"

/** Marks besides cards' ids: every card of the board, and whether the board is to be kept in step at all. */
export const WHOLE_BOARD = "board"
export const STANDING = "standing"
/** The titles of the lists' frames on Miro. */
export const FRAMES = "frames"

/** A change is looked at this long after it came, so that what belongs to it comes along. Milliseconds. */
export const COALESCE_MS = 1000
/** While changes pour in, the look waits for so much silence … */
export const SILENCE_MS = 250
/** … but never longer than this after the first of them. */
export const LATEST_MS = 5000

/** More cards than this are cheaper to read with their board, in one call. */
export const SINGLE_READS_MAX = 3

/** What changes ask to be looked at: ids of cards, `WHOLE_BOARD`, `STANDING`. */
export function marksOf(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.map(markOf))
}

function markOf(change: Change): string {
  switch (change.kind) {
    case "card":
    case "card_gone":
    case "card_left":
      return change.card
    case "board":
      return WHOLE_BOARD
    case "standing":
      return STANDING
  }
}

/** When the look is due, for the first and the newest of the changes that nobody looked at. Milliseconds since 1970. */
export function dueAt(firstAt: number, newestAt: number): number {
  return Math.min(Math.max(firstAt + COALESCE_MS, newestAt + SILENCE_MS), firstAt + LATEST_MS)
}

/**
 * Writes down what a delivery asks to be looked at, and when that is due. A delivery that came before changes nothing.
 * Order does not matter: marks say where to look, and whoever looks finds today's state.
 */
export function noteChanges(
  { dirty, seen, due }: Pick<LiveTables, "dirty" | "seen" | "due">,
  delivery: { readonly action: string; readonly changes: readonly Change[] },
  now: number,
): void {
  if (delivery.changes.length === 0 || !seen.add(delivery.action, now)) return
  for (const mark of marksOf(delivery.changes)) dirty.mark(mark, now)
  due.set("sync", dueAt(dirty.firstAt() ?? now, now))
}

const PUSH = "push "

/** The mark of a card that somebody pushed: it is looked after, and nothing is known that it does not show. */
export function pushMark(card: string): string {
  return PUSH + card
}

/** The card that a mark of either kind is for. */
export function cardOf(mark: string): string {
  return mark.startsWith(PUSH) ? mark.slice(PUSH.length) : mark
}

/** Asks for another look at a card soon, by its id or its `pushMark`. */
export function lookAgain(
  { dirty, due }: Pick<LiveTables, "dirty" | "due">,
  mark: string,
  now: number,
): void {
  dirty.mark(mark, now)
  due.set("sync", Math.min(due.read("sync") ?? Infinity, now + COALESCE_MS))
}

/** Asks for a look at every card, and whether the board is to be kept in step at all. */
export function lookAtAll({ dirty, due }: Pick<LiveTables, "dirty" | "due">, now: number): void {
  dirty.mark(STANDING, now)
  dirty.mark(WHOLE_BOARD, now)
  due.set("sync", now)
}
