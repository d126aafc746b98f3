import * as v from "valibot"
import { fail, ok, type Result } from "../failure.ts"
import type { UpstreamResult } from "../grants/upstream.ts"

/** Miro's credits renew every minute (https://developers.miro.com/reference/rate-limiting). */
const RATE_WINDOW_SECONDS = 60
/** Somebody changed the same thing at the same moment: the same call succeeds a moment later. */
const CONFLICT_SECONDS = 1

/** Reads a JSON answer of Miro with a schema; anything else becomes a failure. */
export function parseAnswer<T>(
  result: UpstreamResult,
  schema: v.GenericSchema<unknown, T>,
): Result<T> {
  if (result.kind !== "answer" || result.status !== 200) return failMiro(result)
  return parseJson(result.body, schema)
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

/**
 * Turns anything but a readable success into a failure. Miro's error text is not passed on: the status and what was
 * asked say enough.
 */
export function failMiro(result: UpstreamResult): ReturnType<typeof fail> {
  const provider = "miro" as const
  if (result.kind === "failure") return { ok: false, failure: result.failure }
  if (result.kind === "no_answer") {
    return fail(result.reason === "timeout" ? "upstream_timeout" : "upstream_unavailable", {
      provider,
    })
  }
  if (result.status === 404) return fail("miro_board_not_found", { provider })
  if (result.status === 403) return fail("miro_board_read_only", { provider })
  if (result.status === 429) {
    const retryAfterSeconds = result.retryAfterSeconds ?? RATE_WINDOW_SECONDS
    return fail("upstream_rate_limited", { provider, retryAfterSeconds })
  }
  if (result.status === 409) {
    return fail("upstream_unavailable", { provider, retryAfterSeconds: CONFLICT_SECONDS })
  }
  if (result.status >= 500) return fail("upstream_unavailable", { provider })
  const success = result.status >= 200 && result.status < 300
  return fail(success ? "upstream_malformed" : "upstream_refused", { provider })
}
