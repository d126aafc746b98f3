/**
 * A value as JSON in ASCII with the keys of every object in order, so that equal content gives equal text.
 * A key whose value is undefined counts as absent.
 */
export function canonicalJson(value: unknown): string {
  const json = JSON.stringify(value, (_key, part: unknown) =>
    isPlainObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) as string | undefined
  return (json ?? "null").replace(
    /[\u007F-\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}

/**
 * FNV-1a with 64 bits over text in ASCII, as 16 hex digits. Tells changed content from unchanged; anybody can make
 * two texts of one hash, so it proves nothing. In two halves of 32 bits, since numbers are exact up to 2^53 only.
 */
export function fnv1a64(ascii: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (let i = 0; i < ascii.length; i++) {
    low = (low ^ (ascii.charCodeAt(i) & 0xff)) >>> 0
    // The prime is 2^40 + 0x1b3.
    const product = low * 0x1b3
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 0x1_0000_0000) + (low << 8)) >>> 0
    low = product >>> 0
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0")
}

/** The hash of what we send for a card, for example an AppCard: equal content has an equal hash. */
export function contentHash(content: unknown): string {
  return fnv1a64(canonicalJson(content))
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
