import { beforeEach, describe, expect, it } from "vitest"
import { GrantAt, grantsOf } from "./grantAt.ts"
import { decide } from "./refusals/window.ts"
import { buildWorld, consentAs, miroConnection, type World } from "./world.ts"

let world: World
let ann: GrantAt
let ben: GrantAt

beforeEach(async () => {
  world = await buildWorld()
  ann = grantsOf(world).miro
  ben = new GrantAt(world, miroConnection(world, "ben"))
  await world.people.member.connect()
})

const STATES = (body: unknown) =>
  (body as { miro: { id: string; state: string }[] }).miro.map(({ id, state }) => [id, state])

/** The member means to renew Ann's connection, and consents at Miro as somebody. */
async function renewAs(user: keyof World["users"]) {
  const { member } = world.people
  await consentAs(world, member, world.users[user])
  return member.consent(await member.prepare(["miro"], { renews: ann.name }))
}

describe("renewing a Miro connection as another Miro user", () => {
  it("asks the person in the window, and the page that opened it cannot say yes for them", async () => {
    const { member } = world.people
    const { attempt, callback } = await renewAs("ben")
    expect(callback).toMatchObject({ status: "unconfirmed", other: true, value: null })
    expect(callback?.miro).toMatchObject({ name: expect.stringMatching(/^Ben/) })
    expect(await member.redeem(attempt, "")).toMatchObject({
      status: 403,
      body: { error: { code: "wrong_confirmation" } },
    })
    expect(STATES((await member.connections()).body)).toEqual([[ann.name, "connected"]])
    expect(await ben.call()).toMatchObject({ failure: { code: "not_connected" } })
  })

  it("adds it after a yes, and leaves the other as it was", async () => {
    const { member } = world.people
    const generation = await ann.generation()
    const { attempt } = await renewAs("ben")
    expect((await decide(member, attempt, "confirm")).status).toBe(200)
    expect(STATES((await member.connections()).body)).toEqual([
      [ann.name, "connected"],
      [ben.name, "connected"],
    ])
    expect(await ann.generation()).toBe(generation)
  })

  it("gives it back after a no", async () => {
    const { member } = world.people
    const { attempt } = await renewAs("ben")
    await decide(member, attempt, "refuse")
    expect(await ben.revocations()).toBe(1)
    expect(STATES((await member.connections()).body)).toEqual([[ann.name, "connected"]])
  })
})

it("renews without a question as the same Miro user", async () => {
  const { attempt, callback } = await renewAs("ann")
  expect(callback).toMatchObject({ other: false, value: expect.any(String) })
  expect(await world.people.member.redeem(attempt, callback?.value ?? "")).toMatchObject({
    body: { status: "connected" },
  })
})
