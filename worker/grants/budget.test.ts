import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  type Budget,
  EMPTY_BUDGET,
  learnBudget,
  miroCredits,
  spendBudget,
  waitForBudget,
} from "./budget.ts"
import type { UpstreamCall } from "./upstream.ts"

const NOW = Date.UTC(2026, 10, 22)
const READ: UpstreamCall = { method: "GET", path: "/1/cards/x" }
const CREATE: UpstreamCall = { method: "POST", path: "/v2/boards/b/app_cards", body: "{}" }

const answer = (
  status: number,
  headers: Record<string, string> = {},
  retryAfterSeconds: number | null = null,
) => ({
  status,
  headers: new Headers(headers),
  retryAfterSeconds,
})

const withCredits = (remaining: number): Budget =>
  learnBudget(
    EMPTY_BUDGET,
    answer(200, {
      "x-ratelimit-limit": "100000",
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-reset": String(NOW / 1000 + 30),
    }),
    NOW,
  )

describe("the budget of a Trello token", () => {
  it("never lets more than 90 calls out in any ten seconds, whenever they come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }), (gaps) => {
        let budget = EMPTY_BUDGET
        let now = NOW
        const sent: number[] = []
        for (const gap of gaps) {
          now += gap
          now += waitForBudget(budget, "trello", READ, now)
          expect(waitForBudget(budget, "trello", READ, now)).toBe(0)
          budget = spendBudget(budget, "trello", READ, now)
          sent.push(now)
        }
        for (const at of sent) {
          expect(sent.filter((other) => other > at - 10_000 && other <= at).length).toBeLessThan(91)
        }
      }),
    )
  })

  it("waits out the window after a 429, since Trello names no time", () => {
    const blocked = learnBudget(EMPTY_BUDGET, answer(429), NOW)
    expect(waitForBudget(blocked, "trello", READ, NOW)).toBe(10_000)
    expect(waitForBudget(blocked, "trello", READ, NOW + 10_000)).toBe(0)
  })
})

describe("the credits of a Miro account", () => {
  it("cost by level", () => {
    expect(miroCredits({ method: "GET", path: "/v2/boards?limit=20" })).toBe(50)
    expect(miroCredits({ method: "GET", path: "/v2/boards/b/items?limit=50" })).toBe(100)
    expect(miroCredits(CREATE)).toBe(100)
    expect(miroCredits({ method: "PATCH", path: "/v2/boards/b/app_cards/1", body: "{}" })).toBe(100)
    expect(miroCredits({ method: "DELETE", path: "/v2/boards/b/app_cards/1" })).toBe(500)
    expect(miroCredits({ method: "POST", path: "/v2/boards", body: "{}" })).toBe(500)
    const body = JSON.stringify(Array.from({ length: 20 }, () => ({})))
    expect(miroCredits({ method: "POST", path: "/v2/boards/b/items/bulk", body })).toBe(2000)
  })

  it("let anything out before the first answer and after the reset", () => {
    expect(waitForBudget(EMPTY_BUDGET, "miro", CREATE, NOW)).toBe(0)
    expect(waitForBudget(withCredits(0), "miro", CREATE, NOW + 30_000)).toBe(0)
  })

  it("make a call wait for the reset that they do not suffice for", () => {
    expect(waitForBudget(withCredits(99), "miro", CREATE, NOW)).toBe(30_000)
    expect(waitForBudget(withCredits(100), "miro", CREATE, NOW)).toBe(0)
  })

  it("keep a fifth for people", () => {
    expect(
      waitForBudget(withCredits(20_000), "miro", { ...CREATE, priority: "background" }, NOW),
    ).toBe(30_000)
    expect(waitForBudget(withCredits(20_000), "miro", CREATE, NOW)).toBe(0)
  })

  it("are counted down before the answers come", () => {
    const spent = spendBudget(withCredits(150), "miro", CREATE, NOW)
    expect(waitForBudget(spent, "miro", CREATE, NOW)).toBe(30_000)
  })

  it("are not raised by an answer that comes late", () => {
    const headers = { "x-ratelimit-limit": "100000", "x-ratelimit-remaining": "90000" }
    const told = answer(200, { ...headers, "x-ratelimit-reset": String(NOW / 1000 + 30) })
    expect(learnBudget(withCredits(50), told, NOW).credits?.remaining).toBe(50)
    const next = answer(200, { ...headers, "x-ratelimit-reset": String(NOW / 1000 + 90) })
    expect(learnBudget(withCredits(50), next, NOW).credits?.remaining).toBe(90_000)
  })

  it("obey a 429 to the second", () => {
    const blocked = learnBudget(EMPTY_BUDGET, answer(429, {}, 17), NOW)
    expect(waitForBudget(blocked, "miro", CREATE, NOW + 16_999)).toBe(1)
  })
})
