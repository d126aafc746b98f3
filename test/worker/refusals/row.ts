import * as v from "valibot"
import type { AttemptAnswer } from "../../../core/contract/connections.ts"
import { ErrorAnswerSchema, type ErrorCode, ERRORS } from "../../../core/contract/errors.ts"
import type { Provider } from "../../../core/contract/ids.ts"
import type { World } from "../world.ts"

/** A request that the Worker refuses, and how. */
export interface Refusal {
  readonly name: string
  readonly status: number
  readonly code: ErrorCode
  readonly provider?: Provider
  readonly retryAfterSeconds?: number
  /** Does whatever leads to the refusal and gives the refused answer. */
  readonly run: (world: World) => Promise<Response>
}

/** A run through consent that ends without a connection, and how its page reads of it. */
export interface Ending {
  readonly name: string
  readonly status: AttemptAnswer["status"]
  readonly provider: Provider
  readonly code: ErrorCode | null
  readonly run: (world: World) => Promise<AttemptAnswer>
}

/** The answer's schema without room for anything else: upstream text would have nowhere to hide. */
const StrictAnswerSchema = v.strictObject({
  error: v.strictObject({
    ...ErrorAnswerSchema.entries.error.entries,
    reference: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8}$/))),
  }),
})

/** What a refusing answer says, in the terms of a row. Throws when there is anything else in it. */
export async function readRefusal(response: Response) {
  const { error } = v.parse(StrictAnswerSchema, await response.json())
  return {
    status: response.status,
    ...error,
    retryAfter: response.headers.get("retry-after"),
    cacheControl: response.headers.get("cache-control"),
  }
}

/** What `readRefusal` is to give for a row. */
export function expectedOf({ status, code, provider, retryAfterSeconds }: Refusal) {
  return {
    status,
    code,
    retryable: ERRORS[code].retryable,
    cacheControl: "no-store",
    ...(provider === undefined ? {} : { provider }),
    ...(retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds, retryAfter: String(retryAfterSeconds) }),
  }
}
