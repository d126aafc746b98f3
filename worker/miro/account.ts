import * as v from "valibot"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { failMiro } from "./errors.ts"

/** Whose token it is: `GET /v1/oauth-token` (https://developers.miro.com/reference/get-access-token-context). */
export function buildTokenContext(): UpstreamCall {
  return { method: "GET", path: "/v1/oauth-token" }
}

const PartySchema = v.object({ id: v.string(), name: v.string() })
const ContextSchema = v.object({
  user: PartySchema,
  team: PartySchema,
  scopes: v.optional(v.array(v.string()), []),
})
export type TokenContext = v.InferOutput<typeof ContextSchema>

export function parseTokenContext(result: UpstreamResult): Result<TokenContext> {
  if (result.kind !== "answer" || result.status !== 200) return failMiro(result)
  return parseJson(result.body, ContextSchema)
}

/** Reads a JSON body of Miro with a schema. */
export function parseJson<T>(body: string, schema: v.GenericSchema<unknown, T>): Result<T> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(body))
    if (parsed.success) return ok(parsed.output)
  } catch {
    // Not JSON: told below as what it is.
  }
  return fail("upstream_malformed", { provider: "miro" })
}
