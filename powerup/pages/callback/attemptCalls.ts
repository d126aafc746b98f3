import * as v from "valibot"
import {
  AttemptAnswerSchema,
  CallbackAnswerSchema,
  type AttemptAnswer,
  type CallbackAnswer,
} from "../../../core/contract/connections.ts"
import { type ErrorCode, ErrorCodeSchema } from "../../../core/contract/errors.ts"
import { AttemptIdSchema } from "../../../core/contract/ids.ts"
import { parseAnswer } from "../../client/answer.ts"
import type { Call } from "../../client/calls.ts"
import { NetworkError } from "../../client/errors.ts"

const request = v.object({})
const READ = {
  method: "GET",
  path: "/oauth/attempts/{attempt}",
  card: false,
  request,
  answer: CallbackAnswerSchema,
} as const satisfies Call
const DECIDE = { ...READ, method: "POST", answer: AttemptAnswerSchema } as const satisfies Call

/** The calls of the callback page. The attempt's cookie, which scripts cannot read, says who asks. */
export interface AttemptCalls {
  readonly read: () => Promise<CallbackAnswer>
  readonly decide: (yes: boolean) => Promise<AttemptAnswer>
}

/** Builds the calls for one attempt; `fetch` is the page's. They throw `ClientError`s. */
export function buildAttemptCalls(
  attempt: string,
  fetch: (path: string, init: RequestInit) => Promise<Response>,
): AttemptCalls {
  const path = `/oauth/attempts/${encodeURIComponent(attempt)}`
  const send = async <C extends Call>(
    call: C,
    address: string,
  ): Promise<v.InferOutput<C["answer"]>> => {
    try {
      const response = await fetch(address, {
        method: call.method,
        credentials: "same-origin",
        cache: "no-store",
        headers: { accept: "application/json" },
      })
      return parseAnswer(call, {
        status: response.status,
        contentType: response.headers.get("content-type") ?? "",
        retryAfter: response.headers.get("retry-after"),
        text: await response.text(),
      })
    } catch (error) {
      if (error instanceof TypeError) throw new NetworkError("no answer", false)
      throw error
    }
  }
  return {
    read: () => send(READ, path),
    decide: (yes) => send(DECIDE, `${path}/${yes ? "confirm" : "refuse"}`),
  }
}

/** Why the Worker sent a person here without an attempt that they may ask about; `attempt_unknown` where it says nothing. */
export function readRefusal(search: string): ErrorCode {
  const code = v.safeParse(ErrorCodeSchema, new URLSearchParams(search).get("error"))
  return code.success ? code.output : "attempt_unknown"
}

/** The attempt that the page's address names; null when it names none. */
export function readAttemptId(search: string): string | null {
  const id = v.safeParse(AttemptIdSchema, new URLSearchParams(search).get("attempt"))
  return id.success ? id.output : null
}
