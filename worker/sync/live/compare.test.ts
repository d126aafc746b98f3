import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import { cardId, itemId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { linkedItems } from "../store/memory.fixture.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { limited } from "./fakes.fixture.ts"
import { BEN, buildWorld, type LiveWorld, MIRO_ANN, MIRO_BEN } from "./live.fixture.ts"

const DAY = 86_400_000
const OTHER = "uXjVOD6LSNA="

async function inStep(cards: number): Promise<LiveWorld> {
  const world = buildWorld(cards)
  world.mark(STANDING, WHOLE_BOARD)
  await world.settle()
  world.clock.pass(1000)
  world.forget()
  return world
}

/** Compares now, until that is through. */
const compare = async (world: LiveWorld) => {
  world.tables.due.set("compare", world.clock.now())
  await world.settle()
}
const change = ({ miro }: LiveWorld) => {
  miro.modifiedAt = new Date(Date.parse(miro.modifiedAt) + 1000).toISOString()
}
const lists = (world: LiveWorld) => world.miro.asked.filter((one) => one.endsWith("/items"))
const reads = (world: LiveWorld) => world.miro.asked.filter((one) => one.endsWith("GET "))

describe("a board that was not changed since", () => {
  it("costs one small read", async () => {
    const world = await inStep(3)
    await compare(world)
    expect(lists(world)).toHaveLength(1)
    world.forget()
    world.clock.pass(DAY)
    await compare(world)
    expect(world.miro.asked).toEqual([`${MIRO_ANN} GET `])
    change(world)
    await compare(world)
    expect(lists(world)).toHaveLength(1)
  })
})

describe("an app card", () => {
  it("that somebody deleted is noted, and not made anew", async () => {
    const world = await inStep(2)
    world.miro.items.delete(itemId(1))
    await compare(world)
    expect(world.sync(1)).toMatchObject({ state: "gone", reason: "deleted_on_miro" })
    expect(world.sync(2)).toMatchObject({ state: "in_step" })
    world.mark(cardId(1))
    world.forget()
    await world.settle()
    expect(world.miro.asked).toEqual([])
  })

  it("that came back is kept in step again", async () => {
    const world = await inStep(1)
    world.miro.items.delete(itemId(1))
    await compare(world)
    world.trello.change(1, { name: "Changed" })
    world.miro.items.set(itemId(1), { status: "connected" })
    change(world)
    await compare(world)
    expect(world.sync(1)).toMatchObject({ state: "in_step" })
    expect(world.miro.items.get(itemId(1))?.title).toContain("Changed")
  })

  it("that is a copy is nobody's business", async () => {
    const world = await inStep(1)
    world.miro.items.set("99", { title: "a copy", status: "disconnected" })
    await compare(world)
    expect(world.miro.items.get("99")).toEqual({ title: "a copy", status: "disconnected" })
    expect(linkedItems(world.tables)).toHaveLength(1)
  })

  it("that was made while the board was looked at is not missed", async () => {
    const world = buildWorld(61, 60)
    world.mark(WHOLE_BOARD)
    await world.settle()
    world.clock.pass(1000)
    world.miro.script = ({ path }) => {
      if (!path.includes("cursor=50")) return null
      // A push ends between two pages, and its item is on the first one.
      const { items } = world.miro
      const all = [...items]
      items.clear()
      for (const [id, item] of [["77", {}] as const, ...all]) items.set(id, item)
      world.link(61, { item: "77", pushedAt: world.clock.now() })
      return null
    }
    await compare(world)
    expect(world.sync(61)).toMatchObject({ state: "in_step" })
  })
})

describe("many items and boards", () => {
  it("are looked at over several invocations, each page once", async () => {
    const world = await inStep(1)
    for (let n = 0; n < 5000; n++) world.miro.items.set(`1${n}`, {})
    await compare(world)
    expect(lists(world)).toHaveLength(101)
    expect(reads(world)).toHaveLength(1)
  })

  it("come to an end, however busy the boards before are", async () => {
    const world = buildWorld(0)
    for (let n = 1; n <= 100; n++) world.link(n, { miroBoard: `b${n}` })
    world.miro.script = () => {
      change(world)
      return null
    }
    await compare(world)
    expect(world.tables.standing.read()?.comparedAt).not.toBeNull()
    expect(reads(world).length).toBeLessThanOrEqual(100)
  })

  it("are forgotten with their last card", async () => {
    const world = await inStep(1)
    world.link(2, { miroBoard: OTHER })
    await compare(world)
    expect(Object.keys(world.tables.standing.read()?.miroBoards ?? {})).toHaveLength(2)
    world.tables.links.drop(cardId(2), OTHER)
    await compare(world)
    expect(Object.keys(world.tables.standing.read()?.miroBoards ?? {})).toEqual([MIRO_BOARD])
  })
})

describe("a board that one account does not see", () => {
  it("is looked at with another pusher's", async () => {
    const world = await inStep(2)
    world.link(2, { member: BEN, connection: MIRO_BEN, hash: world.read(2)?.hash ?? null })
    world.miro.blind.add(MIRO_ANN)
    await compare(world)
    expect(lists(world)).toEqual([`${MIRO_BEN} GET /items`])
    expect(world.sync(2)).toMatchObject({ state: "in_step" })
  })

  it.each([
    ["miro_board_gone", (world: LiveWorld) => void world.miro.blind.add(MIRO_ANN)],
    ["miro_lost", (world: LiveWorld) => void world.dead.set(MIRO_ANN, "reauth_required")],
  ])("and nobody else does pauses its cards (%s) until somebody does", async (reason, lose) => {
    const world = await inStep(2)
    lose(world)
    await compare(world)
    for (const n of [1, 2]) expect(world.sync(n)).toMatchObject({ state: "paused", reason })
    world.miro.blind.clear()
    world.dead.clear()
    await world.later(601)
    for (const n of [1, 2]) expect(world.sync(n)).toMatchObject({ state: "in_step" })
  })

  it("is asked for little while it stays so", async () => {
    const world = await inStep(50)
    world.miro.blind.add(MIRO_ANN)
    await compare(world)
    world.forget()
    await world.later(DAY / 2000)
    expect(world.miro.asked.length).toBeLessThanOrEqual(30)
    expect(world.miro.patches).toEqual([])
  })
})

describe("trouble", () => {
  it.each([
    ["a limit", limited(40), 40],
    ["no answer", TIMED_OUT, 30],
  ] as const)("is waited for after %s", async (_name, result, seconds) => {
    const world = await inStep(1)
    world.miro.script = () => result
    world.tables.due.set("compare", world.clock.now())
    await world.due()
    expect(world.tables.due.read("compare")).toBe(world.clock.now() + seconds * 1000)
    expect(world.sync(1)).toMatchObject({ state: "in_step" })
  })

  it("begins the list anew where Miro does not take its cursor any more", async () => {
    const world = await inStep(60)
    let refused = 0
    world.miro.script = ({ path }) =>
      path.includes("cursor=50") && refused++ === 0 ? answer(200, "{") : null
    await compare(world)
    await world.settle(60)
    expect(world.tables.standing.read()?.comparedAt).not.toBeNull()
    expect(world.sync(60)).toMatchObject({ state: "in_step" })
  })
})
