import { beforeEach, describe, expect, it } from "vitest"
import type { UpstreamCall, UpstreamResult } from "../../../worker/grants/upstream.ts"
import { type GrantAt, grantsOf } from "../grantAt.ts"
import { buildWorld, later, type World } from "../world.ts"

let world: World
let trello: GrantAt
let miro: GrantAt

beforeEach(async () => {
  world = await buildWorld()
  await world.people.member.connect()
  ;({ trello, miro } = grantsOf(world))
})

const ANSWERED = { kind: "answer", status: 200 }
const LIMITED = { kind: "failure", failure: { code: "upstream_rate_limited" } }
const BOARDS: UpstreamCall = { method: "GET", path: "/v2/boards?limit=10" }

function retryAfterOf(result: UpstreamResult): number {
  return result.kind === "failure" ? (result.failure.retryAfterSeconds ?? 0) : 0
}

/** Miro says that so many credits are left of this minute. */
async function leaveCredits(remaining: number): Promise<void> {
  const reset = Math.ceil(Date.now() / 1000) + 30
  const headers = {
    "x-ratelimit-limit": "100000",
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(reset),
  }
  const body = { data: [], total: 0, size: 0, offset: 0 }
  const fault = { path: "/v2/boards", kind: "status", status: 200, body, headers } as const
  await world.standIns.faults("miro", fault)
  await miro.stub().call(BOARDS)
}

describe("an account at Miro whose credits are spent", () => {
  it("sends nothing more until the reset, and says when that is", async () => {
    await leaveCredits(49)
    const before = await miro.upstreamRequests()
    const refused = await miro.stub().call(BOARDS)
    expect(refused).toMatchObject(LIMITED)
    expect(retryAfterOf(refused)).toBeGreaterThan(25)
    expect(retryAfterOf(refused)).toBeLessThanOrEqual(31)
    expect(await miro.upstreamRequests()).toBe(before)
    await later(world, retryAfterOf(refused))
    expect(await miro.stub().call(BOARDS)).toMatchObject(ANSWERED)
  })

  it("leaves the last fifth to people", async () => {
    await leaveCredits(20_000)
    const before = await miro.upstreamRequests()
    expect(await miro.stub().call({ ...BOARDS, priority: "background" })).toMatchObject(LIMITED)
    expect(await miro.upstreamRequests()).toBe(before)
    expect(await miro.stub().call(BOARDS)).toMatchObject(ANSWERED)
  })

  it("stays connected: patience says nothing about a grant", async () => {
    await leaveCredits(0)
    await miro.stub().call(BOARDS)
    expect(await miro.state()).toEqual({ state: "connected", reason: null })
  })
})

describe("a 429 of a provider", () => {
  it("is obeyed to its second, by every caller", async () => {
    const headers = { "retry-after": "17" }
    const fault = { path: "/v2/boards", kind: "status", status: 429, headers } as const
    await world.standIns.faults("miro", fault)
    expect(await miro.stub().call(BOARDS)).toMatchObject({ kind: "answer", status: 429 })
    const before = await miro.upstreamRequests()
    const answers = await Promise.all(Array.from({ length: 20 }, () => miro.stub().call(BOARDS)))
    for (const answer of answers) {
      expect(answer).toMatchObject(LIMITED)
      expect(retryAfterOf(answer)).toBe(17)
    }
    expect(await miro.upstreamRequests()).toBe(before)
    await later(world, 17)
    expect(await miro.stub().call(BOARDS)).toMatchObject(ANSWERED)
  })
})

describe("two hundred calls at once with one Trello token", () => {
  it("put ninety on the wire and no 429 comes back", async () => {
    const path = `/1/boards/${world.board.id}?fields=name`
    const stub = trello.stub()
    const before = await trello.upstreamRequests()
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => stub.call({ method: "GET", path })),
    )
    const count = (kind: string) => answers.filter((answer) => answer.kind === kind).length
    expect((await trello.upstreamRequests()) - before).toBe(90)
    expect(count("answer")).toBe(90)
    expect(count("failure")).toBe(110)
    const limited = answers.find(({ kind }) => kind === "failure")
    expect(limited).toMatchObject(LIMITED)
    await later(world, 10)
    expect(await stub.call({ method: "GET", path })).toMatchObject(ANSWERED)
  })
})
