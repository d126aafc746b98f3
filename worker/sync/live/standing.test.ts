import { describe, expect, it } from "vitest"
import { answer } from "../../grants/answers.fixture.ts"
import { cardId } from "../jobs/samples.fixture.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { BOARD, OTHER_BOARD } from "./fakes.fixture.ts"
import { ANN, BEN, buildWorld, type LiveWorld, MIRO_ANN, MIRO_BEN } from "./live.fixture.ts"

const DAY = 86_400_000

/** Ann's first card and Ben's second one are in step. */
async function inStep(): Promise<LiveWorld> {
  const world = buildWorld(2)
  world.link(2, { member: BEN, connection: MIRO_BEN })
  world.mark(STANDING, WHOLE_BOARD)
  await world.settle()
  world.forget()
  return world
}

const checked = async (world: LiveWorld) => {
  world.mark(STANDING)
  await world.settle()
  return world.tables.standing.read()
}
const states = (world: LiveWorld) => [1, 2].map((n) => world.sync(n)?.state)
const reasons = (world: LiveWorld) => [1, 2].map((n) => world.sync(n)?.reason)
const statuses = (world: LiveWorld) => [...world.miro.items.values()].map(({ status }) => status)

describe("a board that is not to be kept in step", () => {
  it.each([
    ["without the Power-Up", (world: LiveWorld) => void (world.trello.plugins = [])],
    ["that was closed", (world: LiveWorld) => void (world.trello.closed = true)],
    ["in another workspace", (world: LiveWorld) => void (world.trello.workspace = OTHER_BOARD)],
  ])("%s pauses all cards, which say so", async (_name, leave) => {
    const world = await inStep()
    leave(world)
    expect(await checked(world)).toMatchObject({ state: "off" })
    expect(reasons(world)).toEqual(["board_off", "board_off"])
    expect(statuses(world)).toEqual(["disconnected", "disconnected"])
  })

  it("is left alone: changes, days and people who look cost Miro nothing, and cards no read", async () => {
    const world = await inStep()
    world.trello.plugins = []
    await checked(world)
    world.forget()
    world.mark(cardId(1))
    await world.settle()
    for (let day = 0; day < 3; day++) {
      world.clock.pass(DAY)
      await world.settle()
    }
    expect(world.miro.asked).toEqual([])
    expect(world.trello.asked.filter((one) => one.includes("cards"))).toEqual([])
  })

  it.each(["{}", "null", "", "<html>Bad gateway</html>"])(
    "is not one of which Trello says %j: that says nothing",
    async (body) => {
      const world = await inStep()
      world.trello.script = ({ path }) => (path.includes("closed") ? answer(200, body) : null)
      expect(await checked(world)).toMatchObject({ state: "on" })
      expect(statuses(world)).toEqual(["connected", "connected"])
      world.trello.script = () => null
      await world.later(120)
      expect(world.tables.dirty.isMarked(STANDING)).toBe(false)
    },
  )

  it("comes back by itself, with what changed meanwhile", async () => {
    const world = await inStep()
    world.trello.plugins = []
    await checked(world)
    world.trello.change(1, { name: "Changed" })
    world.trello.plugins = [world.ports.idPlugin]
    expect(await checked(world)).toMatchObject({ state: "on" })
    expect(states(world)).toEqual(["in_step", "in_step"])
    expect(statuses(world)).toEqual(["connected", "connected"])
  })
})

describe("a board that nobody may be asked about", () => {
  it("pauses all cards, and says so in words", async () => {
    const world = await inStep()
    world.dead.set(ANN, "reauth_required")
    expect(await checked(world)).toMatchObject({ state: "lost" })
    expect(reasons(world)).toEqual(["trello_lost", "trello_lost"])
  })

  it("asks again by itself every ten minutes, and resumes", async () => {
    const world = await inStep()
    world.dead.set(ANN, "reauth_required")
    await checked(world)
    world.forget()
    await world.later(3600)
    expect(world.trello.asked).toEqual([])
    world.dead.clear()
    await world.later(601)
    expect(world.tables.standing.read()).toMatchObject({ state: "on" })
    expect(states(world)).toEqual(["in_step", "in_step"])
  })

  it("is read on by who stands in", async () => {
    const world = await inStep()
    world.letBenStandIn()
    world.dead.set(ANN, "not_connected")
    world.trello.change(2, { name: "Changed" })
    world.mark(STANDING, cardId(2))
    await world.settle()
    expect(world.tables.standing.read()).toMatchObject({ state: "on" })
    expect(world.sync(2)).toMatchObject({ state: "in_step" })
    expect(world.trello.asked.every((one) => one.startsWith(BEN))).toBe(true)
  })

  it("is not lost for a while of trouble", async () => {
    const world = await inStep()
    world.trello.script = () => answer(503)
    world.mark(STANDING)
    await world.due()
    expect(world.tables.standing.read()).toMatchObject({ state: "on" })
    expect(world.tables.due.read("sync")).toBe(world.clock.now() + 30_000)
  })
})

describe("a pusher who does not see the board any more", () => {
  it("has their cards paused, and nobody else's", async () => {
    const world = await inStep()
    world.trello.blind.add(BEN)
    expect(await checked(world)).toMatchObject({ state: "on", lostPushers: [BEN] })
    expect(states(world)).toEqual(["in_step", "paused"])
    expect(world.sync(2)?.reason).toBe("pusher_lost_card")
  })

  it("has them back when they see it again", async () => {
    const world = await inStep()
    world.trello.blind.add(BEN)
    await checked(world)
    world.trello.blind.clear()
    await world.later(700)
    expect(world.tables.standing.read()).toMatchObject({ lostPushers: [] })
    expect(states(world)).toEqual(["in_step", "in_step"])
  })

  it("is one whose Trello connection was revoked, too: none of their grants is used", async () => {
    const world = await inStep()
    world.dead.set(BEN, "not_connected").set(MIRO_BEN, "not_connected")
    world.trello.change(2, { name: "Changed" })
    world.mark(STANDING, cardId(2))
    await world.settle()
    const used = [...world.trello.asked, ...world.miro.asked].map((one) => one.split(" ")[0])
    expect(used).not.toContain(BEN)
    expect(used).not.toContain(MIRO_BEN)
    expect(world.sync(2)?.state).toBe("paused")
    expect(world.sync(1)?.state).toBe("in_step")
  })
})

describe("how many calls it takes", () => {
  it("asks as the reader once, not again as a pusher", async () => {
    const world = await inStep()
    await checked(world)
    const own = world.trello.asked.filter((one) => one.startsWith(ANN))
    expect(own).toEqual([`${ANN} boards/B`, `${ANN} boards/B/plugins`])
  })

  it("goes on in the next invocation with the pushers that it did not come to", async () => {
    const world = buildWorld(0)
    for (let n = 1; n <= 100; n++) world.link(n, { member: `m${n}`, connection: MIRO_ANN })
    world.mark(STANDING)
    expect(await world.settle()).toBeLessThan(12)
    const asked = world.trello.asked.filter((one) => /^m\d+ boards\/B$/.test(one))
    expect(new Set(asked).size).toBe(100)
    expect(asked).toHaveLength(100)
    expect(world.tables.dirty.isMarked(STANDING)).toBe(false)
  })

  it("comes to the end with a share of the calls, too", async () => {
    const world = buildWorld(0)
    for (let n = 1; n <= 100; n++) world.link(n, { member: `m${n}`, connection: MIRO_ANN })
    world.mark(STANDING)
    for (let count = 0; count < 30 && world.tables.dirty.isMarked(STANDING); count++) {
      await world.due(15)
    }
    expect(world.tables.dirty.isMarked(STANDING)).toBe(false)
  })
})

it("looks at its webhook and at the Miro boards when it turns", async () => {
  const world = await inStep()
  const due = () => [world.tables.due.read("hook"), world.tables.due.read("compare")]
  world.trello.plugins = []
  world.mark(STANDING)
  await world.due()
  expect(due()[0]).toBe(world.clock.now())
  await world.settle()
  expect(due()[0]).toBeNull()
  world.trello.plugins = [world.ports.idPlugin]
  world.mark(STANDING)
  await world.due()
  expect(due()).toEqual([world.clock.now(), world.clock.now()])
  expect(world.trello.asked.some((one) => one.includes(BOARD))).toBe(false)
})
