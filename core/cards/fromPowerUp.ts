import { buildTicket, type CardPlace, type CardSource } from "./buildTicket.ts"
import type { Ticket } from "./ticket.ts"

/** What to ask `t.card()` for, so that `ticketFromPowerUp` finds everything; costs no call to Trello. */
export const POWER_UP_CARD_FIELDS = [
  "id",
  "name",
  "desc",
  "labels",
  "members",
  "due",
  "dueComplete",
  "badges",
  "cover",
  "idShort",
  "shortLink",
  "closed",
] as const

/**
 * The Ticket of what `t.card()` gives, for a preview. The board's id is in `t.getContext()`, the list's name comes
 * from `t.list("name")`. It equals what `toTicket` makes of the same card over REST.
 */
export function ticketFromPowerUp(card: CardSource, place: CardPlace): Ticket {
  return buildTicket(card, place)
}
