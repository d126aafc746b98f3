/** More than the boards of one Worker use at a time. */
const REMEMBERED_MAX = 100

/**
 * The formatter of dates for a locale and options. It takes a hundred times longer to make one than to use it, and a
 * push of many cards uses the same few.
 */
export function dateFormat(
  locale: string,
  options: Readonly<Intl.DateTimeFormatOptions>,
): Intl.DateTimeFormat {
  return recall(dateFormats, locale, options, () => new Intl.DateTimeFormat(locale, options))
}

/** The formatter of numbers for a locale and options, remembered likewise. */
export function numberFormat(
  locale: string,
  options: Readonly<Intl.NumberFormatOptions>,
): Intl.NumberFormat {
  return recall(numberFormats, locale, options, () => new Intl.NumberFormat(locale, options))
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()

function recall<Format>(
  known: Map<string, Format>,
  locale: string,
  options: object,
  make: () => Format,
): Format {
  const key = `${locale} ${JSON.stringify(options)}`
  const before = known.get(key)
  if (before !== undefined) return before
  const format = make()
  if (known.size >= REMEMBERED_MAX) known.clear()
  known.set(key, format)
  return format
}
