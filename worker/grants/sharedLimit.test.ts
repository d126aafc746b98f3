import { beforeEach, describe, expect, it } from "vitest"
import { fail } from "../failure.ts"
import { callUpstream } from "./call.ts"
import { MemoryTrelloBudget } from "./crowd.fixture.ts"
import type { Priority } from "./lease.ts"
import { buildCustody, connect, HandClock, type MemoryCustody } from "./memory.fixture.ts"
import type { SharedLimit } from "./sharedLimit.ts"

/** One grant whose provider answers what a test puts there. */
class Grant {
  readonly custody: MemoryCustody
  sent = 0
  answer = (): Response => new Response("{}")

  constructor(name: string, clock: HandClock, shared: SharedLimit) {
    const fetch = () => {
      this.sent += 1
      return Promise.resolve(this.answer())
    }
    const io = { fetch, timeoutMs: 1_000 }
    this.custody = buildCustody({ provider: "trello", io, clock, name, shared })
  }

  call(priority: Priority = "person") {
    const request = { method: "GET", path: "/1/cards/x", priority } as const
    return callUpstream(this.custody, async () => fail("not_connected"), request)
  }

  calls(count: number, priority?: Priority) {
    return Promise.all(Array.from({ length: count }, () => this.call(priority)))
  }
}

const limited = (error: string, headers: Record<string, string> = {}) =>
  Response.json({ error, message: "Rate limit exceeded" }, { status: 429, headers })
const told = (retryAfterSeconds: number) => ({
  kind: "failure",
  failure: { code: "upstream_rate_limited", provider: "trello", retryAfterSeconds },
})
const ANSWERED = { kind: "answer", status: 200 }

let clock: HandClock
let budget: MemoryTrelloBudget
let grant: Grant
let other: Grant

async function enter(member: string, reached?: SharedLimit): Promise<Grant> {
  const name = `trello:${member}:2`
  const shared = reached ?? budget.reach(name)
  const entered = new Grant(name, clock, shared)
  await connect(entered.custody, { access: "a", refresh: "r" })
  return entered
}

beforeEach(async () => {
  clock = new HandClock()
  budget = new MemoryTrelloBudget(clock)
  ;[grant, other] = await Promise.all([enter("1"), enter("3")])
})

describe("a call to Trello", () => {
  it("asks the shared budget for one request, once", async () => {
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(budget.asks).toMatchObject([{ priority: "person", requests: 1, unspent: 0 }])
  })

  it("asks ever more seldom where many follow, and gives back what it did not use", async () => {
    for (let count = 0; count < 60; count++) await grant.call()
    expect(budget.asks.map(({ requests }) => requests)).toEqual([1, 2, 4, 8, 10, 10, 10, 10, 10])
    clock.pass(6_000)
    await grant.call()
    expect(budget.asks.at(-1)).toMatchObject({ requests: 6, unspent: 5 })
    clock.pass(40_000)
    await grant.call()
    expect(budget.asks.at(-1)).toMatchObject({ requests: 1, unspent: 5 })
  })

  it("waits for an ask under way instead of making another", async () => {
    await grant.calls(50)
    expect(grant.sent).toBe(50)
    expect(budget.asks.map(({ requests }) => requests)).toEqual([1, 2, 4, 8, 10, 10, 10, 10])
  })

  it("asks nobody at a provider whose limits are each account's own", async () => {
    const custody = { ...grant.custody, shared: null }
    await callUpstream(custody, async () => fail("not_connected"), { method: "GET", path: "/1/x" })
    expect(budget.asks).toEqual([])
    expect(grant.sent).toBe(1)
  })

  it("does not go out on what a person was lent when it is background work", async () => {
    for (let count = 0; count < 4; count++) await grant.call()
    await grant.call("background")
    expect(budget.asks.at(-1)?.priority).toBe("background")
    await grant.calls(2, "background")
    const asks = budget.asks.length
    await grant.calls(3, "person")
    expect(budget.asks.slice(asks), "a person may take what background work has").toEqual([])
  })
})

describe("a call that the shared budget has no room for", () => {
  beforeEach(async () => {
    for (const name of ["5", "6", "7"]) await (await enter(name)).calls(90)
  })

  it("is told when, and asks no more until then", async () => {
    const sent = grant.sent
    expect(await grant.call()).toEqual(told(10))
    const asks = budget.asks.length
    clock.pass(9_999)
    expect(await grant.calls(5)).toEqual(Array.from({ length: 5 }, () => told(1)))
    expect(await grant.call("background")).toEqual(told(1))
    expect([budget.asks.length, grant.sent]).toEqual([asks, sent])
    clock.pass(5_001)
    expect(await grant.call()).toMatchObject(ANSWERED)
  })

  it("is told so when it is background work as well", async () => {
    expect(await grant.call("background")).toEqual(told(10))
    expect(grant.sent).toBe(0)
  })
})

describe("a 429 for the whole client", () => {
  it("stops everybody for the provider's seconds, and then nobody", async () => {
    await Promise.all([grant.call(), other.call()])
    grant.answer = () => limited("API_KEY_LIMIT_EXCEEDED", { "retry-after": "17" })
    expect(await grant.call()).toMatchObject({ kind: "answer", status: 429 })
    expect(await grant.call()).toEqual(told(17))
    expect(await other.call()).toEqual(told(17))
    const sent = other.sent
    clock.pass(16_999)
    expect(await other.call()).toEqual(told(1))
    expect(other.sent).toBe(sent)
    clock.pass(1)
    expect(await other.call()).toMatchObject(ANSWERED)
  })

  it("stops everybody for ten seconds where no time is named", async () => {
    grant.answer = () => limited("API_KEY_LIMIT_EXCEEDED")
    await grant.call()
    expect(await other.call()).toEqual(told(10))
  })

  it("stops nobody for longer than an hour", async () => {
    grant.answer = () => limited("API_KEY_LIMIT_EXCEEDED", { "retry-after": "999999" })
    await grant.call()
    expect(await other.call()).toEqual(told(3_600))
  })
})

describe("a 429 for one token", () => {
  it.each([
    "API_TOKEN_LIMIT_EXCEEDED",
    "API_TOKEN_DB_LIMIT_EXCEEDED",
    "RATE_LIMIT_EXCEEDED",
    "SOMETHING_NEW",
  ])("stops that grant alone (%s)", async (code) => {
    grant.answer = () => limited(code, { "retry-after": "17" })
    await grant.call()
    expect(await grant.call()).toEqual(told(17))
    expect(await other.call()).toMatchObject(ANSWERED)
  })
})

describe("a shared budget that cannot be reached", () => {
  it("lets calls out on the token's own budget, and is asked again after five seconds", async () => {
    let asks = 0
    const gone = () => {
      asks += 1
      return Promise.reject(new Error("gone"))
    }
    const alone = await enter("9", { ask: gone, block: gone })
    const answers = [...(await alone.calls(60)), ...(await alone.calls(60, "background"))]
    expect(answers.filter(({ kind }) => kind === "answer")).toHaveLength(90)
    expect(asks).toBe(1)
    clock.pass(10_000)
    expect(await alone.call()).toMatchObject(ANSWERED)
    expect(asks).toBe(2)
    alone.answer = () => limited("API_KEY_LIMIT_EXCEEDED", { "retry-after": "17" })
    expect(await alone.call()).toMatchObject({ kind: "answer", status: 429 })
    expect(await alone.call(), "it knows for itself").toEqual(told(17))
  })
})
