const ELLIPSIS = "…"

// Any locale gives the same grapheme clusters (UAX #29): this one only keeps the machine's own out.
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/**
 * The longest beginning of `text` that ends between two grapheme clusters (what a reader takes for one character)
 * and that `measure` finds no longer than `room`. `measure` gives the length of one cluster in the output;
 * by default its UTF-16 units.
 */
export function fitGraphemes(
  text: string,
  room: number,
  measure: (cluster: string) => number = (cluster) => cluster.length,
): string {
  let end = 0
  let used = 0
  for (const { segment, index } of graphemes.segment(text)) {
    used += measure(segment)
    if (used > room) break
    end = index + segment.length
  }
  return text.slice(0, end)
}

/** `text` in at most `max` UTF-16 units (at least 1), never cut within a character; what is cut ends with "…". */
export function clampText(text: string, max: number): string {
  if (text.length <= max) return text
  return fitGraphemes(text, max - ELLIPSIS.length).trimEnd() + ELLIPSIS
}
