import type { Context } from "hono"
import * as v from "valibot"
import { fail, ok, type Result, toHttp } from "../failure.ts"

/** Reads a request's JSON body with a schema. */
export async function readBody<T>(
  c: Context,
  schema: v.GenericSchema<unknown, T>,
): Promise<Result<T>> {
  const body: unknown = await c.req.json().catch(() => null)
  return readInput(body, schema)
}

/** Reads a request's query with a schema. */
export function readQuery<T>(c: Context, schema: v.GenericSchema<unknown, T>): Result<T> {
  return readInput(c.req.query(), schema)
}

function readInput<T>(input: unknown, schema: v.GenericSchema<unknown, T>): Result<T> {
  const parsed = v.safeParse(schema, input)
  if (parsed.success) return ok(parsed.output)
  // A board without workspace has none to send: that deserves better words than a malformed request.
  const faults = parsed.issues.map((issue) => v.getDotPath(issue))
  return fail(faults.includes("workspace") ? "no_workspace" : "invalid_request")
}

/** Answers with a result: the value as JSON, or the failure as `toHttp` puts it. */
export function respond(c: Context, result: Result<object>): Response {
  if (!result.ok) return toHttp(c, result.failure)
  c.header("Cache-Control", "no-store")
  return c.json(result.value)
}
