import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import * as fc from "fast-check"
import type { AttemptAnswer } from "../../core/contract/connections.ts"
import { AuthClosedError } from "./index.ts"
import { attemptId, refusal } from "./testing/fakeWorker.ts"
import { click, prepared } from "./testing/setUp.ts"

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const happening = fc.record({
  afterMs: fc.integer({ min: 0, max: 9_000 }),
  what: fc.oneof(
    fc.record({ status: fc.constantFrom("prepared", "consenting", "unconfirmed") }),
    fc.record({ closed: fc.boolean() }),
    fc.record({ lost: fc.integer({ min: 1, max: 3 }) }),
  ),
})
const end = fc.constantFrom("connected", "denied", "failed", "expired")

const CODES = {
  connected: null,
  denied: "consent_denied",
  failed: "consent_failed",
  expired: "attempt_expired",
}

describe("authorize, whatever happens on the way", () => {
  it("settles, and says what the Worker says or that the window closed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 8 }), end, async (events, last) => {
        const { client, worker, trello } = await prepared()
        const late: AttemptAnswer[] = []
        const [seen, opened] = [
          click(client, { onLateResult: (answer) => late.push(answer) }),
          trello.windows[0],
        ]
        let everClosed = false
        for (const { afterMs, what } of events) {
          await vi.advanceTimersByTimeAsync(afterMs)
          if ("status" in what) Object.assign(worker.attempt, what)
          else if ("lost" in what) {
            worker.answer(
              `GET /api/attempts/${attemptId(1)}`,
              () => refusal("upstream_timeout"),
              what.lost,
            )
          } else if (opened !== undefined) {
            opened.closed = what.closed
            everClosed ||= what.closed
          }
        }
        worker.attempt.status = last
        await vi.advanceTimersByTimeAsync(100_000)

        const closed = seen.end instanceof AuthClosedError
        const told = seen.end instanceof Error ? { code: CODES[last] } : {}
        const reported = closed && last !== "expired" ? [{ status: last }] : []
        expect(seen.end).not.toBeNull()
        expect(closed && !everClosed).toBe(false)
        expect(seen.end).toMatchObject(closed ? {} : told)
        expect(!closed && seen.end instanceof Error).toBe(!closed && last !== "connected")
        expect(late).toMatchObject(reported)
        expect(late).toHaveLength(reported.length)
        client.dispose()
        await vi.advanceTimersByTimeAsync(2_000)
        expect(vi.getTimerCount()).toBe(0)
      }),
      { numRuns: 60 },
    )
  })
})
