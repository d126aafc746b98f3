import { expect } from "vitest"
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

export async function expectRefusal(refusal: Refusal, response: Response): Promise<void> {
  const body: unknown = await response.json()
  expect({ status: response.status, body }).toMatchObject({
    status: refusal.status,
    body: { error: { code: refusal.code, retryable: ERRORS[refusal.code].retryable } },
  })
  const { error } = v.parse(StrictAnswerSchema, body)
  if (refusal.provider !== undefined) expect(error.provider).toBe(refusal.provider)
  if (refusal.retryAfterSeconds !== undefined) {
    expect(error.retryAfterSeconds).toBe(refusal.retryAfterSeconds)
    expect(response.headers.get("retry-after")).toBe(String(refusal.retryAfterSeconds))
  }
  expect(response.headers.get("cache-control")).toBe("no-store")
}
