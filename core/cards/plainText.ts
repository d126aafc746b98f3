/** C0 and C1 controls except tab and line feed, noncharacters, the byte-order mark. */
const UNPRINTABLE = /[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}|\uFEFF/gu

/**
 * Explicit bidirectional embeddings, overrides and isolates. One that is left open turns the text after it around,
 * a known trick to disguise file names and links; right-to-left words need none of them to read correctly.
 */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu

/** With the `u` flag, only halves that are not part of a pair match. */
const LONE_SURROGATES = /\p{Surrogate}/gu

/**
 * Text that is safe to show and to send as JSON: line breaks are `\n`; control characters, lone surrogates,
 * noncharacters and bidirectional controls are gone. Emoji sequences and right-to-left text stay as they are.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(UNPRINTABLE, "")
    .replace(BIDI_CONTROLS, "")
    .replace(LONE_SURROGATES, "")
}

/** `cleanText` on one line: every run of white space is one space, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, " ").trim()
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** Text as HTML text content. Quotes stay: they mean nothing between tags, and Miro counts characters. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? "")
}

/** Text as the value of an HTML attribute in double or single quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
}
