import type { DueChoice, Selection } from "../contract/jobs.ts"
import { buildCalendar } from "./dueDate.ts"

/** How many days from today still count as `week`. */
const WEEK_DAYS = 7

/** What a selection looks at: both what the Worker reads of a board and what `t.cards()` gives can say it. */
export interface SelectableCard {
  readonly idList: string
  readonly idShort: number
  readonly name: string
  /** ISO 8601; null without a due date. */
  readonly due: string | null
  readonly dueComplete: boolean
  readonly idLabels: readonly string[]
  readonly idMembers: readonly string[]
}

export interface SelectionContext {
  /** Milliseconds since 1970. Only its calendar day in `timeZone` counts. */
  readonly now: number
  /** An IANA name; an unknown one reads as UTC. */
  readonly timeZone: string
  /** Whether the card with this `idShort` is on a Miro board. */
  readonly onMiro: (idShort: number) => boolean
}

/**
 * Tells of a card whether it is meant. All parts of the selection have to hold; an empty one does not restrict.
 * The title's part is found in any case and whatever the machine's language. An unreadable due date is none.
 */
export function buildSelector(
  selection: Selection,
  { now, timeZone, onMiro }: SelectionContext,
): (card: SelectableCard) => boolean {
  const lists = new Set(selection.lists)
  const labels = new Set(selection.labels)
  const members = new Set(selection.members)
  const text = foldCase(selection.text.trim())
  const isDue = buildDueSelector(selection.due, now, timeZone)
  return (card) =>
    (lists.size === 0 || lists.has(card.idList)) &&
    (labels.size === 0 || card.idLabels.some((id) => labels.has(id))) &&
    (members.size === 0 || card.idMembers.some((id) => members.has(id))) &&
    (text === "" || foldCase(card.name).includes(text)) &&
    !(selection.notOnMiro && onMiro(card.idShort)) &&
    isDue(card)
}

function buildDueSelector(
  choice: DueChoice,
  now: number,
  timeZone: string,
): (card: SelectableCard) => boolean {
  if (choice === "any") return () => true
  const dayOf = buildCalendar(timeZone)
  const today = dayOf(now).number
  return ({ due, dueComplete }) => {
    const at = due === null ? Number.NaN : Date.parse(due)
    if (Number.isNaN(at)) return choice === "none"
    switch (choice) {
      case "none":
        return false
      case "set":
        return true
      case "overdue":
        return !dueComplete && dayOf(at).number < today
      case "week": {
        const daysLeft = dayOf(at).number - today
        return !dueComplete && daysLeft >= 0 && daysLeft <= WEEK_DAYS
      }
    }
  }
}

/** Upper case, since lower case writes sigma by its place in the word. Composed, since accents are typed both ways. */
function foldCase(text: string): string {
  return text.normalize("NFC").toUpperCase().normalize("NFC")
}
