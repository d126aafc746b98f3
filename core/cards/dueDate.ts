import { dateFormat } from "./intl.ts"
import type { BoardFormat } from "./ticket.ts"

const DAY = 86_400_000

/** By calendar days of the board's time zone: `soon` is today or tomorrow, `overdue` any day before today. */
export type DueState = "complete" | "overdue" | "soon" | "later"

export interface DueText {
  readonly state: DueState
  /** The day, short, with the year when it is not this year: `3 Dec`, `3 Dec 2027`. */
  readonly day: string
  /** Day, year and time with the time zone's name. */
  readonly full: string
}

/**
 * A board's format that `Intl` takes: what it does not know becomes `en` or `UTC`. Without this, an unknown locale
 * would read as the machine's own, and two machines would disagree.
 */
export function resolveFormat({ locale, timeZone }: BoardFormat): BoardFormat {
  return { locale: knownLocale(locale.replaceAll("_", "-")), timeZone: knownTimeZone(timeZone) }
}

function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? "en"
  } catch {
    return "en"
  }
}

function knownTimeZone(timeZone: string): string {
  try {
    return dateFormat("en", { timeZone }).resolvedOptions().timeZone
  } catch {
    return "UTC"
  }
}

/**
 * A due date in the board's words; null when `due.at` is not a date. `now` is in milliseconds since 1970.
 * Only the calendar day of `now` counts, in the board's time zone.
 */
export function dueText(
  due: { readonly at: string; readonly complete: boolean },
  format: BoardFormat,
  now: number,
): DueText | null {
  const at = Date.parse(due.at)
  if (Number.isNaN(at)) return null
  const known = resolveFormat(format)
  const dayOf = buildCalendar(known.timeZone)
  const daysLeft = dayOf(at).number - dayOf(now).number
  return {
    state: due.complete ? "complete" : daysLeft < 0 ? "overdue" : daysLeft <= 1 ? "soon" : "later",
    day: writeDay(at, known, now),
    full: write(at, known, {
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
    }),
  }
}

/**
 * The day of a time, short, with the year when it is not that of `now`: `3 Dec`, `3 Dec 2027`. Times are in
 * milliseconds since 1970, the format is one that `resolveFormat` gave.
 */
export function writeDay(at: number, format: BoardFormat, now: number): string {
  const dayOf = buildCalendar(format.timeZone)
  return write(at, format, {
    day: "numeric",
    month: "short",
    ...(dayOf(at).year === dayOf(now).year ? {} : { year: "numeric" }),
  })
}

function write(
  at: number,
  { locale, timeZone }: BoardFormat,
  options: Intl.DateTimeFormatOptions,
): string {
  return plainSpaces(dateFormat(locale, { timeZone, ...options }).format(at))
}

/** A calendar day: its Gregorian year, and its number counted from 1970. */
export interface CalendarDay {
  readonly year: number
  readonly number: number
}

/** Tells on which day of a time zone (see `resolveFormat`) a time is, in milliseconds since 1970. */
export function buildCalendar(timeZone: string): (at: number) => CalendarDay {
  const format = dateFormat("en-u-ca-iso8601-nu-latn", {
    timeZone: knownTimeZone(timeZone),
    year: "numeric",
    month: "numeric",
    day: "numeric",
  })
  return (at) => {
    const parts = format.formatToParts(at)
    const read = (type: string): number =>
      Number(parts.find((part) => part.type === type)?.value ?? Number.NaN)
    return {
      year: read("year"),
      number: Math.round(Date.UTC(read("year"), read("month") - 1, read("day")) / DAY),
    }
  }
}

/** Versions of ICU differ in which space stands before "PM". */
function plainSpaces(text: string): string {
  return text.replace(/\p{Zs}/gu, " ")
}
