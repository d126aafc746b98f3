import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { grantsOf } from "./grantAt.ts"
import { consentAndRead, decide, readAttempt } from "./refusals/window.ts"
import { buildWorld, later, type World } from "./world.ts"

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  world = await buildWorld()
  grants = grantsOf(world)
})

const ANSWERED = { kind: "answer", status: 200 }
const UNCONNECTED = { kind: "failure", failure: { code: "not_connected" } }

describe("a consent that nobody confirms", () => {
  it("is of no use to anybody", async () => {
    const { member } = world.people
    await consentAndRead(member, ["trello", "miro"])
    expect(await grants.trello.call()).toMatchObject(UNCONNECTED)
    expect(await grants.miro.call()).toMatchObject(UNCONNECTED)
  })

  it("is given back to both providers after ten minutes, by its grants alone", async () => {
    const { member } = world.people
    const { attempt } = await consentAndRead(member, ["trello", "miro"])
    await later(world, 601)
    for (const provider of ["trello", "miro"] as const) {
      await grants[provider].runAlarm()
      expect(await grants[provider].revocations()).toBe(1)
      expect(await grants[provider].rows("pending")).toEqual([])
      expect(await grants[provider].rows("outbox")).toEqual([])
    }
    expect(await readAttempt(member, attempt)).toMatchObject({ status: "expired", error: null })
  })

  it("is given back by its attempt, and cannot be redeemed any more", async () => {
    const { member } = world.people
    const { attempt, callback } = await member.consent(await member.prepare(["trello"]))
    await later(world, 601)
    await runDurableObjectAlarm(env.ATTEMPTS.getByName(attempt))
    expect(await grants.trello.revocations()).toBe(1)
    expect(await member.redeem(attempt, callback?.value ?? "")).toMatchObject({
      status: 200,
      body: { status: "expired" },
    })
    expect(await grants.trello.call()).toMatchObject(UNCONNECTED)
  })

  it("is given back later where its grant cannot be reached", async () => {
    const { member } = world.people
    const { attempt } = await consentAndRead(member)
    await later(world, 601)
    const stub = env.ATTEMPTS.getByName(attempt)
    const unreachable = { giveBack: () => Promise.reject(new Error("reset")) }
    const cut = { ...env, GRANTS: { getByName: () => unreachable } }
    const useEnv = (bindings: object) =>
      runInDurableObject(stub, (object) => {
        Object.assign(object, { env: bindings })
      })
    await useEnv(cut)
    await runDurableObjectAlarm(stub)
    await useEnv(env)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(await grants.trello.revocations()).toBe(1)
  })

  it("is forgotten with its attempt an hour later", async () => {
    const { member } = world.people
    const { attempt } = await consentAndRead(member)
    await later(world, 601)
    await runDurableObjectAlarm(env.ATTEMPTS.getByName(attempt))
    await later(world, 3_601)
    await runDurableObjectAlarm(env.ATTEMPTS.getByName(attempt))
    expect(await member.api("GET", `/api/attempts/${attempt}`)).toMatchObject({ status: 404 })
  })
})

describe("a consent that the callback page confirms, its opener cut", () => {
  it("connects after a yes", async () => {
    const { member } = world.people
    const { attempt, callback } = await member.consent(await member.prepare(["trello", "miro"]))
    expect(callback).toMatchObject({
      trello: { name: "Diego Fernández", place: "Northwind Studio" },
      miro: { name: "Ann Keller", place: "Northwind Product" },
    })
    const response = await decide(member, attempt, "confirm")
    expect(await response.json()).toMatchObject({ status: "connected", error: null })
    expect(await grants.trello.call()).toMatchObject(ANSWERED)
    expect(await grants.miro.call()).toMatchObject(ANSWERED)
  })

  it("is given back after a no", async () => {
    const { member } = world.people
    const { attempt } = await member.consent(await member.prepare(["trello", "miro"]))
    const response = await decide(member, attempt, "refuse")
    expect(await response.json()).toMatchObject({ status: "denied", error: "consent_denied" })
    expect(await grants.trello.revocations()).toBe(1)
    expect(await grants.miro.revocations()).toBe(1)
  })
})
