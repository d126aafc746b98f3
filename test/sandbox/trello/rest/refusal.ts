import type { ContentfulStatusCode } from "hono/utils/http-status"

/** Why a call is refused: plain text, as most of Trello's errors are, or JSON, as limits are. */
export class Refusal extends Error {
  readonly status: ContentfulStatusCode
  readonly body: string | Readonly<Record<string, unknown>>

  constructor(status: ContentfulStatusCode, body: string | Readonly<Record<string, unknown>>) {
    super(typeof body === "string" ? body : JSON.stringify(body))
    this.status = status
    this.body = body
  }
}

/** The texts that Trello answers with (facts: status codes). */
export const INVALID_ID = "invalid id"
export const INVALID_TOKEN = "invalid token"
export const INVALID_KEY = "invalid key"
export const MISSING_SCOPES = "missing scopes"
export const NO_PERMISSION = "unauthorized permission requested"
export const NOT_FOUND = "The requested resource was not found."
export const MODEL_NOT_FOUND = "model not found"
export const OTHER_WORKSPACE = "The token is not authorized for the workspace of this model."

export function invalidValue(name: string): Refusal {
  return new Refusal(400, `invalid value for ${name}`)
}

/** The refusal as an HTTP answer. */
export function buildRefusalResponse(refusal: Refusal): Response {
  const { body, status } = refusal
  return typeof body === "string"
    ? new Response(body, { status, headers: { "content-type": "text/plain; charset=utf-8" } })
    : Response.json(body, { status })
}
