import * as v from "valibot"
import { ErrorAnswerSchema } from "../../core/contract/errors.ts"
import type { Call } from "./calls.ts"
import { ApiError, ApiNotConfiguredError } from "./errors.ts"

/** What came back, read once. */
export interface RawAnswer {
  readonly status: number
  readonly contentType: string
  readonly retryAfter: string | null
  readonly text: string
}

/**
 * Reads the Worker's answer to a call. Throws an `ApiError` for its refusals and for anything unreadable,
 * `ApiNotConfiguredError` where pages, not the Worker, answered.
 */
export function parseAnswer<C extends Call>(call: C, raw: RawAnswer): v.InferOutput<C["answer"]> {
  const body = parseJson(raw.text)
  if (raw.status >= 200 && raw.status < 300) {
    const read = v.safeParse(call.answer, body)
    if (read.success) return read.output
    if (raw.contentType.includes("text/html")) throw notConfigured(call)
    throw new ApiError("internal_error", { retryable: false })
  }
  const refusal = v.safeParse(ErrorAnswerSchema, body)
  if (refusal.success) throw new ApiError(refusal.output.error.code, refusal.output.error)
  throw unreadableRefusal(call, raw)
}

/** Refusals that are not our Worker's: the network before it, another version of it, or no Worker at all. */
function unreadableRefusal(call: Call, { status, retryAfter }: RawAnswer): Error {
  if (status === 404 || status === 405) return notConfigured(call)
  if (status === 413) return new ApiError("body_too_large")
  const seconds = Number(retryAfter ?? Number.NaN)
  const wait = Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {}
  if (status === 429) return new ApiError("upstream_rate_limited", wait)
  return new ApiError("internal_error", { ...wait, retryable: status >= 500 })
}

function notConfigured(call: Call): ApiNotConfiguredError {
  return new ApiNotConfiguredError(`no Worker answers ${call.method} ${call.path}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
