import * as v from "valibot"
import type { SelectableCard } from "../../../core/cards/selection.ts"
import { parseLabelColor, type LabelColor } from "../../../core/cards/ticket.ts"
import { nameOf, type PageHost } from "../../ui/host/host.ts"

export interface BoardCard extends SelectableCard {
  readonly id: string
}

export interface BoardLabel {
  readonly id: string
  /** May be empty. */
  readonly name: string
  readonly color: LabelColor | null
}

export interface Named {
  readonly id: string
  readonly name: string
}

/** What the page knows of the Trello board without a call: what this member sees of it. */
export interface TrelloBoard {
  readonly name: string
  /** The open lists in the board's order. */
  readonly lists: readonly Named[]
  /** The open cards on those lists. */
  readonly cards: readonly BoardCard[]
  /** Labels and members that are on any of the cards, by name. */
  readonly labels: readonly BoardLabel[]
  readonly members: readonly Named[]
}

const LabelSchema = v.object({
  id: v.string(),
  name: v.fallback(v.string(), ""),
  color: v.pipe(v.unknown(), v.transform(parseLabelColor)),
})

const CardSchema = v.object({
  id: v.string(),
  idShort: v.number(),
  idList: v.string(),
  name: v.fallback(v.string(), ""),
  due: v.fallback(v.nullable(v.string()), null),
  dueComplete: v.fallback(v.boolean(), false),
  labels: v.fallback(v.array(LabelSchema), []),
  members: v.fallback(v.array(v.object({ id: v.string(), fullName: v.string() })), []),
})

const ListSchema = v.object({ id: v.string(), name: v.fallback(v.string(), "") })

/** Reads the board from Trello's page: the fields are those that its `t.cards` allows. */
export async function readBoard(t: PageHost, locale: string): Promise<TrelloBoard> {
  const [cards, lists, board] = await Promise.all([
    t.cards("id", "idShort", "idList", "name", "due", "dueComplete", "labels", "members"),
    t.lists("id", "name"),
    Promise.resolve(t.board("name")).catch(() => null),
  ])
  return parseBoard({ cards, lists, name: nameOf(board) ?? "" }, locale)
}

/** Makes a board of what Trello's host answered; what is unreadable in it is left out. */
export function parseBoard(
  answer: { readonly cards: unknown; readonly lists: unknown; readonly name: string },
  locale: string,
): TrelloBoard {
  const lists = parseEach(ListSchema, answer.lists)
  const open = new Set(lists.map(({ id }) => id))
  const cards = parseEach(CardSchema, answer.cards).filter(({ idList }) => open.has(idList))
  const labels = new Map(cards.flatMap((card) => card.labels.map((label) => [label.id, label])))
  const members = new Map(
    cards.flatMap((card) => card.members.map(({ id, fullName }) => [id, { id, name: fullName }])),
  )
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const byName = (a: Named, b: Named): number => compare(a.name, b.name)
  return {
    name: answer.name,
    lists,
    cards: cards.map(({ labels: own, members: people, ...card }) => ({
      ...card,
      idLabels: own.map(({ id }) => id),
      idMembers: people.map(({ id }) => id),
    })),
    labels: [...labels.values()].sort(byName),
    members: [...members.values()].sort(byName),
  }
}

function parseEach<Schema extends v.GenericSchema>(
  schema: Schema,
  items: unknown,
): v.InferOutput<Schema>[] {
  if (!Array.isArray(items)) return []
  return items.flatMap((item) => {
    const read = v.safeParse(schema, item)
    return read.success ? [read.output] : []
  })
}
