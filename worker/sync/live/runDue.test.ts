import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import { cardId, itemId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { limited, OTHER_BOARD } from "./fakes.fixture.ts"
import { BEN, buildWorld, type LiveWorld, MIRO_ANN, MIRO_BEN } from "./live.fixture.ts"

const DAY = 86_400
const HOUR = 3600

const calls = ({ trello, miro }: LiveWorld) => trello.asked.length + miro.asked.length
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe("many cards", () => {
  it("are carried over in several invocations, with one read of the board", async () => {
    const world = buildWorld(500)
    world.mark(...numbers(500).map(cardId))
    expect(await world.settle()).toBeLessThanOrEqual(14)
    expect(world.miro.patches).toHaveLength(500)
    expect(world.trello.asked).toHaveLength(1)
  })

  it("take no more calls in an invocation than it has", async () => {
    const world = buildWorld(100)
    world.mark(STANDING, WHOLE_BOARD)
    for (let count = 0; count < 20; count++) {
      world.forget()
      await world.due(15)
      expect(calls(world)).toBeLessThanOrEqual(15)
    }
    expect(numbers(100).every((n) => world.sync(n)?.state === "in_step")).toBe(true)
  })

  it("that went to other boards are found out, some at a time", async () => {
    const world = buildWorld(60)
    for (const n of numbers(60)) world.trello.change(n, { idBoard: OTHER_BOARD })
    world.mark(WHOLE_BOARD)
    await world.settle()
    expect(numbers(60).every((n) => world.sync(n)?.state === "ended")).toBe(true)
  })

  it("see a change that came while others waited", async () => {
    const world = buildWorld(60)
    world.mark(...numbers(60).map(cardId))
    await world.due(20)
    world.clock.pass(100)
    world.trello.change(60, { name: "Changed" })
    world.memory.changedAt = world.clock.now()
    world.mark(cardId(60))
    await world.settle()
    const shown = world.miro.patches.findLast(({ data }) => data.title?.includes("Changed"))
    expect(shown).toBeDefined()
  })
})

describe("a change that comes while somebody else's connection has to rest", () => {
  it("does not wait for that", async () => {
    const world = buildWorld(2)
    world.link(2, { member: BEN, connection: MIRO_BEN })
    world.miro.script = (_call, who) => (who === MIRO_ANN ? limited(600) : null)
    world.miro.meanwhile = () => world.tables.dirty.mark(cardId(2), world.clock.now())
    world.trello.change(1, { name: "Changed" })
    world.mark(cardId(1))
    await world.due()
    world.miro.meanwhile = () => {}
    world.trello.change(2, { name: "Changed too" })
    await world.settle(5)
    expect(world.miro.patches.map(({ item }) => item)).toEqual([itemId(2)])
  })
})

describe("a text that changes by itself", () => {
  const due = new Date(Date.UTC(2026, 10, 24, 12)).toISOString()

  it("is carried over when it does", async () => {
    const world = buildWorld(1)
    world.trello.change(1, { due })
    world.mark(cardId(1))
    await world.settle()
    world.forget()
    await world.later(4 * DAY)
    // Soon from the day before on, overdue from the day after on.
    expect(world.miro.patches).toHaveLength(2)
    expect(world.miro.patches[1]?.data.fields?.some(({ value }) => /overdue/i.test(value))).toBe(
      true,
    )
  })

  it.each([
    ["gone from Miro", (world: LiveWorld) => world.miro.items.clear()],
    [
      "on a board that is only to be looked at",
      (world: LiveWorld) => void world.miro.viewers.add(MIRO_ANN),
    ],
    [
      "whose pusher is not connected",
      (world: LiveWorld) => void world.dead.set(MIRO_ANN, "not_connected"),
    ],
    [
      "that Miro does not take",
      (world: LiveWorld) => {
        world.miro.script = ({ method }) => (method === "PATCH" ? answer(400) : null)
      },
    ],
  ])("of a card %s wakes nobody again and again", async (_name, lose) => {
    const world = buildWorld(1)
    world.trello.change(1, { due })
    world.mark(cardId(1))
    await world.settle()
    lose(world)
    await world.later(3 * DAY)
    world.forget()
    expect(await world.later(DAY)).toBeLessThanOrEqual(30)
    expect(calls(world)).toBeLessThanOrEqual(80)
  })

  it("of a link that nobody keeps in step any more is no reason to wake up", async () => {
    const world = buildWorld(1)
    world.link(1, { state: "unsure", item: null, changeAt: world.clock.now() - 1 })
    world.mark(cardId(1))
    await world.settle()
    expect(world.tables.due.next()).toBeNull()
  })
})

describe("an invocation that gets nothing done", () => {
  it("is not followed by another one at once", async () => {
    const world = buildWorld(1)
    world.mark(STANDING, cardId(1))
    await world.due(0)
    expect(world.tables.due.read("sync")).toBe(world.clock.now() + 30_000)
    expect(world.tables.dirty.isMarked(cardId(1))).toBe(true)
  })

  it("is one in a while where Trello does not answer", async () => {
    const world = buildWorld(1)
    world.mark(cardId(1))
    world.trello.script = () => TIMED_OUT
    expect(await world.later(HOUR)).toBeLessThanOrEqual(11)
  })

  it("is one in a while where Miro does not answer", async () => {
    const world = buildWorld(20)
    world.mark(...numbers(20).map(cardId))
    world.miro.script = () => answer(500)
    expect(await world.later(HOUR)).toBeLessThanOrEqual(11)
  })
})

describe("paused cards", () => {
  it("are tried again soon, then less often, and resume", async () => {
    const world = buildWorld(3)
    world.miro.viewers.add(MIRO_ANN)
    world.mark(WHOLE_BOARD)
    await world.settle()
    expect(world.tables.due.read("retry")).toBe(world.clock.now() + 600_000)
    world.forget()
    await world.later(DAY)
    expect(world.miro.asked.length).toBeGreaterThan(20)
    expect(world.miro.asked.length).toBeLessThanOrEqual(3 * 30)
    world.miro.viewers.clear()
    await world.later(HOUR)
    expect(numbers(3).map((n) => world.sync(n)?.state)).toEqual(["in_step", "in_step", "in_step"])
    expect(world.tables.due.read("retry")).toBeNull()
  })

  it("are not while the board is off", async () => {
    const world = buildWorld(1)
    world.trello.plugins = []
    world.mark(STANDING)
    await world.settle()
    expect(world.tables.due.read("retry")).toBeNull()
  })
})

it("forgets cards of other people's pushes: what is marked and not on Miro costs nothing", async () => {
  const world = buildWorld(2, 1)
  world.mark(cardId(2))
  await world.settle()
  expect(calls(world)).toBe(0)
  expect(world.tables.dirty.firstAt()).toBeNull()
})

it("waits for a push that is under way, and looks when it is through", async () => {
  const world = buildWorld(1, 0)
  world.mark(cardId(1))
  const now = world.clock.now()
  world.link(1, { state: "pushing", item: null, beganAt: now, pushedAt: null })
  await world.due()
  expect(calls(world)).toBe(0)
  expect(world.tables.due.read("sync")).toBe(now + 2000)
  world.link(1, { beganAt: now, pushedAt: now + 500 })
  await world.settle(3)
  expect(world.miro.patches).toHaveLength(1)
  expect(world.tables.links.read(cardId(1), MIRO_BOARD)?.sync.state).toBe("in_step")
})
