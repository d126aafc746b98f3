import * as v from "valibot"
import { ShortLinkSchema, TrelloIdSchema } from "../contract/ids.ts"
import { buildTicket } from "./buildTicket.ts"
import { CustomFieldItemsSchema } from "./customFields.ts"
import { count, flag, listOf, optionalText, text } from "./lenient.ts"
import type { Ticket } from "./ticket.ts"

/** The query of `GET /1/cards/{id}` that reads all of a Ticket in one call; `TrelloCardSchema` reads its answer. */
export const cardReadQuery = {
  fields:
    "name,desc,idBoard,idList,idShort,shortLink,url,closed,due,dueComplete,cover,labels,badges,cardRole,isTemplate",
  list: "true",
  list_fields: "name,closed",
  members: "true",
  member_fields: "fullName",
} as const satisfies Readonly<Record<string, string>>

/** `cardReadQuery` with the values of custom fields. What the fields are called, the board alone says. */
export const cardReadQueryWithCustomFields = {
  ...cardReadQuery,
  customFieldItems: "true",
} as const satisfies Readonly<Record<string, string>>

/**
 * A card as Trello answers to `cardReadQuery`. Fields that we do not know are dropped; what Trello leaves out or sends
 * as null reads as empty. Only what we cannot do without is required: the ids and the name.
 */
export const TrelloCardSchema = v.object({
  id: TrelloIdSchema,
  idBoard: TrelloIdSchema,
  idList: v.optional(v.nullable(TrelloIdSchema), null),
  idShort: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  shortLink: ShortLinkSchema,
  name: v.string(),
  desc: text,
  closed: flag,
  due: optionalText,
  dueComplete: flag,
  cover: v.optional(v.nullable(v.object({ color: optionalText })), null),
  labels: listOf(v.object({ name: text, color: optionalText })),
  list: v.optional(v.nullable(v.object({ name: text, closed: flag })), null),
  members: listOf(v.object({ fullName: text })),
  badges: v.optional(v.nullable(v.object({ checkItems: count, checkItemsChecked: count })), null),
  /** Null for an ordinary card; `separator`, `board`, `mirror` and `link` are other things on a list. */
  cardRole: optionalText,
  isTemplate: flag,
  /** Only there when they are asked for. */
  customFieldItems: CustomFieldItemsSchema,
})
export type TrelloCard = v.InferOutput<typeof TrelloCardSchema>

export type ParsedTrelloCard =
  | { readonly ok: true; readonly card: TrelloCard }
  /** Where the answer is not what we expect, for example `labels.0.name`; never what stands there. */
  | { readonly ok: false; readonly issues: readonly string[] }

/** Reads the body of an answer to `cardReadQuery`. Never throws. */
export function parseTrelloCard(json: unknown): ParsedTrelloCard {
  const parsed = v.safeParse(TrelloCardSchema, json)
  if (parsed.success) return { ok: true, card: parsed.output }
  return { ok: false, issues: parsed.issues.map((issue) => v.getDotPath(issue) ?? "the answer") }
}

/**
 * The Ticket of a card. `trelloOrigin` is where people open cards, for example `https://trello.com`. `customFields`
 * is what `customFieldsOfCard` makes of the card's fields; by default none are shown.
 */
export function toTicket(
  card: TrelloCard,
  {
    trelloOrigin,
    customFields = [],
  }: { readonly trelloOrigin: string; readonly customFields?: Ticket["customFields"] },
): Ticket {
  return buildTicket(card, {
    trelloOrigin,
    idBoard: card.idBoard,
    listName: card.list?.name ?? null,
    customFields,
  })
}
