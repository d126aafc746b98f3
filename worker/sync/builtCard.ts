import { nextDueChange } from "../../core/cards/dueDate.ts"
import { contentHash } from "../../core/cards/hash.ts"
import type { BoardFormat, Ticket } from "../../core/cards/ticket.ts"
import { type AppCard, toAppCard } from "../../core/cards/toAppCard.ts"

/** What is noted of an app card when it was sent. */
export interface Sent {
  /** Null where it is not known what was sent. */
  readonly hash: string | null
  /** When its text changes by itself: milliseconds since 1970, or null. */
  readonly changeAt: number | null
}

/** An app card, with what is to be noted once it was sent. */
export interface BuiltCard {
  readonly card: AppCard
  readonly sent: Sent & { readonly hash: string }
}

/** Builds the app card of a ticket. `now` is in milliseconds since 1970. */
export function buildCard(ticket: Ticket, format: BoardFormat, now: number): BuiltCard {
  const card = toAppCard(ticket, format, now)
  const changeAt = nextDueChange(ticket.due, format, now)
  return { card, sent: { hash: contentHash(card), changeAt } }
}
