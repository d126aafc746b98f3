import { beforeEach, describe, expect, it } from "vitest"
import { devClock } from "../../../worker/dev.ts"
import { type GrantAt, grantsOf } from "../grantAt.ts"
import { buildWorld, later, type World } from "../world.ts"
import { adopt } from "./adopt.ts"
import { A_DAY, idle } from "./idling.ts"

let world: World
let trello: GrantAt
let miro: GrantAt

beforeEach(async () => {
  world = await buildWorld()
  ;({ trello, miro } = grantsOf(world))
})

const AN_HOUR = 3_600
const ANSWERED = { kind: "answer", status: 200 }
const BACKGROUND = { method: "GET", priority: "background" } as const

/** A call that no person caused: the policy does not count it as a use. */
function look(grant: GrantAt) {
  const path = grant.provider === "trello" ? "/1/members/me" : "/v2/boards?limit=10"
  return grant.stub().call({ ...BACKGROUND, path })
}

async function untilRenewal(grant: GrantAt): Promise<void> {
  const { renewsAt = null } = (await grant.stub().status()) ?? {}
  await later(world, (Date.parse(renewsAt ?? "") - devClock.now()) / 1000 + 1)
}

/** Time passes, and the alarm asks the provider; where the object's own alarm is under way just now, the next one does. */
async function untilAsked(grant: GrantAt, seconds: number): Promise<void> {
  const before = await grant.tokenRequests()
  await later(world, seconds)
  const asked = async () => {
    await grant.runAlarm()
    return grant.tokenRequests()
  }
  await expect.poll(asked).toBeGreaterThan(before)
}

describe("fifty grants that nobody uses", () => {
  it("live through 170 days by their own alarms, and end by policy after 180 and a token's life", async () => {
    const grants = [...(await adopt(world, "trello", 25)), ...(await adopt(world, "miro", 25))]
    const asked = async () => (await trello.tokenRequests()) + (await miro.tokenRequests())
    const consents = await asked()
    await idle(world, grants, 170)
    const renewals = (await asked()) - consents
    // Every 25 to 35 days at Trello, every 16 to 24 at Miro.
    expect(renewals).toBeGreaterThanOrEqual(25 * 4 + 25 * 7)
    expect(renewals).toBeLessThanOrEqual(25 * 6 + 25 * 10)
    expect(await trello.upstreamRequests(), "nothing but renewals").toBe(
      await trello.tokenRequests(),
    )
    expect(await miro.upstreamRequests()).toBe(await miro.tokenRequests())
    for (const grant of grants) expect(await look(grant)).toMatchObject(ANSWERED)

    await idle(world, grants, 10 + 90 + 20)
    const before = (await trello.upstreamRequests()) + (await miro.upstreamRequests())
    for (const grant of grants) {
      expect(await grant.state()).toEqual({ state: "reauth_required", reason: "idle_policy" })
      expect(await look(grant)).toMatchObject({ failure: { code: "reauth_required" } })
      expect(await grant.rows("due")).toEqual([])
    }
    await idle(world, grants, 100)
    expect((await trello.upstreamRequests()) + (await miro.upstreamRequests())).toBe(before)
  }, 60_000)
})

describe("one grant that nobody uses", () => {
  beforeEach(async () => {
    await world.people.member.connect()
  })

  it("is renewed hours later when the provider asked for patience, and tells that it is degraded", async () => {
    await untilRenewal(trello)
    await trello.answer(429, { headers: { "retry-after": "30" } })
    const before = await trello.tokenRequests()
    await trello.runAlarm()
    expect(await trello.state()).toEqual({ state: "degraded", reason: "provider_rate_limited" })
    await later(world, AN_HOUR)
    await trello.runAlarm()
    expect(await trello.tokenRequests(), "not before its time").toBe(before + 1)
    await untilAsked(trello, 6 * AN_HOUR)
    expect(await trello.tokenRequests()).toBe(before + 2)
    expect(await trello.state()).toEqual({ state: "connected", reason: null })
  })

  it("outlives a provider that is down for eleven days", async () => {
    await untilRenewal(miro)
    await miro.answer(503, { times: 12 })
    await miro.runAlarm()
    expect(await miro.state()).toEqual({ state: "degraded", reason: "provider_unavailable" })
    for (let day = 0; day < 11; day++) await untilAsked(miro, A_DAY)
    expect(await miro.state()).toMatchObject({ state: "degraded" })
    // Of a request that a slow machine cuts, the stand-in's answer stays for the next one.
    for (let day = 0; day < 3 && (await miro.state())?.state === "degraded"; day++) {
      await untilAsked(miro, A_DAY)
    }
    expect(await miro.state()).toEqual({ state: "connected", reason: null })
  })

  it("is kept alive anew after one use long after its policy ended", async () => {
    await idle(world, [trello], 200)
    expect((await trello.stub().status())?.renewsAt, "nobody wants it any more").toBeNull()
    expect(await trello.call()).toMatchObject(ANSWERED)
    expect((await trello.stub().status())?.renewsAt).not.toBeNull()
    await idle(world, [trello], 150)
    expect(await trello.call()).toMatchObject(ANSWERED)
  })

  it("is worded as expected when Trello refuses it a year after the consent", async () => {
    for (let month = 0; month < 12; month++) {
      await idle(world, [trello], 30)
      expect(await trello.call()).toMatchObject(ANSWERED)
    }
    await idle(world, [trello], 6)
    expect(await trello.call()).toMatchObject({ failure: { code: "reauth_required" } })
    expect(await trello.state()).toEqual({ state: "reauth_required", reason: "consent_expired" })
    const before = await trello.upstreamRequests()
    await idle(world, [trello], 60)
    expect(await trello.call()).toMatchObject({ failure: { code: "reauth_required" } })
    expect(await trello.upstreamRequests()).toBe(before)
  })
})
