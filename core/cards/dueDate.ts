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

/**
 * When what `dueText` gives changes next although nobody changes the card: the beginning of a day in the board's time
 * zone, in milliseconds since 1970; null when it never does. A due date becomes `soon` the day before its day and
 * `overdue` the day after; its year is written outside its own year.
 */
export function nextDueChange(
  due: { readonly at: string; readonly complete: boolean } | null,
  format: BoardFormat,
  now: number,
): number | null {
  const at = due === null ? Number.NaN : Date.parse(due.at)
  if (due === null || Number.isNaN(at)) return null
  const dayOf = buildCalendar(resolveFormat(format).timeZone)
  const [today, dueDay] = [dayOf(now), dayOf(at)]
  const turns = due.complete ? [] : [dueDay.number - 1, dueDay.number + 1]
  const years = [dueDay.year, dueDay.year + 1].map((year) => Date.UTC(year, 0, 1) / DAY)
  const next = Math.min(...[...turns, ...years].filter((day) => day > today.number))
  return Number.isFinite(next) ? beginningOf(next, dayOf) : null
}

/** When a calendar day begins, to the minute: its midnight lies within 15 hours of that day's midnight in UTC. */
function beginningOf(day: number, dayOf: (at: number) => { readonly number: number }): number {
  const MINUTE = 60_000
  let early = day * DAY - 15 * 60 * MINUTE
  let late = day * DAY + 15 * 60 * MINUTE
  while (late - early > MINUTE) {
    const middle = Math.floor((early + late) / 2 / MINUTE) * MINUTE
    if (dayOf(middle).number < day) early = middle
    else late = middle
  }
  return late
}
