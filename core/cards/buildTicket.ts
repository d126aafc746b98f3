import { parseLabelColor, type Ticket } from "./ticket.ts"

type Maybe<T> = T | null | undefined

/**
 * What Trello's REST answer and `t.card()` have in common. Everything that can be missing may be missing or null:
 * pages read it without a schema.
 */
export interface CardSource {
  readonly id: string
  readonly idShort: number
  readonly shortLink: string
  readonly name: string
  readonly desc?: Maybe<string>
  readonly closed?: Maybe<boolean>
  /** ISO 8601 in UTC. */
  readonly due?: Maybe<string>
  readonly dueComplete?: Maybe<boolean>
  readonly labels?: Maybe<
    readonly { readonly name?: Maybe<string>; readonly color?: Maybe<string> }[]
  >
  readonly members?: Maybe<readonly { readonly fullName?: Maybe<string> }[]>
  /** Counts over all checklists: no list of their items has to be read. */
  readonly badges?: Maybe<{
    readonly checkItems?: Maybe<number>
    readonly checkItemsChecked?: Maybe<number>
  }>
  readonly cover?: Maybe<{ readonly color?: Maybe<string> }>
}

/** What a card does not say about itself. */
export interface CardPlace {
  /** For example `https://trello.com`. */
  readonly trelloOrigin: string
  readonly idBoard: string
  readonly listName: string | null
  /** None by default. */
  readonly customFields?: Ticket["customFields"]
}

/** The Ticket of a card. An unreadable due date is no due date, an unknown colour no colour. */
export function buildTicket(card: CardSource, place: CardPlace): Ticket {
  return {
    id: card.id,
    idBoard: place.idBoard,
    shortLink: card.shortLink,
    idShort: card.idShort,
    url: `${place.trelloOrigin}/c/${card.shortLink}`,
    title: card.name,
    description: card.desc ?? "",
    listName: place.listName,
    labels: (card.labels ?? []).map(({ name, color }) => ({
      name: name ?? "",
      color: parseLabelColor(color),
    })),
    members: (card.members ?? []).map(({ fullName }) => ({ name: fullName ?? "" })),
    due: dueOf(card),
    checklist: checklistOf(card),
    customFields: place.customFields ?? [],
    cover: parseLabelColor(card.cover?.color),
    archived: card.closed ?? false,
  }
}

function dueOf({ due, dueComplete }: CardSource): Ticket["due"] {
  const at = typeof due === "string" ? Date.parse(due) : Number.NaN
  if (Number.isNaN(at)) return null
  return { at: new Date(at).toISOString(), complete: dueComplete ?? false }
}

function checklistOf({ badges }: CardSource): Ticket["checklist"] {
  const total = badges?.checkItems ?? 0
  return total > 0 ? { done: badges?.checkItemsChecked ?? 0, total } : null
}
