import type { GoneReason } from "../contract/gone.ts"
import { labelChip, type ChipColors } from "./labelColors.ts"
import { clampText } from "./clamp.ts"
import { dueText, resolveFormat, writeDay, type DueState } from "./dueDate.ts"
import { numberFormat } from "./intl.ts"
import { cleanLine } from "./plainText.ts"
import type { CardTexts } from "./texts.ts"
import type { BoardFormat, CustomFieldValue, Ticket } from "./ticket.ts"

/** How long a chip's text and its tooltip get, in characters; Miro documents no limit. */
const VALUE_MAX = 100
const TOOLTIP_MAX = 200
/** How much of a custom field's name its chip shows; the tooltip has more. */
const FIELD_NAME_MAX = 40

/** One preview field of an app card, in Miro's names. */
export interface AppCardField {
  readonly value: string
  readonly tooltip: string
  readonly fillColor?: string
  readonly textColor?: string
}

const DUE_COLORS: Readonly<Record<DueState, ChipColors | null>> = {
  complete: { fill: "#bcf2da", text: "#123d2c" },
  overdue: { fill: "#fed6d2", text: "#5c150f" },
  soon: { fill: "#f8e7a4", text: "#463604" },
  later: null,
}

export function archivedChip(texts: CardTexts): AppCardField {
  return chip(texts.archived, texts.archivedTooltip, labelChip("black"))
}

/** Says on Miro that the Trello card is gone. */
export function endedChip(reason: GoneReason, texts: CardTexts): AppCardField {
  const deleted = reason === "card_deleted"
  return chip(
    deleted ? texts.deleted : texts.outOfReach,
    deleted ? texts.deletedTooltip : texts.outOfReachTooltip,
    labelChip("black"),
  )
}

export function listChip(listName: string, texts: CardTexts): AppCardField {
  return chip(listName, texts.list)
}

/** Null when the date is unreadable. The state is told in words or by a sign too, never by colour alone. */
export function dueChip(
  due: NonNullable<Ticket["due"]>,
  format: BoardFormat,
  now: number,
  texts: CardTexts,
): AppCardField | null {
  const text = dueText(due, format, now)
  if (text === null) return null
  const words = { complete: texts.complete, overdue: texts.overdue, soon: texts.dueSoon, later: "" }
  const value = {
    complete: `✓ ${text.day}`,
    overdue: `${text.day} · ${texts.overdue}`,
    soon: text.day,
    later: text.day,
  }
  const word = words[text.state]
  return chip(
    value[text.state],
    `${texts.due}: ${text.full}${word === "" ? "" : ` (${word})`}`,
    DUE_COLORS[text.state],
  )
}

export function checklistChip(
  { done, total }: NonNullable<Ticket["checklist"]>,
  texts: CardTexts,
): AppCardField {
  const colors = done === total ? DUE_COLORS.complete : null
  return chip(`${done}/${total}`, texts.checklist(done, total), colors)
}

/** Null when there is nothing to read in the field or in its name. The name is cut before it crowds out the value. */
export function customFieldChip(
  { name, value }: Ticket["customFields"][number],
  format: BoardFormat,
  now: number,
): AppCardField | null {
  const label = cleanLine(name)
  const text = cleanLine(customFieldText(value, format, now))
  if (label === "" || text === "") return null
  return chip(`${clampText(label, FIELD_NAME_MAX)}: ${text}`, label)
}

function customFieldText(value: CustomFieldValue, format: BoardFormat, now: number): string {
  switch (value.kind) {
    case "text":
    case "choice":
      return value.text
    case "number":
      // Without separators: the number may be a year or that of an invoice.
      return numberFormat(resolveFormat(format).locale, {
        useGrouping: false,
        maximumFractionDigits: 20,
      }).format(value.number)
    case "date": {
      const at = Date.parse(value.at)
      return Number.isNaN(at) ? "" : writeDay(at, resolveFormat(format), now)
    }
    case "checked":
      return "✓"
  }
}

/** A label without a name shows its colour's name, so that nobody has to tell colours apart. */
export function labelsChip(label: Ticket["labels"][number], texts: CardTexts): AppCardField {
  const color = label.color === null ? texts.colorless : texts.colorName(label.color)
  return chip(labelName(label, texts), `${texts.label} (${color})`, labelChip(label.color))
}

export function labelName(label: Ticket["labels"][number], texts: CardTexts): string {
  const name = cleanLine(label.name)
  if (name !== "") return name
  return label.color === null ? texts.label : texts.colorName(label.color)
}

export function memberChip(member: Ticket["members"][number], texts: CardTexts): AppCardField {
  return chip(memberName(member, texts), texts.member)
}

export function memberName(member: Ticket["members"][number], texts: CardTexts): string {
  return cleanLine(member.name) || texts.member
}

/** Stands for what there was no room for. `kind` says in words how many of what, for example "3 more labels". */
export function moreChip(kind: string, names: readonly string[]): AppCardField {
  return chip(`+${names.length}`, `${kind}: ${names.join(", ")}`)
}

function chip(value: string, tooltip: string, colors: ChipColors | null = null): AppCardField {
  return {
    value: clampText(cleanLine(value), VALUE_MAX),
    tooltip: clampText(cleanLine(tooltip), TOOLTIP_MAX),
    ...(colors === null ? {} : { fillColor: colors.fill, textColor: colors.text }),
  }
}
