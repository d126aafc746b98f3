const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  copy: "©",
  reg: "®",
  trade: "™",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  larr: "←",
  rarr: "→",
  euro: "€",
  times: "×",
  middot: "·",
  bull: "•",
}

/** Replaces character references by their characters; what we do not know stays as it is written. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text
  return text.replace(
    /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/g,
    (written, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? written) : written
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : written
    },
  )
}

/** Elements that people write into Markdown. Other angle brackets, as in `List<String>`, are text. */
const KNOWN =
  "a|abbr|article|aside|b|big|blockquote|button|center|cite|code|col|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|main|mark|nav|object|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video"
const BREAK = /<br[ \t]*\/?>/gi
const INVISIBLE = /<!--[^]*?-->|<(script|style|template)\b[^<>]*>[^]*?<\/\1[ \t]*>/gi
const TAG = new RegExp(`</?(?:${KNOWN}|script|style|template)(?:[\\s/][^<>]*)?>`, "gi")

/** What a reader would see of HTML in Markdown: its text, with `<br>` as a line feed. Plain text, not yet escaped. */
export function withoutTags(html: string): string {
  return decodeEntities(html.replace(INVISIBLE, "").replace(BREAK, "\n").replace(TAG, ""))
}
