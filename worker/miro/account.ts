import * as v from "valibot"
import type { Result } from "../failure.ts"
import type { UpstreamCall, UpstreamResult } from "../grants/upstream.ts"
import { parseAnswer } from "./answers.ts"

/** Whose token it is: `GET /v1/oauth-token` (https://developers.miro.com/reference/get-access-token-context). */
export function buildTokenContext(): UpstreamCall {
  return { method: "GET", path: "/v1/oauth-token" }
}

const PartySchema = v.object({ id: v.string(), name: v.string() })
const ContextSchema = v.object({ user: PartySchema, team: PartySchema })
export type TokenContext = v.InferOutput<typeof ContextSchema>

export function parseTokenContext(result: UpstreamResult): Result<TokenContext> {
  return parseAnswer(result, ContextSchema)
}
