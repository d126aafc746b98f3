import type { Context } from "hono"
import { type ErrorAnswer, type ErrorCode, ERRORS } from "../core/contract/errors.ts"
import type { Provider } from "../core/contract/ids.ts"

/** An expected failure as data. It crosses Durable Object calls, so it is plain and holds no upstream text. */
export interface Failure {
  readonly code: ErrorCode
  readonly provider?: Provider
  readonly retryAfterSeconds?: number
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function fail(
  code: ErrorCode,
  details: Omit<Failure, "code"> = {},
): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, ...details } }
}

/** The one place where a failure becomes an HTTP answer. */
export function toHttp(c: Context, failure: Failure, reference?: string): Response {
  const { status, retryable } = ERRORS[failure.code]
  const body: ErrorAnswer = {
    error: { ...failure, retryable, ...(reference === undefined ? {} : { reference }) },
  }
  if (failure.retryAfterSeconds !== undefined) {
    c.header("Retry-After", String(failure.retryAfterSeconds))
  }
  c.header("Cache-Control", "no-store")
  return c.json(body, status)
}
