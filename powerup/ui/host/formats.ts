/** Dates and numbers as Trello's locale writes them. The texts themselves are English. */
export interface Formats {
  readonly locale: string
  /** "3 hours ago", for an ISO 8601 time; null when it is unreadable. */
  readonly ago: (iso: string) => string | null
  /** "22 November 2026 at 09:14". */
  readonly at: (iso: string) => string | null
  /** "14:03". */
  readonly time: (iso: string) => string | null
  /** To stand behind "since": "14:03" for a time today, else as `at`. */
  readonly since: (iso: string) => string | null
  /** "about 2 minutes", for a number of seconds. */
  readonly about: (seconds: number) => string
  /** "Trello and Miro". */
  readonly list: (items: readonly string[]) => string
  readonly count: (n: number) => string
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const

/** Builds the formats for a BCP 47 tag or Trello's `en_US` form; an unknown one falls back to English. */
export function buildFormats(locale: string | undefined, now: () => number): Formats {
  const tag = supported(locale)
  const isToday = (iso: string): boolean =>
    new Date(iso).toDateString() === new Date(now()).toDateString()
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" })
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short" })
  const times = new Intl.DateTimeFormat(tag, { timeStyle: "short" })
  const list = new Intl.ListFormat("en", { type: "conjunction" })
  const numbers = new Intl.NumberFormat(tag)
  return {
    locale: tag,
    ago: (iso) => {
      const seconds = (Date.parse(iso) - now()) / 1_000
      if (Number.isNaN(seconds)) return null
      const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1]
      return relative.format(unit === "second" ? 0 : Math.round(seconds / length), unit)
    },
    at: (iso) => (Number.isNaN(Date.parse(iso)) ? null : dates.format(new Date(iso))),
    time: (iso) => (Number.isNaN(Date.parse(iso)) ? null : times.format(new Date(iso))),
    since: (iso) =>
      Number.isNaN(Date.parse(iso)) ? null : (isToday(iso) ? times : dates).format(new Date(iso)),
    about,
    list: (items) => list.format(items),
    count: (n) => numbers.format(n),
  }
}

/** In English, since it stands within a sentence. */
function about(seconds: number): string {
  if (seconds < 10) return "a few seconds"
  if (seconds < 55) return aboutUnits(Math.round(seconds / 10) * 10, "second")
  if (seconds < 5_400) return aboutUnits(Math.round(seconds / 60), "minute")
  return aboutUnits(Math.round(seconds / 3_600), "hour")
}

function aboutUnits(value: number, unit: string): string {
  const format = new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" })
  return `about ${format.format(value)}`
}

function supported(locale: string | undefined): string {
  try {
    const [tag] = Intl.getCanonicalLocales((locale ?? "en").replaceAll("_", "-"))
    return tag ?? "en"
  } catch {
    return "en"
  }
}

/** The IANA name of the person's time zone. */
export function readTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
