import type { UpstreamResult } from "./upstream.ts"

/** What a provider answers: a text as it is, anything else as JSON. */
export function answer(
  status: number,
  body: unknown = {},
  retryAfterSeconds: number | null = null,
): Extract<UpstreamResult, { kind: "answer" }> {
  const text = typeof body === "string" ? body : JSON.stringify(body)
  return { kind: "answer", status, body: text, retryAfterSeconds }
}

export const TIMED_OUT: UpstreamResult = { kind: "no_answer", reason: "timeout" }
