import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { AN_HOUR, type GrantAt, grantsOf, until } from "../grantAt.ts"
import { buildWorld, consentAs, later, type World } from "../world.ts"
import { A_DAY, idle } from "./idling.ts"
import { loseEverything, operate, recordOf } from "./operator.ts"

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  world = await buildWorld()
  await world.people.member.connect()
  grants = grantsOf(world)
  for (const grant of [grants.trello, grants.miro]) await inKv(grant)
})

const ANSWERED = { kind: "answer", status: 200 }

/** Waits until KV has the grant as its object has it. */
async function inKv(grant: GrantAt): Promise<void> {
  const { generation } = await recordOf(grant)
  await until(async () => {
    const replica = (await grant.replica()) as { record?: { generation: number } } | null
    return replica?.record?.generation === generation
  })
}

async function restore(grant: GrantAt): Promise<string | undefined> {
  const { body } = await operate("restore")
  const outcomes = (body as { grants: { name: string; outcome: string }[] }).grants
  return outcomes.find(({ name }) => name === grant.name)?.outcome
}

function disconnect(grant: GrantAt) {
  const body = { workspace: world.workspace, connection: grant.name }
  return world.people.member.api("POST", "/api/connections/disconnect", body)
}

describe.each(["trello", "miro"] as const)(
  "a %s grant whose object lost everything",
  (provider) => {
    it("works again after a restore, under a new epoch, with its scopes and its connection", async () => {
      const grant = grants[provider]
      const before = await recordOf(grant)
      await loseEverything(grant)
      expect(await grant.call()).toMatchObject({ failure: { code: "not_connected" } })
      expect(await restore(grant)).toBe("restored")
      await until(async () => (await grant.state())?.state === "connected")
      expect(await grant.call()).toMatchObject(ANSWERED)
      const after = await recordOf(grant)
      expect(after.epoch).toBe(before.epoch + 1)
      expect(after.generation).toBeGreaterThan(before.generation)
      expect(after.scopes).toEqual(before.scopes)
      expect((await grant.rows("due")).some(({ purpose }) => purpose === "keep_alive")).toBe(true)
      expect(await disconnect(grant)).toMatchObject({ body: { revokedUpstream: true } })
    })

    it("ends in a lost rotation, and nothing worse, when its replica is older than its last pair", async () => {
      const grant = grants[provider]
      const stale = await env.TOKENS.get(`grant/${grant.name}`)
      await later(world, AN_HOUR)
      expect(await grant.call()).toMatchObject(ANSWERED)
      await inKv(grant)
      await loseEverything(grant)
      await env.TOKENS.put(`grant/${grant.name}`, stale ?? "")
      expect(await restore(grant)).toBe("restored")
      await until(async () => (await grant.state())?.state === "reauth_required")
      expect(await grant.state()).toEqual({ state: "reauth_required", reason: "lost_rotation" })
      const before = await grant.upstreamRequests()
      await idle(world, [grant], 30)
      expect(await grant.call()).toMatchObject({ failure: { code: "reauth_required" } })
      expect(await grant.upstreamRequests()).toBe(before)
      await world.people.member.connect([provider])
      expect(await grant.call()).toMatchObject(ANSWERED)
    })

    it("goes on waiting for a person when it did before, and asks the provider nothing", async () => {
      const grant = grants[provider]
      await grant.unauthorized(2)
      await grant.call()
      const refused = { state: "reauth_required", reason: "refused_by_provider" }
      expect(await grant.state()).toEqual(refused)
      await env.TOKENS.put(
        `grant/${grant.name}`,
        JSON.stringify({ v: 1, record: await recordOf(grant), uses: await grant.rows("uses") }),
      )
      await loseEverything(grant)
      const before = await grant.upstreamRequests()
      expect(await restore(grant)).toBe("restored")
      await grant.runAlarm()
      await grant.call()
      expect(await grant.state()).toEqual(refused)
      expect(await grant.upstreamRequests()).toBe(before)
    })
  },
)

describe("a restore is refused", () => {
  it("where the grant is alive", async () => {
    const { trello } = grants
    const before = await recordOf(trello)
    expect(await restore(trello)).toBe("alive")
    expect(await recordOf(trello)).toEqual(before)
  })

  it("where it was revoked, by its tombstone and by its object", async () => {
    const { trello } = grants
    const living = await env.TOKENS.get(`grant/${trello.name}`)
    await disconnect(trello)
    await until(async () => "tombstone" in ((await trello.replica()) ?? {}))
    expect(await restore(trello)).toBe("revoked")
    await env.TOKENS.put(`grant/${trello.name}`, living ?? "")
    expect(await restore(trello), "KV is behind, the object knows").toBe("revoked")
    const tombstone = { name: trello.name, generation: 2, epoch: 1, revokedAt: 0 }
    await env.TOKENS.put(`grant/${trello.name}`, JSON.stringify({ v: 1, tombstone }))
    await loseEverything(trello)
    expect(await restore(trello), "the object is gone, KV knows").toBe("revoked")
    expect(await trello.call()).toMatchObject({ failure: { code: "not_connected" } })
  })

  it.each([
    ["no JSON", "{"],
    ["another version", '{"v":2}'],
    ["an empty record", '{"v":1,"record":{},"uses":[]}'],
  ])("where the replica is malformed: %s", async (_, value) => {
    const { trello } = grants
    await loseEverything(trello)
    await env.TOKENS.put(`grant/${trello.name}`, value)
    expect(await restore(trello)).toBe("malformed")
    expect(await trello.rows("record")).toEqual([])
  })

  it("where its key is gone, or it is somebody else's", async () => {
    const { trello, miro } = grants
    const replica = (await trello.replica()) as { record: { sealed: string } }
    const other = await env.TOKENS.get(`grant/${miro.name}`)
    await loseEverything(trello)
    const sealed = replica.record.sealed.replace(".local.", ".retired.")
    const unreadable = { ...replica, record: { ...replica.record, sealed } }
    for (const value of [JSON.stringify(unreadable), other ?? ""]) {
      await env.TOKENS.put(`grant/${trello.name}`, value)
      expect(await restore(trello)).toBe("unreadable")
      expect(await trello.rows("record")).toEqual([])
    }
  })
})

it("does not undo a member's disconnect where somebody else's use kept the grant", async () => {
  const { member, admin } = world.people
  const { miro } = grants
  await consentAs(world, admin, world.users.ann)
  await admin.connect(["miro"])
  await disconnect(miro)
  await until(async () => {
    const replica = (await miro.replica()) as { uses?: { member: string }[] } | null
    return replica?.uses?.length === 1 && replica.uses[0]?.member === admin.options.member
  })
  await loseEverything(miro)
  expect(await restore(miro)).toBe("restored")
  await until(async () => (await miro.state())?.state === "connected")
  expect(await member.connections()).toMatchObject({
    body: { miro: [{ state: "revoked", reason: "disconnected_by_member" }] },
  })
  expect(await admin.connections()).toMatchObject({ body: { miro: [{ state: "connected" }] } })
})

describe("a revoked grant", () => {
  it("keeps a tombstone for 30 days and then leaves nothing behind", async () => {
    const { trello } = grants
    await disconnect(trello)
    await later(world, 29 * A_DAY)
    await trello.runAlarm()
    expect(await trello.rows("record")).toHaveLength(1)
    await later(world, A_DAY + 60)
    await trello.runAlarm()
    for (const table of ["record", "pending", "uses", "due", "outbox"] as const) {
      expect(await trello.rows(table)).toEqual([])
    }
    expect(await trello.runAlarm(), "no alarm is left").toBe(false)
    expect(await trello.state()).toBeNull()
    await world.people.member.connect(["trello"])
    expect(await trello.call(), "and a new consent begins anew").toMatchObject(ANSWERED)
  })

  it("is not forgotten under the hands of somebody who is just consenting", async () => {
    const { member } = world.people
    const { trello } = grants
    await disconnect(trello)
    await trello.runAlarm()
    await later(world, 30 * A_DAY - 60)
    const end = await member.consent(await member.prepare(["trello"]))
    await later(world, 120)
    await trello.runAlarm()
    await member.redeem(end.attempt, end.callback?.value ?? "")
    expect(await trello.call()).toMatchObject(ANSWERED)
  })
})
