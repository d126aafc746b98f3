import { runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { AN_HOUR, type GrantAt, grantsOf, restart, until } from "../grantAt.ts"
import { buildWorld, later, type World } from "../world.ts"
import { adopt, invent } from "./adopt.ts"
import { operate, recordOf, sealWithOlderKey } from "./operator.ts"

let world: World
let trello: GrantAt

beforeEach(async () => {
  world = await buildWorld()
  await world.people.member.connect(["trello"])
  trello = grantsOf(world).trello
})

const ANSWERED = { kind: "answer", status: 200 }

async function sealedBy(grant: GrantAt): Promise<string | undefined> {
  return (await recordOf(grant)).sealed?.split(".")[1]
}

/** The key that sealed what KV has of it. */
async function sealedInKvBy(grant: GrantAt): Promise<string | undefined> {
  const replica = (await grant.replica()) as { record?: { sealed: string } } | null
  return replica?.record?.sealed.split(".")[1]
}

describe("a grant that an older key sealed", () => {
  beforeEach(async () => {
    await until(async () => (await trello.replica()) !== null)
    await sealWithOlderKey(trello)
    await restart()
  })

  it("is sealed anew by the calls that read it, all of them answered, no token spent", async () => {
    expect(await sealedBy(trello)).toBe("older")
    const before = await trello.tokenRequests()
    const generation = await trello.generation()
    const answers = await Promise.all(Array.from({ length: 20 }, () => trello.call()))
    for (const answer of answers) expect(answer).toMatchObject(ANSWERED)
    expect(await sealedBy(trello)).toBe("local")
    expect(await trello.generation()).toBe(generation)
    expect(await trello.tokenRequests()).toBe(before)
    await trello.runAlarm()
    expect(await sealedInKvBy(trello)).toBe("local")
  })

  it("is sealed anew by its refresh", async () => {
    await later(world, AN_HOUR)
    expect(await trello.call()).toMatchObject(ANSWERED)
    expect(await sealedBy(trello)).toBe("local")
  })

  it("is sealed anew by an operator without a call upstream", async () => {
    const before = await trello.upstreamRequests()
    const answer = await operate("reseal")
    expect(answer).toEqual({ status: 200, body: { seen: 1, resealed: 1, cursor: null } })
    expect(await sealedBy(trello)).toBe("local")
    expect((await operate("reseal")).body).toMatchObject({ seen: 1, resealed: 0 })
    expect(await trello.upstreamRequests()).toBe(before)
    await trello.runAlarm()
    expect(await sealedInKvBy(trello)).toBe("local")
  })
})

it("goes through more grants than one call takes, page by page", async () => {
  const grants = await adopt(world, "miro", 44, invent)
  // The first and one of the last by name: KV lists in that order.
  const older = [grants[0], grants[8]].filter((grant) => grant !== undefined)
  for (const grant of older) await sealWithOlderKey(grant)
  const pages: unknown[] = []
  let cursor: string | null = null
  do {
    const { body } = await operate("reseal", cursor === null ? {} : { cursor })
    pages.push(body)
    cursor = (body as { cursor: string | null }).cursor
  } while (cursor !== null)
  expect(pages).toMatchObject([
    { seen: 40, resealed: 1 },
    { seen: 5, resealed: 1 },
  ])
  for (const grant of older) expect(await sealedBy(grant)).toBe("local")
})

it("keeps a record whose key is gone, and asks its person", async () => {
  const record = await recordOf(trello)
  const sealed = record.sealed?.replace(".local.", ".retired.") ?? ""
  await runInDurableObject(trello.stub(), (_, { storage }) => {
    storage.sql.exec("UPDATE record SET json = ?", JSON.stringify({ ...record, sealed }))
  })
  const before = await trello.upstreamRequests()
  expect(await trello.call()).toMatchObject({ failure: { code: "reauth_required" } })
  expect(await trello.state()).toEqual({ state: "reauth_required", reason: "unreadable_record" })
  expect(await trello.upstreamRequests()).toBe(before)
  expect((await recordOf(trello)).sealed).toBe(sealed)
})

describe("the operator's calls", () => {
  it.each(["restore", "reseal"] as const)("%s does not exist without the key", async (call) => {
    for (const key of [null, "", "wrong", "x".repeat(43)]) {
      const answer = await operate(call, {}, key)
      expect(answer).toMatchObject({ status: 404, body: { error: { code: "not_found" } } })
    }
  })

  it("answer nothing to a method that they do not have, nor to a body that they do not read", async () => {
    expect(await operate("restore", { cursor: 7 })).toMatchObject({ status: 400 })
    expect(await env.TOKENS.list({ prefix: "grant/" })).toMatchObject({ list_complete: true })
  })

  it("write nothing for a replica under a name that is no grant's", async () => {
    await env.TOKENS.put("grant/somebody", "{}")
    expect((await operate("reseal")).body).toMatchObject({ seen: 1 })
    expect((await operate("restore")).body).toMatchObject({ grants: [{ name: trello.name }] })
  })
})
