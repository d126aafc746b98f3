import {
  archivedChip,
  checklistChip,
  customFieldChip,
  dueChip,
  labelName,
  labelsChip,
  listChip,
  memberChip,
  memberName,
  moreChip,
  type AppCardField,
} from "./chips.ts"
import { cleanLine } from "./plainText.ts"
import type { CardTexts } from "./texts.ts"
import type { BoardFormat, Ticket } from "./ticket.ts"

/** Miro shows at most this many preview fields (app card documentation). */
export const FIELDS_MAX = 20
/** As many of them may be custom fields, so that labels and members keep at least six. */
export const CUSTOM_FIELDS_MAX = 10

/**
 * The preview fields in their order: archived, list, due, checklist, custom fields, then labels, then members. The
 * first four and at most `CUSTOM_FIELDS_MAX` custom fields are always there; labels and members share what is left,
 * and of each that is cut the last place says "+3".
 */
export function appCardFields(
  ticket: Ticket,
  format: BoardFormat,
  now: number,
  texts: CardTexts,
): readonly AppCardField[] {
  const listName = cleanLine(ticket.listName ?? "")
  const fixed = [
    ticket.archived ? archivedChip(texts) : null,
    listName === "" ? null : listChip(listName, texts),
    ticket.due === null ? null : dueChip(ticket.due, format, now, texts),
    ticket.checklist === null ? null : checklistChip(ticket.checklist, texts),
    ...ticket.customFields
      .slice(0, CUSTOM_FIELDS_MAX)
      .map((field) => customFieldChip(field, format, now)),
  ].filter((field) => field !== null)

  const shares = shareRoom(FIELDS_MAX - fixed.length, ticket.labels.length, ticket.members.length)
  const labels = cut(ticket.labels, shares.first, {
    show: (label) => labelsChip(label, texts),
    name: (label) => labelName(label, texts),
    more: texts.moreLabels,
  })
  const members = cut(ticket.members, shares.second, {
    show: (member) => memberChip(member, texts),
    name: (member) => memberName(member, texts),
    more: texts.moreMembers,
  })
  return [...fixed, ...labels, ...members]
}

/**
 * Splits `room` places between two groups that want `first` and `second` of them: each gets what it wants, or at
 * least half (the first rounds up), or what the other leaves over.
 */
export function shareRoom(
  room: number,
  first: number,
  second: number,
): { readonly first: number; readonly second: number } {
  const forFirst = Math.min(first, Math.max(Math.ceil(room / 2), room - second))
  return { first: forFirst, second: Math.min(second, room - forFirst) }
}

function cut<Item>(
  items: readonly Item[],
  room: number,
  words: {
    readonly show: (item: Item) => AppCardField
    readonly name: (item: Item) => string
    readonly more: (count: number) => string
  },
): readonly AppCardField[] {
  if (items.length <= room) return items.map(words.show)
  const rest = items.slice(room - 1)
  return [
    ...items.slice(0, room - 1).map(words.show),
    moreChip(words.more(rest.length), rest.map(words.name)),
  ]
}
