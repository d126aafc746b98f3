import { buildGoneUrl, GONE_REASONS, type GoneReason } from "../contract/gone.ts"
import { endedChip } from "./chips.ts"
import { FIELDS_MAX } from "./fields.ts"
import { escapeAttribute } from "./plainText.ts"
import { cardTexts } from "./texts.ts"

/** An app card whose Trello card ended, as it is shown on Miro. */
export interface EndedCard {
  readonly shown: { readonly title: string; readonly fields: readonly unknown[] }
  readonly reason: GoneReason
  /** Where the page is that explains it. */
  readonly appOrigin: string
  readonly locale: string
}

/**
 * What is changed of an app card whose Trello card was deleted or is out of reach: the first chip says so, and the
 * title's link leads to a page that says why. Everything else stays as people saw it last. Marking twice changes nothing.
 */
export function markEnded({ shown, reason, appOrigin, locale }: EndedCard): {
  readonly title: string
  readonly fields: readonly unknown[]
} {
  const texts = cardTexts(locale)
  const chips = GONE_REASONS.map((end) => endedChip(end, texts))
  const isChip = (field: unknown): boolean =>
    chips.some(({ value, tooltip }) => isLike(field, { value, tooltip }))
  const href = escapeAttribute(buildGoneUrl(appOrigin, reason))
  return {
    title: shown.title.replace(/<a href="[^"]*"/, `<a href="${href}"`),
    fields: [endedChip(reason, texts), ...shown.fields.filter((field) => !isChip(field))].slice(
      0,
      FIELDS_MAX,
    ),
  }
}

function isLike(
  field: unknown,
  chip: { readonly value: string; readonly tooltip: string },
): boolean {
  if (typeof field !== "object" || field === null) return false
  const { value, tooltip } = { value: null, tooltip: null, ...field }
  return value === chip.value && tooltip === chip.tooltip
}
