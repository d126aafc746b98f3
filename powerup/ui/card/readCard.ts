import * as v from "valibot"
import { POWER_UP_CARD_FIELDS, ticketFromPowerUp } from "../../../core/cards/fromPowerUp.ts"
import type { Ticket } from "../../../core/cards/ticket.ts"
import { nameOf, type PageHost } from "../host/host.ts"

const text = v.fallback(v.nullish(v.string()), null)
const flag = v.fallback(v.nullish(v.boolean()), null)
const count = v.fallback(v.nullish(v.number()), null)
const list = <S extends v.GenericSchema>(item: S) => v.fallback(v.nullish(v.array(item)), null)

/** What `t.card()` gives. Only what names the card must be there; a part in a shape unknown to us is left out. */
const CardSchema = v.object({
  id: v.string(),
  idShort: v.number(),
  shortLink: v.string(),
  name: v.string(),
  desc: text,
  closed: flag,
  due: text,
  dueComplete: flag,
  labels: list(v.object({ name: text, color: text })),
  members: list(v.object({ fullName: text })),
  badges: v.fallback(v.nullish(v.object({ checkItems: count, checkItemsChecked: count })), null),
  cover: v.fallback(v.nullish(v.object({ color: text })), null),
})

/** The open card as a ticket, from Trello's page alone: no call is made. Null when there is no readable card. */
export async function readTicket(t: PageHost, trelloOrigin: string): Promise<Ticket | null> {
  const [card, list] = await Promise.all([
    t.card(...POWER_UP_CARD_FIELDS),
    Promise.resolve(t.list("name")).catch(() => null),
  ])
  const parsed = v.safeParse(CardSchema, card)
  if (!parsed.success) return null
  const idBoard = t.getContext().board ?? ""
  return ticketFromPowerUp(parsed.output, { trelloOrigin, idBoard, listName: nameOf(list) })
}
