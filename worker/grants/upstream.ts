import * as v from "valibot"
import type { Failure } from "../failure.ts"

/** The longest body that a call may carry, so that a retry can send it again. */
export const BODY_MAX_BYTES = 256 * 1024

/** A call that a grant makes upstream with its own token. A path, never a URL. */
export interface UpstreamCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Begins with one slash; query included. */
  readonly path: string
  /** JSON of at most `BODY_MAX_BYTES`. */
  readonly body?: string
  /** The scope that it needs, where the least scopes do not suffice. */
  readonly scope?: string
  /** `background`: nobody waits for it, so it leaves a reserve of the account's budget. Default: `person`. */
  readonly priority?: "person" | "background"
}

/** What came back. `no_answer` means that the call may have had its effect. */
export type UpstreamResult =
  | {
      readonly kind: "answer"
      readonly status: number
      readonly body: string
      /** Seconds until the provider wants to be asked again, where it says so. */
      readonly retryAfterSeconds: number | null
    }
  | { readonly kind: "no_answer"; readonly reason: "timeout" | "cut" }
  | { readonly kind: "failure"; readonly failure: Failure }

/** Makes a call with the token of one grant. */
export type Call = (request: UpstreamCall) => Promise<UpstreamResult>

/** Builds the address of a call; null when the path would leave the provider's origin. */
export function buildUpstreamUrl(apiOrigin: string, path: string): string | null {
  if (!/^\/[^/\\]/.test(path) || !URL.canParse(path, apiOrigin)) return null
  const url = new URL(path, apiOrigin)
  return url.origin === apiOrigin ? url.href : null
}

/** A longer body is no error that a provider tells in a code. */
const ERROR_BODY_MAX = 2_000
const ErrorBodySchema = v.pipe(
  v.string(),
  v.maxLength(ERROR_BODY_MAX),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return JSON.parse(dataset.value) as unknown
    } catch {
      addIssue({ message: "is no JSON" })
      return NEVER
    }
  }),
  v.object({ error: v.pipe(v.string(), v.regex(/^[A-Z_]{1,64}$/)) }),
)

/** Reads Trello's code of an error, `{"error": "CODE", "message": …}` (rate limits page); null for any other body. */
export function parseErrorCode(body: string): string | null {
  const parsed = v.safeParse(ErrorBodySchema, body)
  return parsed.success ? parsed.output.error : null
}

/** Reads when a provider wants to be asked again: `Retry-After` in seconds, or Miro's reset time in epoch seconds. */
export function parseRetryAfter(headers: Headers, nowMs: number): number | null {
  const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10)
  if (Number.isFinite(seconds) && seconds >= 0) return seconds
  const reset = Number.parseInt(headers.get("x-ratelimit-reset") ?? "", 10)
  return Number.isFinite(reset) ? Math.max(1, Math.ceil(reset - nowMs / 1000)) : null
}
