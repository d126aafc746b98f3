import { listDurableObjectIds, runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { AN_HOUR, grantsOf, until } from "./grantAt.ts"
import { buildWorld, consentAs, later, type World } from "./world.ts"

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  world = await buildWorld()
  grants = grantsOf(world)
})

function disconnect(connection: string, person = world.people.member) {
  const { workspace } = person.options
  return person.api("POST", "/api/connections/disconnect", { workspace, connection })
}

describe.each(["trello", "miro"] as const)("disconnecting from %s", (provider) => {
  beforeEach(async () => {
    await world.people.member.connect([provider])
  })

  it("ends the connection here at once and tells the provider", async () => {
    const grant = grants[provider]
    const reason = "disconnected_by_member"
    expect(await disconnect(grant.name)).toMatchObject({
      status: 200,
      body: { revokedUpstream: true, connection: { id: grant.name, state: "revoked", reason } },
    })
    expect(await grant.revocations()).toBe(1)
    const before = await grant.upstreamRequests()
    expect(await grant.call()).toMatchObject({ failure: { code: "not_connected" } })
    expect(await grant.upstreamRequests()).toBe(before)
    expect(await grant.rows("outbox")).toEqual([])
  })

  it("works with an access token that has expired", async () => {
    const grant = grants[provider]
    await later(world, AN_HOUR)
    expect(await disconnect(grant.name)).toMatchObject({ body: { revokedUpstream: true } })
    expect(await grant.revocations()).toBe(1)
  })

  it("counts here while the provider is down, which is told as soon as it is back", async () => {
    const grant = grants[provider]
    await world.standIns.faults(provider, { path: "/", kind: "status", status: 503, times: 2 })
    expect(await disconnect(grant.name)).toMatchObject({
      body: { revokedUpstream: false, connection: { state: "revoked" } },
    })
    expect(await grant.call()).toMatchObject({ failure: { code: "not_connected" } })
    for (let minutes = 0; minutes < 5 && (await grant.rows("outbox")).length > 0; minutes++) {
      await later(world, 61)
      await grant.runAlarm()
    }
    expect(await grant.rows("outbox")).toEqual([])
    expect(await grant.revocations()).toBe(1)
  })

  it("forgets the last credentials after a day, told or not", async () => {
    const grant = grants[provider]
    await world.standIns.faults(provider, { path: "/", kind: "drop_before", times: 50 })
    await disconnect(grant.name)
    expect(await grant.rows("outbox")).toHaveLength(1)
    await later(world, 24 * AN_HOUR)
    await grant.runAlarm()
    expect(await grant.rows("outbox")).toEqual([])
  })

  it("gives up what a refresh under way brings", async () => {
    const grant = grants[provider]
    await later(world, AN_HOUR)
    const before = await grant.tokenRequests()
    await grant.fault("hold")
    const refreshed = grant.call()
    await until(async () => (await grant.tokenRequests()) > before)
    await disconnect(grant.name)
    await world.standIns.post(provider, "release", {})
    expect(await refreshed).toMatchObject({ kind: "failure" })
    expect(await grant.state()).toMatchObject({ state: "revoked" })
    await grant.runAlarm()
    await until(async () => (await grant.rows("outbox")).length === 0)
    expect(await grant.rows("record")).toHaveLength(1)
    const [{ json } = {}] = await grant.rows("record")
    expect(JSON.parse(String(json))).toMatchObject({ sealed: null, fingerprint: null })
  })

  it("leaves a tombstone in KV where the sealed record was", async () => {
    const grant = grants[provider]
    await until(async () => (await grant.replica()) !== null)
    expect(await grant.replica()).toMatchObject({
      v: 1,
      record: { name: grant.name, sealed: expect.stringMatching(/^v1\.local\./) },
    })
    await disconnect(grant.name)
    await until(async () => "tombstone" in ((await grant.replica()) ?? {}))
    const replica = await grant.replica()
    expect(replica).toMatchObject({
      v: 1,
      tombstone: { name: grant.name, generation: await grant.generation() },
    })
    expect(JSON.stringify(replica)).not.toContain("v1.local.")
  })
})

it("keeps a grant while somebody else uses it, and ends it with its last connection", async () => {
  const { member, admin } = world.people
  await member.connect(["miro"])
  await consentAs(world, admin, world.users.ann)
  await admin.connect(["miro"])
  const { miro } = grants
  await disconnect(miro.name, member)
  expect(await grants.miro.revocations()).toBe(0)
  expect(await member.connections()).toMatchObject({ body: { miro: [{ state: "revoked" }] } })
  expect(await admin.connections()).toMatchObject({ body: { miro: [{ state: "connected" }] } })
  expect(await miro.call()).toMatchObject({ kind: "answer", status: 200 })

  await disconnect(miro.name, admin)
  expect(await grants.miro.revocations()).toBe(1)
  expect(await miro.state()).toMatchObject({ state: "revoked" })
})

it("removes everything of a member when they ask for it", async () => {
  const { member } = world.people
  await member.connect()
  const { workspace } = member.options
  expect(await member.api("POST", "/api/me/remove", { workspace })).toEqual({
    status: 200,
    body: { disconnected: 2 },
  })
  expect(await grants.trello.revocations()).toBe(1)
  expect(await grants.miro.revocations()).toBe(1)
  expect(await member.connections()).toMatchObject({
    body: { trello: { state: "never_connected" }, miro: [] },
  })
})

it("writes nothing for ids that somebody invented", async () => {
  const { outsider } = world.people
  const stranger = outsider.on(world.board.id, "f".repeat(24))
  const known = await Promise.all(NAMESPACES.map((namespace) => countWritten(env[namespace])))
  await stranger.connections()
  await disconnect(`trello:${outsider.options.member}:${"f".repeat(24)}`, stranger)
  await disconnect("miro:1:2", stranger)
  const { workspace } = stranger.options
  const card = { workspace, card: "f".repeat(24), connection: "miro:1:2" }
  const format = { locale: "en", timeZone: "UTC" }
  await stranger.api("POST", "/api/cards/push", { ...card, ...format, miroBoard: world.miroBoard })
  await stranger.api("POST", "/api/cards/remove", { ...card, miroBoard: world.miroBoard.id })
  await stranger.api("POST", "/api/me/remove", { workspace: "f".repeat(24) })
  await stranger.api("GET", `/api/attempts/${"A".repeat(22)}`)
  const grant = env.GRANTS.getByName("miro:1:2")
  await grant.call({ method: "GET", path: "/v2/boards" })
  await grant.confirm("A".repeat(22), { workspace: "f".repeat(24), member: "f".repeat(24) })
  await grant.giveBack("A".repeat(22))
  await env.BOARDS.getByName(`board:${"f".repeat(24)}`).links("f".repeat(24), "f".repeat(24))
  expect(await Promise.all(NAMESPACES.map((namespace) => countWritten(env[namespace])))).toEqual(
    known,
  )
})

const NAMESPACES = ["GRANTS", "WORKSPACES", "BOARDS", "ATTEMPTS", "TRELLO_BUDGET"] as const

/** How many objects of a namespace hold anything: a table of ours, a value or an alarm. */
async function countWritten(namespace: DurableObjectNamespace): Promise<number> {
  let written = 0
  for (const id of await listDurableObjectIds(namespace)) {
    written += await runInDurableObject(namespace.get(id), async (_, { storage }) => {
      const tables = storage.sql
        .exec("SELECT 1 FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")
        .toArray()
      const values = await storage.list({ limit: 1 })
      return tables.length + values.size > 0 || (await storage.getAlarm()) !== null ? 1 : 0
    })
  }
  return written
}
