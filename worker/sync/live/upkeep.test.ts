import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import { cardId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { BOARD } from "./fakes.fixture.ts"
import { ANN, BEN, buildWorld, type LiveWorld } from "./live.fixture.ts"
import { keepHook } from "./upkeep.ts"

const HOUR = 3_600_000
const HOOK_ID = "65e5b1d2c0ffee0123456700"

/** Trello's side of the board's webhooks: whose each is. */
function serveHooks(world: LiveWorld): Map<string, string> {
  const hooks = new Map<string, string>()
  world.trello.script = ({ method, path, body }, member) => {
    if (!path.startsWith("/1/webhooks")) return null
    const id = path.slice("/1/webhooks/".length)
    if (method === "POST") {
      const { callbackURL, idModel } = JSON.parse(body ?? "{}") as Record<string, string>
      const made = HOOK_ID.slice(0, -2) + String(10 + hooks.size)
      hooks.set(made, `${member} ${callbackURL} ${idModel}`)
      return answer(200, { id: made, callbackURL, idModel, active: true })
    }
    const found = hooks.get(id)
    if (found === undefined) return answer(404)
    const [owner, callbackURL, idModel] = found.split(" ")
    if (owner !== member) return answer(401, "webhook does not belong to token")
    if (method === "DELETE") hooks.delete(id)
    return answer(200, { id, callbackURL, idModel, active: true })
  }
  return hooks
}

const owners = (hooks: Map<string, string>) => [...hooks.values()].map((one) => one.split(" ")[0])
const keep = (world: LiveWorld) => keepHook(world.run())

describe("the webhook of a board", () => {
  it("is made once, and then looked at hourly at first", async () => {
    const world = buildWorld()
    const hooks = serveHooks(world)
    expect(await keep(world)).toBe(world.clock.now() + HOUR)
    expect(await keep(world)).toBe(world.clock.now() + HOUR)
    expect(owners(hooks)).toEqual([ANN])
  })

  it("has everything looked at that was not told before it was there", async () => {
    const world = buildWorld()
    serveHooks(world)
    await keep(world)
    expect(world.tables.dirty.isMarked(WHOLE_BOARD)).toBe(true)
    expect(world.tables.dirty.isMarked(STANDING)).toBe(true)
  })

  it("goes with the last card on Miro", async () => {
    const world = buildWorld()
    const hooks = serveHooks(world)
    await keep(world)
    world.tables.links.drop(cardId(1), MIRO_BOARD)
    expect(await keep(world)).toBeNull()
    expect(hooks.size).toBe(0)
    expect(world.tables.hooks.active()).toBeNull()
  })

  it("is wanted again where somebody pushes while Trello is told that the last card went", async () => {
    const world = buildWorld()
    const hooks = serveHooks(world)
    await keep(world)
    world.tables.links.drop(cardId(1), MIRO_BOARD)
    const serve = world.trello.script
    world.trello.script = (call, member) => {
      if (call.method === "DELETE") world.link(1)
      return serve(call, member)
    }
    expect(await keep(world)).toBe(world.clock.now())
    await keep(world)
    expect(owners(hooks)).toEqual([ANN])
  })

  it("is looked at again where somebody asks for that while it is looked at", async () => {
    const world = buildWorld()
    serveHooks(world)
    await keep(world)
    const serve = world.trello.script
    const asked = world.clock.now() + 5
    world.trello.script = (call, member) => {
      if (call.path.includes("webhooks")) world.tables.due.set("hook", asked)
      return serve(call, member)
    }
    world.tables.due.set("hook", world.clock.now())
    await world.due()
    expect(world.tables.due.read("hook")).toBe(asked)
  })

  it.each(["off", "on"] as const)("is forgotten a week after it was retired: %s", async (state) => {
    const world = buildWorld()
    serveHooks(world)
    await keep(world)
    world.dead.set(ANN, "not_connected")
    world.stand({ state: "lost" })
    await keep(world)
    world.stand({ state })
    world.clock.pass(8 * 24 * HOUR)
    await keep(world)
    expect(world.tables.hooks.inState("retired")).toEqual([])
  })

  it.each(["off", "lost"] as const)("goes while the board is %s", async (state) => {
    const world = buildWorld()
    const hooks = serveHooks(world)
    await keep(world)
    world.stand({ state })
    expect(await keep(world)).toBeNull()
    expect(hooks.size).toBe(0)
  })

  it("is retired here where Trello cannot be told any more", async () => {
    const world = buildWorld()
    serveHooks(world)
    await keep(world)
    world.stand({ state: "lost" })
    world.dead.set(ANN, "not_connected")
    await keep(world)
    expect(world.tables.hooks.inState("retired")).toHaveLength(1)
  })

  it.each(["not_connected", "reauth_required"] as const)(
    "is made with a stand-in's grant where its maker's is %s",
    async (code) => {
      const world = buildWorld()
      const hooks = serveHooks(world)
      await keep(world)
      world.letBenStandIn()
      world.dead.set(ANN, code)
      await keep(world)
      expect(world.tables.hooks.active()?.member).toBe(BEN)
      expect(owners(hooks)).toEqual([ANN, BEN])
    },
  )

  it("is nobody's where nobody consented, and the cards are told", async () => {
    const world = buildWorld()
    serveHooks(world)
    world.dead.set(ANN, "not_connected")
    expect(await keep(world)).toBe(world.clock.now() + HOUR)
    expect(world.trello.asked).toEqual([])
    await world.settle()
    expect(world.sync(1)).toMatchObject({ state: "paused", reason: "trello_lost" })
  })

  it("is looked at an hour later after trouble", async () => {
    const world = buildWorld()
    world.trello.script = () => TIMED_OUT
    expect(await keep(world)).toBe(world.clock.now() + HOUR)
  })

  it("waits for an invocation that has calls left, and counts its own", async () => {
    const world = buildWorld()
    serveHooks(world)
    expect(await keepHook(world.run(5))).toBe(world.clock.now() + 1000)
    const run = world.run(10)
    await keepHook(run)
    expect(run.meter.left).toBe(9)
    expect(world.trello.asked).toEqual([`${ANN} webhooks`])
  })
})

it("is dropped by its consent: whoever looks finds out", async () => {
  const world = buildWorld()
  const hooks = serveHooks(world)
  await keep(world)
  await world.settle()
  hooks.clear()
  world.tables.due.set("compare", world.clock.now())
  await world.settle()
  expect(owners(hooks)).toEqual([ANN])
  expect([...hooks.values()][0]).toContain(BOARD)
})
