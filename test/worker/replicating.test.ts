import { env } from "cloudflare:workers"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { AN_HOUR, type GrantAt, grantsOf, until } from "./grantAt.ts"
import { buildWorld, later, type World } from "./world.ts"

let world: World
let trello: GrantAt
/** Every binding of this isolate shares it, those inside objects too. */
const kv = Object.getPrototypeOf(env.TOKENS) as KVNamespace

beforeEach(async () => {
  world = await buildWorld()
  await world.people.member.connect()
  trello = grantsOf(world).trello
  await until(async () => (await generationInKv()) === 1)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const ANSWERED = { kind: "answer", status: 200 }

async function generationInKv(): Promise<number | null> {
  const replica = await trello.replica()
  const record = replica?.["record"] as { generation: number } | undefined
  return record?.generation ?? null
}

it("copies the sealed record to KV after every rotation", async () => {
  for (const generation of [2, 3]) {
    await later(world, AN_HOUR)
    await trello.call()
    await until(async () => (await generationInKv()) === generation)
  }
  expect(JSON.stringify(await trello.replica())).not.toMatch(/tr[ar]_/)
})

it("serves every call while KV refuses, and catches up when it takes writes again", async () => {
  const put = vi.spyOn(kv, "put").mockRejectedValue(new Error("KV PUT failed: 429"))
  await later(world, AN_HOUR)
  expect(await trello.call()).toMatchObject(ANSWERED)
  expect(await trello.state()).toEqual({ state: "connected", reason: null })
  await until(async () => put.mock.calls.length > 0)
  expect(await generationInKv()).toBe(1)

  put.mockRestore()
  await later(world, 61)
  await trello.runAlarm()
  expect(await generationInKv()).toBe(2)
})

it("serves every call while KV does not answer at all", async () => {
  const put = vi.spyOn(kv, "put").mockReturnValue(new Promise(() => {}))
  await later(world, AN_HOUR)
  expect(await trello.call()).toMatchObject(ANSWERED)
  expect(await trello.call()).toMatchObject(ANSWERED)
  await until(async () => put.mock.calls.length > 0)
})

it("never reads tokens from KV", async () => {
  const get = vi.spyOn(kv, "get")
  await later(world, AN_HOUR)
  await trello.call()
  await world.people.member.connections()
  const keys = get.mock.calls.map(([key]) => String(key))
  expect(keys.filter((key) => key.startsWith("grant/"))).toEqual([])
})

it("keeps the newest in KV when an older write lands late", async () => {
  const late = { begun: false, mayLand: false }
  const put = vi.spyOn(kv, "put")
  put.mockImplementationOnce(async (...write) => {
    late.begun = true
    // A promise of the test's would resume this in the wrong object: it looks by itself.
    while (!late.mayLand) await scheduler.wait(10)
    await env.TOKENS.put(...write)
  })
  await later(world, AN_HOUR)
  await trello.call()
  await until(async () => late.begun)
  const body = { workspace: world.workspace, connection: trello.name }
  await world.people.member.api("POST", "/api/connections/disconnect", body)
  await until(async () => "tombstone" in ((await trello.replica()) ?? {}))
  const before = put.mock.calls.length
  late.mayLand = true
  // The late write, and then the one that puts right what it did.
  await until(async () => put.mock.calls.length >= before + 2)
  await scheduler.wait(50)
  expect(await trello.replica()).toHaveProperty("tombstone")
})
