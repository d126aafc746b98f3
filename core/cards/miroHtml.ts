import { fitGraphemes } from "./clamp.ts"
import { cleanText, escapeAttribute, escapeHtml } from "./plainText.ts"

/** The elements that Miro keeps in an app card's description (https://developers.miro.com/reference/data). */
export const MIRO_TAGS = ["p", "a", "strong", "b", "em", "i", "u", "ol", "ul", "li", "br"] as const
export type MiroTag = (typeof MIRO_TAGS)[number]

/** HTML that cannot hold anything but Miro's elements, text and links that `safeHref` passed. */
export type MiroNode =
  | string
  | { readonly tag: "br" }
  | { readonly tag: "a"; readonly href: SafeHref; readonly children: readonly MiroNode[] }
  | { readonly tag: Exclude<MiroTag, "a" | "br">; readonly children: readonly MiroNode[] }

/** An address that `safeHref` let through. */
export type SafeHref = string & { readonly safe: unique symbol }

/** An absolute address of the web or a mail address, with everything encoded that could end an attribute; else null. */
export function safeHref(address: string): SafeHref | null {
  const href = cleanText(address)
    .trim()
    .replace(/[\s\p{Cc}\p{Cf}"<>\\^`{|}]/gu, (character) => encodeURIComponent(character))
    .replaceAll("'", "%27")
  return /^(?:https?:\/\/[^/?#]|mailto:[^?])/i.test(href) ? (href as SafeHref) : null
}

export interface Written {
  readonly html: string
  /** Whether something did not fit. */
  readonly cut: boolean
}

/**
 * The nodes as HTML of at most `max` characters. What does not fit is left out from there on: between words, or
 * between two characters as a reader sees them, never within a tag or an entity, with every element closed. Empty
 * elements are left out.
 */
export function writeHtml(nodes: readonly MiroNode[], max: number): Written {
  let html = ""
  for (const node of nodes) {
    const written = writeNode(node, max - html.length)
    html += written.html
    if (written.cut) return { html, cut: true }
  }
  return { html, cut: false }
}

function writeNode(node: MiroNode, room: number): Written {
  if (typeof node === "string") return writeText(node, room)
  if (node.tag === "br") return room < 4 ? { html: "", cut: true } : { html: "<br>", cut: false }
  const open = node.tag === "a" ? `<a href="${escapeAttribute(node.href)}">` : `<${node.tag}>`
  const close = `</${node.tag}>`
  const inner = writeHtml(node.children, room - open.length - close.length)
  return inner.html === "" ? inner : { html: open + inner.html + close, cut: inner.cut }
}

/** The last word where one is cut, with the space before it, unless it is too long for one. */
const WORD_AT_END = /\s+\S{0,40}$/u

function writeText(uncleaned: string, room: number): Written {
  // Character references in Markdown can name what `cleanText` took out of the source.
  const text = cleanText(uncleaned)
  const html = escapeHtml(text)
  if (html.length <= room) return { html, cut: false }
  const fitting = fitGraphemes(text, room, (unit) => escapeHtml(unit).length)
  return { html: escapeHtml(fitting.replace(WORD_AT_END, "")), cut: true }
}
