import type { Context } from "hono"
import { INVALID_ID, invalidValue, Refusal } from "./refusal.ts"

/** The parameters of a call: those of the query, then those of a JSON or form body. */
export type Params = ReadonlyMap<string, unknown>

export async function readParams(c: Context): Promise<Params> {
  const query = Object.entries(c.req.query())
  if (c.req.method === "GET" || c.req.method === "HEAD") return new Map(query)
  const text = await c.req.text()
  if (text === "") return new Map(query)
  const contentType = c.req.header("content-type") ?? ""
  if (!/json/i.test(contentType)) return new Map([...query, ...new URLSearchParams(text)])
  try {
    const body: unknown = JSON.parse(text)
    const record = typeof body === "object" && body !== null ? Object.entries(body) : []
    return new Map<string, unknown>([...query, ...record])
  } catch {
    throw new Refusal(400, "Invalid JSON in the body")
  }
}

/** A text; undefined when it is not given, 400 when it is longer than `max` characters. */
export function readText(params: Params, name: string, max = 16_384): string | undefined {
  const value = params.get(name)
  if (value === undefined) return undefined
  if (typeof value !== "string" && typeof value !== "number") throw invalidValue(name)
  const text = String(value)
  if (text.length > max) throw invalidValue(name)
  return text
}

/** Like `readText`, but the call cannot do without it. */
export function requireText(params: Params, name: string, max?: number): string {
  const text = readText(params, name, max)
  if (text === undefined || text.trim() === "") throw invalidValue(name)
  return text
}

export function readFlag(params: Params, name: string): boolean | undefined {
  const value = params.get(name)
  if (value === undefined || value === "") return undefined
  if (value === true || value === "true" || value === "1") return true
  if (value === false || value === "false" || value === "0") return false
  throw invalidValue(name)
}

export function readId(params: Params, name: string): string | undefined {
  const value = params.get(name)
  if (value === undefined) return undefined
  if (typeof value !== "string" || !/^[0-9a-f]{24}$/i.test(value)) {
    throw new Refusal(400, `invalid value for ${name}`)
  }
  return value.toLowerCase()
}

/** Ids, separated by commas or as an array. */
export function readIds(params: Params, name: string): string[] | undefined {
  const value = params.get(name)
  if (value === undefined) return undefined
  const ids: unknown[] = Array.isArray(value) ? value : (readText(params, name) ?? "").split(",")
  return ids
    .filter((id) => id !== "")
    .map((id) => {
      if (typeof id !== "string" || !/^[0-9a-f]{24}$/i.test(id)) throw new Refusal(400, INVALID_ID)
      return id.toLowerCase()
    })
}

/** A date in ISO 8601; null where it is taken away. */
export function readDate(params: Params, name: string): string | null | undefined {
  const value = params.get(name)
  if (value === undefined) return undefined
  if (value === null || value === "" || value === "null") return null
  const time = typeof value === "string" || typeof value === "number" ? new Date(value) : null
  if (time === null || Number.isNaN(time.getTime())) throw invalidValue(name)
  return time.toISOString()
}

/** A whole number between `min` and `max`. */
export function readCount(
  params: Params,
  name: string,
  range: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const value = params.get(name)
  if (value === undefined || value === "") return range.otherwise
  const count = Number(value)
  if (!Number.isInteger(count) || count < range.min || count > range.max) throw invalidValue(name)
  return count
}

/** `top`, `bottom` or a positive number. */
export function readPos(params: Params): string | undefined {
  const text = readText(params, "pos")
  if (text === undefined) return undefined
  if (text !== "top" && text !== "bottom" && !(Number(text) > 0)) throw invalidValue("pos")
  return text
}

/**
 * The chosen fields of a view, always with its id; the view itself when all are chosen. `spec` is a comma list, `all` or nothing for `otherwise`;
 * a field that does not exist is an error.
 */
export function pickFields(
  full: Record<string, unknown>,
  spec: unknown,
  otherwise: "all" | readonly string[],
  name = "fields",
): Record<string, unknown> {
  const wanted = typeof spec === "string" ? spec : undefined
  if (wanted === "all" || (wanted === undefined && otherwise === "all")) return full
  const names = wanted === undefined ? otherwise : wanted.split(",").filter((field) => field !== "")
  const picked: Record<string, unknown> = { id: full["id"] }
  for (const field of names) {
    if (!(field in full)) throw invalidValue(name)
    picked[field] = full[field]
  }
  return picked
}

/** The parameters of a call on a single field, whose `value` stands for the field. */
export function renameValue(params: Params, field: string): Params {
  if (!params.has("value")) throw invalidValue("value")
  return new Map([...params, [field, params.get("value")]])
}

/** One field as a call on it answers: an object or array as it is, everything else in `_value`. */
export function viewField(full: Readonly<Record<string, unknown>>, field: string): unknown {
  if (!(field in full)) throw invalidValue("field")
  const value = full[field]
  return typeof value === "object" && value !== null ? value : { _value: value }
}
