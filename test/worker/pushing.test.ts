import { beforeEach, describe, expect, it } from "vitest"
import type { PushAnswer } from "../../core/contract/cards.ts"
import { restart } from "./grantAt.ts"
import { fullTeam } from "./refusals/miroBoards.ts"
import { buildWorld, consentAs, later, miroConnection, type World } from "./world.ts"

let world: World
let card: string
let ann: string

beforeEach(async () => {
  world = await buildWorld()
  card = world.cardNamed("Kick-off").id
  ann = miroConnection(world)
  await world.people.member.connect()
})

const push = () => world.people.member.push(card, world.miroBoard, ann)
const CREATE = { method: "POST", path: "/v2/boards/*/app_cards" } as const

async function linksOf(): Promise<unknown> {
  const { member } = world.people
  return (await member.api("GET", `/api/cards/${card}/links?workspace=${world.workspace}`)).body
}

/** How many app cards Miro made. */
async function created(): Promise<number> {
  const rows = await world.standIns.requests("miro")
  return rows.filter(
    ({ method, path, status }) =>
      method === "POST" && path.endsWith("/app_cards") && status === 201,
  ).length
}

/** Somebody deletes the app card on Miro's own page: only the push is to find out. */
async function deleteOnMiro({ link }: PushAnswer): Promise<void> {
  const board = `${world.standIns.origins.miro}/_page/boards/${encodeURIComponent(link.miroBoard.id)}`
  const deleted = await fetch(`${board}/items/${link.item}`, { method: "DELETE" })
  if (!deleted.ok) throw new Error(await deleted.text())
}

describe("a push that got no answer", () => {
  it("is found again by the next one, also after a restart", async () => {
    await world.standIns.faults("miro", { ...CREATE, kind: "drop_after" })
    expect(await push()).toMatchObject({ status: 504 })
    expect(await linksOf()).toEqual({ links: [] })
    await restart()
    expect(await push()).toMatchObject({ body: { outcome: "updated" } })
    const rows = await world.standIns.requests("miro")
    expect(rows.filter(({ path }) => path.endsWith("/app_cards"))).toHaveLength(1)
  })

  it("blocks nobody for longer than a minute after a crash", async () => {
    await world.standIns.faults("miro", { ...CREATE, kind: "drop_before", times: 1 })
    await push()
    await later(world, 61)
    expect(await push()).toMatchObject({ body: { outcome: "created" } })
  })
})

describe("a card that was deleted on Miro", () => {
  it("comes back at the next push", async () => {
    const first = (await push()).body as PushAnswer
    await deleteOnMiro(first)
    const second = (await push()).body as PushAnswer
    expect(second.outcome).toBe("created")
    expect(second.link.item).not.toBe(first.link.item)
    expect(second.links).toHaveLength(1)
  })

  it("comes back once when two people push at once", async () => {
    await deleteOnMiro((await push()).body as PushAnswer)
    const answers = await Promise.all([push(), push()])
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).not.toEqual([])
    expect(await created()).toBe(2)
  })
})

describe("a Miro account that does not see the board", () => {
  beforeEach(async () => {
    const { admin } = world.people
    await world.standIns.consent("trello", "allow", admin.options.member)
    await world.standIns.consent("miro", "allow", world.users.ann, fullTeam(world))
    await admin.connect()
    await push()
  })

  it("does not take the link away by pushing", async () => {
    const before = await linksOf()
    const elsewhere = `miro:${world.users.ann}:${fullTeam(world)}`
    const pushed = await world.people.admin.push(card, world.miroBoard, elsewhere)
    expect(pushed).toMatchObject({ status: 404 })
    expect(await linksOf()).toEqual(before)
  })
})

it("lets whoever pushed a card forget it when the whole Miro board is gone", async () => {
  await push()
  const board = `/v2/boards/${encodeURIComponent(world.miroBoard.id)}`
  const gone = { path: `${board}*`, kind: "status", status: 404, times: 2 } as const
  await world.standIns.faults("miro", gone)
  const { member } = world.people
  expect(await member.remove(card, world.miroBoard.id, ann)).toMatchObject({
    status: 200,
    body: { links: [] },
  })
})

it("refuses to remove a card that its reader's identity does not reach", async () => {
  const { outsider } = world.people
  await push()
  await consentAs(world, outsider, world.users.ben)
  await outsider.connect(["miro"])
  const removed = await outsider.remove(card, world.miroBoard.id, miroConnection(world, "ben"))
  expect(removed).toMatchObject({ status: 409, body: { error: { provider: "trello" } } })
  expect(await linksOf()).toMatchObject({ links: [{ card }] })
})

it("writes dates in the words of the first push, whatever a later one asks for", async () => {
  const body = { workspace: world.workspace, card, miroBoard: world.miroBoard, connection: ann }
  const { member } = world.people
  const nonsense = { locale: "not a locale", timeZone: "Nowhere/None" }
  const first = await member.api("POST", "/api/cards/push", { ...body, ...nonsense })
  expect(first).toMatchObject({ status: 200, body: { outcome: "created" } })
  expect(await push()).toMatchObject({ status: 200, body: { outcome: "updated" } })
})
