/** Tags that a title keeps (https://developers.miro.com/reference/data). */
export const TITLE_TAGS: readonly string[] = ["p", "a", "br"]
/** Tags that a description keeps. */
export const DESCRIPTION_TAGS: readonly string[] = [
  ...TITLE_TAGS,
  "strong",
  "b",
  "em",
  "i",
  "u",
  "ol",
  "ul",
  "li",
]

const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/g
const SILENT = /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi

/**
 * Takes what somebody sent and gives what comes back: only `allowed` tags, closed and without attributes but an http
 * link's `href`, and text with its special characters as entities.
 */
export function cleanHtml(html: string, allowed: readonly string[]): string {
  const source = html.replaceAll(SILENT, "")
  const open: string[] = []
  let out = ""
  let at = 0
  for (const match of source.matchAll(TOKEN)) {
    out += encodeText(decodeText(source.slice(at, match.index)))
    at = match.index + match[0].length
    const name = match[2]?.toLowerCase()
    if (name === undefined || !allowed.includes(name)) continue
    if (name === "br") out += "<br>"
    else if (match[1] === "") {
      open.push(name)
      out += `<${name}${name === "a" ? href(match[3] ?? "") : ""}>`
    } else {
      const depth = open.lastIndexOf(name)
      if (depth !== -1) out += close(open.splice(depth))
    }
  }
  return out + encodeText(decodeText(source.slice(at))) + close(open)
}

/** The text of a cleaned piece of HTML, one line. */
export function plainText(html: string): string {
  return decodeText(html.replaceAll(/<br>|<\/(?:p|li)>/g, " ").replaceAll(/<[^>]*>/g, ""))
    .replaceAll(/\s+/g, " ")
    .trim()
}

function close(names: readonly string[]): string {
  return names
    .map((name) => `</${name}>`)
    .toReversed()
    .join("")
}

function href(attributes: string): string {
  const found = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes)
  const address = decodeText(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim()
  return /^https?:\/\//i.test(address) ? ` href="${encodeText(address)}"` : ""
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
}

function decodeText(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi,
    (whole, hex, dec, name) => {
      if (typeof name === "string") return NAMED[name.toLowerCase()] ?? whole
      const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number(dec)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ""
    },
  )
}

function encodeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&#34;")
    .replaceAll("'", "&#39;")
}
