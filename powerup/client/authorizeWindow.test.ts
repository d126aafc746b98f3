import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { AttemptAnswer } from "../../core/contract/connections.ts"
import { attemptId } from "./testing/fakeWorker.ts"
import { click, prepared } from "./testing/setUp.ts"

const ATTEMPT = `GET /api/attempts/${attemptId(1)}`

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)

async function clicked() {
  const parts = await prepared()
  const late: AttemptAnswer[] = []
  const statuses: string[] = []
  const abort = new AbortController()
  const again = (provider: "miro" | "trello" = "miro") =>
    click(
      parts.client,
      {
        signal: abort.signal,
        onLateResult: (answer) => late.push(answer),
        onStatus: ({ status }) => statuses.push(status),
      },
      provider,
    )
  const first = again()
  const [opened] = parts.trello.windows
  if (opened === undefined) throw new Error("no window")
  return { ...parts, opened, again, first, late, statuses, abort }
}

describe("a window that closes", () => {
  it("ends the waiting after three seconds in a row and a last look", async () => {
    const { worker, opened, first } = await clicked()
    worker.attempt.status = "consenting"
    await seconds(1)
    opened.closed = true
    await seconds(3)
    expect(first.end).toBeNull()
    const before = worker.count(ATTEMPT)
    await seconds(1)
    expect(first.end).toMatchObject({ name: "AuthClosedError", code: "auth_closed" })
    expect(worker.count(ATTEMPT)).toBeGreaterThan(before)
  })

  it("does not end it when the window was closed for a moment only, as during a navigation", async () => {
    const { worker, opened, first } = await clicked()
    worker.attempt.status = "consenting"
    for (let i = 0; i < 10; i += 1) {
      opened.closed = i % 2 === 0
      await seconds(2)
    }
    expect(first.end).toBeNull()
  })

  it("is not believed over the status: an attempt that succeeded within the grace connects", async () => {
    const { worker, opened, first } = await clicked()
    opened.closed = true
    await seconds(2.9)
    worker.attempt.status = "connected"
    await seconds(1)
    expect(first.end).toMatchObject({ status: "connected" })
  })

  it("lies under COOP: a success that comes later is reported once, and polling ends", async () => {
    const { worker, opened, first, late } = await clicked()
    worker.attempt.status = "consenting"
    opened.closed = true
    await seconds(60)
    expect(first.end).toMatchObject({ code: "auth_closed" })
    expect(late).toEqual([])
    worker.attempt.status = "connected"
    await seconds(4)
    expect(late).toMatchObject([{ status: "connected", attempt: attemptId(1) }])
    const polls = worker.count(ATTEMPT)
    await seconds(600)
    expect(late).toHaveLength(1)
    expect(worker.count(ATTEMPT)).toBe(polls)
  })

  it("may still hand over its value afterwards, which is redeemed and reported", async () => {
    const { worker, opened, late } = await clicked()
    opened.closed = true
    await seconds(10)
    worker.attempt.status = "unconfirmed"
    opened.handOver("one-time")
    await seconds(1)
    expect(worker.requests.filter(({ path }) => path.endsWith("/redeem"))).toHaveLength(1)
    expect(late).toMatchObject([{ status: "connected" }])
  })

  it("stays unreported when the attempt merely expires", async () => {
    const { worker, opened, late } = await clicked()
    opened.closed = true
    await seconds(10)
    worker.attempt.status = "expired"
    await seconds(10)
    expect(late).toEqual([])
  })

  it("has the next start address fetched, so that the next click opens a new window", async () => {
    const { trello, worker, opened, again, first } = await clicked()
    opened.closed = true
    await seconds(1)
    const second = again()
    expect(trello.windows.map(({ url }) => url.slice(-22))).toEqual([attemptId(1), attemptId(2)])
    await seconds(0)
    expect(first.end).toMatchObject({ code: "auth_closed" })
    worker.attempt.status = "connected"
    await seconds(3)
    expect(second.end).toMatchObject({ attempt: attemptId(2), status: "connected" })
  })
})

describe("two authorizations at once", () => {
  it("joins the open window for the same providers and brings it to the front", async () => {
    const { trello, worker, opened, again, first } = await clicked()
    const second = again()
    expect(trello.windows).toHaveLength(1)
    expect(opened.focused).toBe(1)
    await seconds(1)
    expect(worker.started()).toBe(1)
    worker.attempt.status = "connected"
    await seconds(2)
    expect(second.end).toEqual(first.end)
    expect(second.end).toMatchObject({ status: "connected" })
  })

  it("gives the one window to the newer one when the providers differ", async () => {
    const { trello, worker, client, again, first } = await clicked()
    await client.prepare("trello").ready
    const second = again("trello")
    await seconds(0)
    expect(trello.windows).toHaveLength(2)
    expect(first.end).toMatchObject({ code: "auth_closed" })
    worker.attempt.status = "connected"
    await seconds(3)
    expect(second.end).toMatchObject({ status: "connected", attempt: attemptId(2) })
  })
})

describe("stopping", () => {
  it("rejects with the signal's reason and asks nothing more", async () => {
    const { worker, first, abort } = await clicked()
    await seconds(2)
    const asked = worker.count(ATTEMPT)
    abort.abort(new Error("the page goes"))
    await seconds(0)
    expect(first.end).toMatchObject({ message: "the page goes" })
    await seconds(60)
    expect(worker.count(ATTEMPT)).toBe(asked)
  })

  it("stops what waits in the background as well", async () => {
    const { worker, opened, abort, late } = await clicked()
    opened.closed = true
    await seconds(10)
    abort.abort()
    await seconds(0)
    const asked = worker.count(ATTEMPT)
    worker.attempt.status = "connected"
    await seconds(60)
    expect(worker.count(ATTEMPT)).toBe(asked)
    expect(late).toEqual([])
  })

  it("leaves no timer behind when the client is disposed", async () => {
    const { client, first } = await clicked()
    client.dispose()
    await seconds(0)
    expect(first.end).toMatchObject({ name: "AbortError" })
    expect(vi.getTimerCount()).toBe(0)
  })

  it("opens nothing when the signal has aborted before", async () => {
    const { client, preparation, trello } = await clicked()
    expect(preparation.state().name).toBe("in_use")
    await expect(
      client.authorize("miro", { signal: AbortSignal.abort(new Error("gone")) }),
    ).rejects.toThrow("gone")
    expect(trello.windows).toHaveLength(1)
  })
})

it("tells each status once, for a page that says where the person is", async () => {
  const { worker, statuses } = await clicked()
  await seconds(3)
  worker.attempt.status = "consenting"
  await seconds(8)
  worker.attempt.status = "connected"
  await seconds(4)
  expect(statuses).toEqual(["prepared", "consenting", "connected"])
})
