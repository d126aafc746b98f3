const ELLIPSIS = "…"

// Any locale gives the same grapheme clusters (UAX #29): this one only keeps the machine's own out.
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/**
 * The longest beginning of `text` that costs no more than `room` and ends between two grapheme clusters (what a
 * reader takes for one character: a letter with its accents, a family emoji). `cost` is what one UTF-16 unit takes;
 * by default 1.
 */
export function fitGraphemes(
  text: string,
  room: number,
  cost: (unit: string) => number = () => 1,
): string {
  let used = 0
  for (let end = 0; end < text.length; end++) {
    used += cost(text.charAt(end))
    if (used > room) return text.slice(0, graphemes.segment(text).containing(end)?.index ?? 0)
  }
  return text
}

/** `text` in at most `max` UTF-16 units (at least 1), never cut within a character; what is cut ends with "…". */
export function clampText(text: string, max: number): string {
  if (text.length <= max) return text
  return fitGraphemes(text, max - ELLIPSIS.length).trimEnd() + ELLIPSIS
}
