import * as v from "valibot"
import { TrelloIdSchema } from "../contract/ids.ts"
import { buildTicket } from "./buildTicket.ts"
import { customFieldsOfCard, parseCustomFields, type CustomField } from "./customFields.ts"
import { cardReadQuery, TrelloCardSchema } from "./fromTrello.ts"
import { count, flag, listOf, text } from "./lenient.ts"
import type { Ticket } from "./ticket.ts"

/**
 * The query of `GET /1/boards/{id}` that reads a board with all its visible cards (open ones on open lists) in one
 * call; `parseTrelloBoard` reads its answer. Labels come within the cards, members and custom fields beside them.
 */
export const boardReadQuery = {
  fields: "name,closed,idOrganization",
  lists: "open",
  list_fields: "name,pos",
  cards: "visible",
  card_fields: `${cardReadQuery.fields},pos,idLabels,idMembers`,
  members: "all",
  member_fields: "fullName",
  customFields: "true",
  card_customFieldItems: "true",
} as const satisfies Readonly<Record<string, string>>

/** The same with archived lists and cards, for when cards have gone from sight. */
export const wholeBoardReadQuery = {
  ...boardReadQuery,
  lists: "all",
  list_fields: "name,pos,closed",
  cards: "all",
} as const satisfies Readonly<Record<string, string>>

const { list: _list, members: _members, ...cardEntries } = TrelloCardSchema.entries
const BoardCardSchema = v.object({
  ...cardEntries,
  idList: TrelloIdSchema,
  pos: count,
  idLabels: listOf(TrelloIdSchema),
  idMembers: listOf(TrelloIdSchema),
})

/** A card as it stands in a board's answer: list and members by id. */
export type BoardCard = Readonly<v.InferOutput<typeof BoardCardSchema>>

/** Cards and custom fields are read one by one, so that one in an unknown shape does not lose the board. */
const BoardSchema = v.object({
  id: TrelloIdSchema,
  name: text,
  closed: flag,
  idOrganization: v.optional(v.nullable(TrelloIdSchema), null),
  lists: listOf(v.object({ id: TrelloIdSchema, name: text, pos: count, closed: flag })),
  cards: listOf(v.unknown()),
  members: listOf(v.object({ id: TrelloIdSchema, fullName: text })),
  customFields: v.optional(v.unknown()),
})

export interface TrelloBoard {
  readonly id: string
  readonly name: string
  readonly closed: boolean
  /** Null for a board outside any workspace. */
  readonly idOrganization: string | null
  /** In Trello's order; open ones, unless the whole board was asked for. */
  readonly lists: readonly {
    readonly id: string
    readonly name: string
    readonly pos: number
    readonly closed: boolean
  }[]
  /** List by list in Trello's order; visible ones, unless the whole board was asked for. */
  readonly cards: readonly BoardCard[]
  /** In Trello's order. */
  readonly customFields: readonly CustomField[]
  /** Full names by member id; who left the board is missing. */
  readonly memberNames: ReadonlyMap<string, string>
  /** How many cards were left out, because they are in an unknown shape or not on these lists of this board. */
  readonly unreadable: number
}

export type ParsedTrelloBoard =
  | { readonly ok: true; readonly board: TrelloBoard }
  /** Where the answer is not what we expect, for example `lists.0.id`; never what stands there. */
  | { readonly ok: false; readonly issues: readonly string[] }

/** Reads the body of an answer to `boardReadQuery`. Never throws. */
export function parseTrelloBoard(json: unknown): ParsedTrelloBoard {
  const parsed = v.safeParse(BoardSchema, json)
  if (!parsed.success) {
    return { ok: false, issues: parsed.issues.map((issue) => v.getDotPath(issue) ?? "the answer") }
  }
  const { members, customFields, cards, ...board } = parsed.output
  const lists = board.lists.sort((a, b) => a.pos - b.pos)
  const places = new Map(lists.map(({ id }, place) => [id, place]))
  const readable = cards
    .flatMap((one) => {
      const card = v.safeParse(BoardCardSchema, one, { abortEarly: true })
      if (!card.success || card.output.idBoard !== board.id) return []
      const place = places.get(card.output.idList)
      return place === undefined ? [] : [{ card: card.output, place }]
    })
    .sort((a, b) => a.place - b.place || a.card.pos - b.card.pos)
    .map(({ card }) => card)
  return {
    ok: true,
    board: {
      ...board,
      lists,
      cards: readable,
      customFields: parseCustomFields(customFields),
      memberNames: new Map(members.map(({ id, fullName }) => [id, fullName])),
      unreadable: cards.length - readable.length,
    },
  }
}

/**
 * The Ticket of a card of this board: what `toTicket` makes of the same card, with the custom fields of these names.
 * A member who is not on the board any more has no name.
 */
export function ticketOfBoardCard(
  board: TrelloBoard,
  card: BoardCard,
  {
    trelloOrigin,
    customFields,
  }: { readonly trelloOrigin: string; readonly customFields: readonly string[] },
): Ticket {
  const members = card.idMembers.map((id) => ({ fullName: board.memberNames.get(id) ?? "" }))
  return buildTicket(
    { ...card, members },
    {
      trelloOrigin,
      idBoard: board.id,
      listName: board.lists.find(({ id }) => id === card.idList)?.name ?? null,
      customFields: customFieldsOfCard(card, board.customFields, customFields),
    },
  )
}
