import { env } from "cloudflare:workers"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { readConfig } from "../../../worker/config.ts"
import type { HookEnd } from "../../../worker/sync/live/hookPorts.ts"
import { RelayLine } from "../../journey/relayLine.ts"
import { until } from "../grantAt.ts"
import { buildWorld, consentAs, later, trelloConnection, type World } from "../world.ts"
import { activePath, app, deliver, dirtyOf, edit, upkeep, withTables } from "./hookStage.ts"

let world: World
let line: RelayLine
let card: string

beforeEach(async () => {
  world = await buildWorld()
  await world.people.member.connect(["trello"])
  card = world.cardNamed("Redesign the navigation").id
  line = await RelayLine.open(readConfig(env).APP_ORIGIN, app)
})
afterEach(() => line.close())

const ensure = (person = world.people.member) =>
  upkeep(world, person, (keeper, owner) => keeper.ensure(owner))
const check = (person = world.people.member) =>
  upkeep(world, person, (keeper, owner) => keeper.check(owner))
const rename = (name: string) => edit(world, world.people.admin, "PUT", `/cards/${card}`, { name })
const settle = () =>
  withTables(world, ({ dirty }) => {
    for (const { what } of dirty.take()) dirty.settle(what)
  })
const arrives = (count: number) => until(async () => line.posts().length >= count)
const statuses = () =>
  line
    .posts()
    .map(({ status }) => status)
    .toSorted((one, other) => one - other)
const webhookCalls = async (method: string) =>
  (await world.standIns.requests("trello")).filter(
    (row) => row.method === method && row.path.startsWith("/1/webhooks"),
  ).length
const state = async (person = world.people.member) =>
  (await env.GRANTS.getByName(trelloConnection(person)).status())?.state

/** What Trello says to the owner about the hook that the board holds for active. */
async function atTrello(person = world.people.member) {
  const id = await withTables(world, ({ hooks }) => hooks.active()?.id)
  const grant = env.GRANTS.getByName(trelloConnection(person))
  const result = await grant.call({ method: "GET", path: `/1/webhooks/${id ?? ""}` })
  return result.kind === "answer" && result.status === 200
    ? (JSON.parse(result.body) as { active: boolean; callbackURL: string })
    : null
}

/** The next call about webhooks does this. */
const fault = (method: string, kind: "drop_before" | "drop_after") =>
  world.standIns.faults("trello", { method, path: "/1/webhooks", kind })

describe("a board's hook", () => {
  it("is made with a person's grant, asked for by HEAD, and delivers what people do", async () => {
    expect(await ensure()).toMatchObject({ kind: "active", missed: true })
    const path = `/hooks/trello/${await activePath(world)}`
    expect(line.carried).toMatchObject([{ method: "HEAD", path, status: 200 }])
    await rename("Redesign the menu")
    await arrives(1)
    expect(line.posts()).toMatchObject([{ path, status: 200 }])
    expect(await dirtyOf(world)).toEqual([card])
  })

  it("is one, however often it is asked for", async () => {
    const ends = await upkeep(world, world.people.member, (keeper, owner) =>
      Promise.all(Array.from({ length: 5 }, () => keeper.ensure(owner))),
    )
    expect(ends.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => "active"))
    expect(await webhookCalls("POST")).toBe(1)
  })

  it("is not made where Trello does not reach the Worker", async () => {
    line.intercept = () => 404
    expect(await ensure()).toEqual({ kind: "unreachable" })
    line.intercept = () => null
    expect(await ensure()).toMatchObject({ kind: "active" })
  })

  it.each([
    ["a board that this person does not see", "Hiring"],
    ["a board of another workspace", "Mobile app"],
  ])("is not made for %s, which harms no grant", async (_name, name) => {
    const board = world.trello.boards.find((candidate) => candidate.name === name)?.id
    const { member } = world.people
    const end = await upkeep(world, member, (keeper, owner) => keeper.ensure(owner), board)
    expect(end).toMatchObject({ kind: "owner_lost" })
    expect(await state()).toBe("connected")
  })

  it("delivers a change twice, of which the second does nothing", async () => {
    await ensure()
    await world.standIns.post("trello", "settings", { webhookDuplicates: 1 })
    await rename("Redesign the menu")
    await arrives(1)
    await settle()
    await arrives(2)
    expect(statuses()).toEqual([200, 200])
    const [first] = line.posts()
    const path = await activePath(world)
    expect(await deliver(world, path, first?.body ?? "")).toBe(200)
    expect(await dirtyOf(world)).toEqual([])
  })

  it("leaves an orphan where an answer is lost, which ends with its first delivery", async () => {
    await fault("POST", "drop_after")
    expect(await ensure()).toMatchObject({ kind: "active" })
    await rename("Redesign the menu")
    await arrives(2)
    expect(statuses()).toEqual([200, 410])
    await rename("Redesign it all")
    await arrives(3)
    await rename("Redesign nothing")
    await arrives(4)
    expect(statuses()).toEqual([200, 200, 200, 410])
  })

  it("ends at Trello when it is given up", async () => {
    await ensure()
    const path = await activePath(world)
    await upkeep(world, world.people.member, (keeper, owner) => keeper.retire(owner.call))
    expect(await webhookCalls("DELETE")).toBe(1)
    expect(await deliver(world, path, "{}")).toBe(410)
  })

  it("ends with its next delivery when it is given up and nobody can say so to Trello", async () => {
    await ensure()
    await upkeep(world, world.people.member, (keeper) => keeper.retire(null))
    await rename("Redesign the menu")
    await arrives(1)
    await rename("Redesign it all")
    await scheduler.wait(100)
    expect(statuses()).toEqual([410])
    expect(await dirtyOf(world)).toEqual([])
  })
})

describe("a check of the hook", () => {
  let before: string
  beforeEach(async () => {
    await ensure()
    before = await activePath(world)
  })

  it.each([
    ["ended it", true],
    ["left it alone", false],
  ])("finds one that delivers after a refresh that %s", async (_what, dies) => {
    await world.standIns.quirks("trello", { webhooksDieOnRefresh: dies })
    await later(world, 3600)
    expect(await check()).toMatchObject({ kind: "active", missed: dies })
    expect((await activePath(world)) === before).toBe(!dies)
    expect(await atTrello()).toMatchObject({ active: true })
    await rename("Redesign the menu")
    await arrives(1)
    expect(statuses()).toEqual([200])
  })

  it("switches on again what Trello switched off", async () => {
    const id = await withTables(world, ({ hooks }) => hooks.active()?.id ?? "")
    const body = JSON.stringify({ active: false })
    await env.GRANTS.getByName(trelloConnection(world.people.member)).call({
      method: "PUT",
      path: `/1/webhooks/${id}`,
      body,
    })
    expect(await check()).toMatchObject({ kind: "active", missed: true })
    expect(await atTrello()).toMatchObject({ active: true })
    expect(await activePath(world)).toBe(before)
  })

  it("by another person makes one of theirs, and harms nobody's grant", async () => {
    const { admin } = world.people
    await consentAs(world, admin, world.users.ben)
    await admin.connect(["trello"])
    const end: HookEnd = await check(admin)
    expect(end).toMatchObject({ kind: "active", hook: { member: admin.options.member } })
    expect([await state(admin), await state()]).toEqual(["connected", "connected"])
    await rename("Redesign the menu")
    await arrives(2)
    expect(statuses()).toEqual([200, 410])
  })

  it("after the person disconnected says that another one is needed", async () => {
    const { member } = world.people
    const { workspace } = member.options
    const connection = trelloConnection(member)
    await member.api("POST", "/api/connections/disconnect", { workspace, connection })
    expect(await check()).toMatchObject({ kind: "owner_lost" })
  })

  it("without an answer changes nothing", async () => {
    await fault("GET", "drop_before")
    expect(await check()).toMatchObject({ kind: "trouble" })
    expect(await activePath(world)).toBe(before)
  })
})
