import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { attemptId, refusal } from "./testing/fakeWorker.ts"
import { click, prepared } from "./testing/setUp.ts"

const REDEEM = `POST /api/attempts/${attemptId(1)}/redeem`

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)

describe("redeeming", () => {
  it("tries again when the answer was lost", async () => {
    const { client, worker, trello } = await prepared()
    const seen = click(client)
    worker.answer(REDEEM, () => Promise.reject(new TypeError("cut")), 1)
    worker.attempt.status = "unconfirmed"
    trello.windows[0]?.handOver("one-time")
    await seconds(5)
    expect(seen.end).toMatchObject({ status: "connected" })
    expect(worker.count(REDEEM)).toBe(2)
  })

  it("believes the status when the value was used by a call whose answer was lost", async () => {
    const { client, worker, trello } = await prepared()
    const seen = click(client)
    worker.answer(REDEEM, () => refusal("attempt_used"))
    worker.attempt.status = "connected"
    trello.windows[0]?.handOver("one-time")
    await seconds(1)
    expect(seen.end).toMatchObject({ status: "connected" })
  })

  it("ends with the refusal when the value is not the attempt's", async () => {
    const { client, worker, trello } = await prepared()
    const seen = click(client)
    worker.answer(REDEEM, () => refusal("wrong_confirmation"))
    worker.attempt.status = "unconfirmed"
    trello.windows[0]?.handOver("somebody else's")
    await seconds(1)
    expect(seen.end).toMatchObject({ code: "wrong_confirmation" })
  })

  it.each([[null], [""], [{ token: "x" }], ["x".repeat(129)]])(
    "hears nothing in %j",
    async (value) => {
      const { client, worker, trello } = await prepared()
      click(client)
      trello.windows[0]?.handOver(value)
      await seconds(4)
      expect(worker.count(REDEEM)).toBe(0)
    },
  )
})
