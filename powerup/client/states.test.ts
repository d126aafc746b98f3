import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import {
  CONNECTION_STATES,
  type Connection,
  type ConnectionState,
  neverConnected,
} from "../../core/contract/connections.ts"
import { json } from "./testing/fakeWorker.ts"
import { click, prepared } from "./testing/setUp.ts"

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1000)

const AUTHORIZED: readonly ConnectionState[] = ["connected", "degraded"]

function miroIn(state: ConnectionState): Connection {
  const none = neverConnected("miro")
  return state === "never_connected" ? none : { ...none, state, id: "miro:1:2" }
}

type Parts = Awaited<ReturnType<typeof prepared>>

/** What becomes of the window, as the person and the browser decide. */
const ENDS: readonly (readonly [name: string, code: string, act: (parts: Parts) => void])[] = [
  [
    "denied",
    "consent_denied",
    ({ worker }) => {
      worker.attempt.status = "denied"
      worker.attempt.error = "consent_denied"
    },
  ],
  [
    "closed",
    "auth_closed",
    ({ trello, worker }) => {
      worker.attempt.status = "consenting"
      for (const opened of trello.windows) opened.closed = true
    },
  ],
  ["blocked", "popup_blocked", () => undefined],
]

describe.each(CONNECTION_STATES)("a Miro connection that is %s", (state) => {
  async function connection() {
    const parts = await prepared()
    const trello = neverConnected("trello")
    const miro = state === "never_connected" ? [] : [miroIn(state)]
    parts.worker.answer("GET /api/connections", () => json({ trello, miro }))
    return parts
  }

  it.each(ENDS)("stays so after a window that was %s, and can be tried again", async (...row) => {
    const [name, code, act] = row
    const parts = await connection()
    const { client, trello, worker } = parts
    if (name === "blocked") trello.behave.window = "blocked"
    const first = click(client)
    act(parts)
    await seconds(8)
    expect(first.end).toMatchObject({ code })
    expect(await client.status("miro")).toEqual(miroIn(state))
    expect(await client.isAuthorized("miro")).toBe(AUTHORIZED.includes(state))

    trello.behave.window = "open"
    worker.attempt.status = "connected"
    const second = click(client)
    await seconds(4)
    expect(second.end).toMatchObject({ status: "connected" })
  })
})
