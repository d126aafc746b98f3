import { beforeEach, describe, expect, it } from "vitest"
import type { UpstreamResult } from "../../worker/grants/upstream.ts"
import { AN_HOUR, grantsOf, restart, until } from "./grantAt.ts"
import { buildWorld, later, type World } from "./world.ts"

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  world = await buildWorld()
  grants = grantsOf(world)
})

const ANSWERED = { kind: "answer", status: 200 }
const REAUTH = { kind: "failure", failure: { code: "reauth_required" } }
const PROVIDERS = ["trello", "miro"] as const

function retryAfterOf(result: UpstreamResult): number {
  return result.kind === "failure" ? (result.failure.retryAfterSeconds ?? 0) : 0
}

describe.each(PROVIDERS)("a grant at %s", (provider) => {
  beforeEach(async () => {
    await world.people.member.connect([provider])
  })

  it("is not refreshed while its token lives", async () => {
    const grant = grants[provider]
    const before = await grant.tokenRequests()
    await later(world, AN_HOUR / 2)
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(await grant.tokenRequests()).toBe(before)
  })

  it("is refreshed once for fifty callers at expiry, and not again for stragglers", async () => {
    const grant = grants[provider]
    const before = await grant.tokenRequests()
    await later(world, AN_HOUR)
    const stub = grant.stub()
    const path = provider === "trello" ? "/1/members/me" : "/v1/oauth-token"
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => stub.call({ method: "GET", path })),
    )
    expect(answers.every((answer) => answer.kind === "answer" && answer.status === 200)).toBe(true)
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(await grant.tokenRequests()).toBe(before + 1)
  })

  it("keeps the rotated pair over restarts of its object", async () => {
    const grant = grants[provider]
    for (let hour = 1; hour <= 3; hour++) {
      await later(world, AN_HOUR)
      expect(await grant.call()).toMatchObject(ANSWERED)
      await restart()
    }
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(await grant.state()).toEqual({ state: "connected", reason: null })
    expect(await grant.hasIntent()).toBe(false)
  })

  it("refreshes once and repeats the call once after a 401", async () => {
    const grant = grants[provider]
    const before = await grant.tokenRequests()
    await grant.unauthorized(1)
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(await grant.tokenRequests()).toBe(before + 1)
  })

  it("needs a person after two 401s, and then asks the provider nothing more", async () => {
    const grant = grants[provider]
    await grant.unauthorized(2)
    expect(await grant.call()).toMatchObject(REAUTH)
    const state = { state: "reauth_required", reason: "refused_by_provider" }
    expect(await grant.state()).toEqual(state)
    const before = await grant.upstreamRequests()
    expect(await grant.call()).toMatchObject(REAUTH)
    expect(await grant.upstreamRequests()).toBe(before)
  })

  it("needs a person when the provider refuses its refresh token", async () => {
    const grant = grants[provider]
    await later(world, AN_HOUR)
    const trello = { status: 403, body: { error: "invalid_grant" } }
    const miro = {
      status: 401,
      body: { status: 401, code: "oauthError", message: "Invalid refresh token.", type: "error" },
    }
    const { status, body } = provider === "trello" ? trello : miro
    await grant.answer(status, { body })
    expect(await grant.call()).toMatchObject(REAUTH)
    expect(await grant.hasIntent()).toBe(false)
  })

  it.each([
    [500, "upstream_unavailable", "provider_unavailable", 1],
    [503, "upstream_unavailable", "provider_unavailable", 1],
    [429, "upstream_rate_limited", "provider_rate_limited", 40],
  ])("is degraded, not lost, by %i at the token endpoint, and heals", async (...row) => {
    const [status, code, reason, seconds] = row
    const grant = grants[provider]
    await later(world, AN_HOUR)
    await grant.answer(status, { headers: { "retry-after": "40" }, times: 3 })
    const answer = await grant.call()
    expect(answer).toMatchObject({ kind: "failure", failure: { code, provider } })
    expect(retryAfterOf(answer)).toBeGreaterThanOrEqual(seconds)
    expect(await grant.state()).toEqual({ state: "degraded", reason })
    const asked = await grant.tokenRequests()
    await grant.call()
    expect(await grant.tokenRequests(), "the provider is left alone meanwhile").toBe(asked)

    for (let tries = 0; tries < 9 && (await grant.state())?.state !== "connected"; tries++) {
      await later(world, 400)
      await grant.call()
    }
    expect(await grant.state()).toEqual({ state: "connected", reason: null })
    expect(await grant.hasIntent()).toBe(false)
  })

  it("keeps the old refresh token when the answer brings none", async () => {
    const grant = grants[provider]
    await later(world, AN_HOUR)
    const body = { access_token: "x".repeat(44), token_type: "bearer", expires_in: 30, scope: "" }
    await grant.answer(200, { body })
    // The token that the answer brought is no good; the refresh that follows spends the old refresh token.
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(await grant.state()).toEqual({ state: "connected", reason: null })
  })

  it("gets its pair by a replay when the answer is lost within the provider's leeway", async () => {
    const grant = grants[provider]
    await world.standIns.quirks(provider, { leewaySeconds: 600 })
    await later(world, AN_HOUR)
    const before = await grant.tokenRequests()
    await grant.fault("drop_after")
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(await grant.tokenRequests()).toBe(before + 2)
    expect(await grant.state()).toEqual({ state: "connected", reason: null })
  })

  it("loses nothing when the request never reached the provider", async () => {
    const grant = grants[provider]
    await later(world, AN_HOUR)
    await grant.fault("drop_before")
    expect(await grant.call()).toMatchObject(ANSWERED)
  })

  it.each(["drop_after", "malformed"] as const)(
    "names a lost rotation when %s takes the answer of a strictly single-use token",
    async (kind) => {
      const grant = grants[provider]
      await later(world, AN_HOUR)
      await grant.fault(kind)
      expect(await grant.call()).toMatchObject(REAUTH)
      expect(await grant.state()).toEqual({ state: "reauth_required", reason: "lost_rotation" })
    },
  )

  it("knows after a crash that a refresh was on its way, and replays it", async () => {
    const grant = grants[provider]
    await world.standIns.quirks(provider, { leewaySeconds: 600 })
    await later(world, AN_HOUR)
    const before = await grant.tokenRequests()
    await grant.fault("hold")
    const cut = grant.call().catch(() => null)
    await until(async () => (await grant.tokenRequests()) > before)
    expect(await grant.hasIntent()).toBe(true)
    await restart()
    await cut
    await world.standIns.post(provider, "release", {})
    expect(await grant.hasIntent()).toBe(true)

    await later(world, 61)
    await grant.runAlarm()
    expect(await grant.hasIntent()).toBe(false)
    expect(await grant.call()).toMatchObject(ANSWERED)
    expect(await grant.tokenRequests()).toBe(before + 2)
  })
})

it("tells a missing scope from a dead token", async () => {
  const { trello } = grants
  await world.people.member.connect(["trello"])
  const before = await trello.tokenRequests()
  await trello.unauthorized(1, "missing scopes")
  expect(await trello.call()).toMatchObject({ failure: { code: "scope_insufficient" } })
  expect(await trello.state()).toEqual({ state: "scope_insufficient", reason: "scope_missing" })
  expect(await trello.tokenRequests()).toBe(before)
  expect(await trello.call(), "what the scopes allow goes on").toMatchObject(ANSWERED)
})

it("keeps a token that still lives in use while the provider cannot refresh it", async () => {
  const { trello } = grants
  await world.people.member.connect(["trello"])
  await later(world, AN_HOUR - 30)
  await trello.answer(503, { times: 3 })
  await trello.call()
  expect(await trello.call()).toMatchObject(ANSWERED)
})

it("recovers by its alarm from a provider that answers too late twice", async () => {
  const { trello } = grants
  await world.people.member.connect(["trello"])
  await world.standIns.quirks("trello", { leewaySeconds: 600 })
  await later(world, AN_HOUR)
  const slow = { path: "/oauth/token", kind: "delay", delayMs: 2_000, times: 2 } as const
  await world.standIns.faults("trello", slow)
  expect(await trello.call()).toMatchObject({ failure: { code: "upstream_unavailable" } })
  expect(await trello.state()).toEqual({ state: "degraded", reason: "outcome_unknown" })
  await later(world, 10)
  expect(await trello.runAlarm()).toBe(true)
  expect(await trello.state()).toEqual({ state: "connected", reason: null })
})
