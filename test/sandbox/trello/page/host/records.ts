/** An object of unknown fields. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** A text that says something, else null. */
export function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null
}

/** A finite number, else null. */
export function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null
}
