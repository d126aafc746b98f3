import type { Context } from "hono"
import * as v from "valibot"
import type { SandboxEnv } from "../../control/middleware.ts"
import { type ApiError, type FieldError, invalidParameters } from "../errors.ts"

/** A whole number in the query. Throws 400 outside the bounds. */
export function readNumber(
  c: Context<SandboxEnv>,
  name: string,
  bounds: { min: number; max?: number; otherwise: number },
): number {
  const text = c.req.query(name)
  if (text === undefined || text === "") return bounds.otherwise
  const { min, max = Number.MAX_SAFE_INTEGER } = bounds
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  const message = `must be a number between ${min} and ${max}`
  throw invalidParameters([{ field: name, reason: `${name} is out of range`, message }])
}

/** A field is named once, however much is wrong with it. */
export const ONCE = { abortPipeEarly: true } as const

/** Reads a JSON body against a schema; unknown keys are ignored. Throws what `refuse` makes of the wrong fields. */
export async function readBody<S extends v.GenericSchema>(
  c: Context<SandboxEnv>,
  schema: S,
  refuse: (fields: FieldError[]) => ApiError,
): Promise<v.InferOutput<S>> {
  return parseBody(await c.req.text(), schema, refuse)
}

/** The same for a body that has been read. */
export function parseBody<S extends v.GenericSchema>(
  text: string,
  schema: S,
  refuse: (fields: FieldError[]) => ApiError,
): v.InferOutput<S> {
  const result = v.safeParse(schema, parseJson(text, refuse), ONCE)
  if (result.success) return result.output
  throw refuse(fieldErrors(result.issues))
}

/** The body as JSON. Throws what `refuse` makes of anything else. */
export async function readJson(
  c: Context<SandboxEnv>,
  refuse: (fields: FieldError[]) => ApiError,
): Promise<unknown> {
  return parseJson(await c.req.text(), refuse)
}

function parseJson(text: string, refuse: (fields: FieldError[]) => ApiError): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse([{ field: "body", message: "must be JSON" }])
  }
}

/** What a schema found wrong, as Miro's `context.fields`. */
export function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): FieldError[] {
  return issues.map((issue) => ({ field: v.getDotPath(issue) ?? "body", message: issue.message }))
}

/** One page of a list that is paged by offset, with Miro's links (never to be followed: they say http). */
export function offsetPage(
  c: Context<SandboxEnv>,
  rows: readonly unknown[],
  bounds: { limit: number; offset: number },
): Record<string, unknown> {
  const { limit, offset } = bounds
  const data = rows.slice(offset, offset + limit)
  const link = (at: number): string => {
    const url = new URL(c.req.url)
    url.searchParams.set("limit", String(limit))
    url.searchParams.set("offset", String(at))
    return url.href
  }
  const last = rows.length === 0 ? 0 : Math.floor((rows.length - 1) / limit) * limit
  return {
    data,
    total: rows.length,
    size: data.length,
    offset,
    limit,
    links: {
      self: link(offset),
      first: link(0),
      ...(offset > 0 ? { prev: link(Math.max(0, offset - limit)) } : {}),
      ...(offset + limit < rows.length ? { next: link(offset + limit) } : {}),
      last: link(last),
    },
    type: "list",
  }
}
