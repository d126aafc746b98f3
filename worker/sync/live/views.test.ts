import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import { cardId } from "../jobs/samples.fixture.ts"
import { ANN, BEN, buildWorld, look, ticketOf } from "./live.fixture.ts"

describe("whose grant is asked", () => {
  it("is the owner's first, then those of who stand in", async () => {
    const world = buildWorld(1)
    world.letBenStandIn()
    await look(world, [1])
    world.dead.set(ANN, "reauth_required")
    await look(world, [1])
    expect(world.trello.asked.map((one) => one.split(" ")[0])).toEqual([ANN, BEN])
  })

  it.each(["not_connected", "reauth_required", "scope_insufficient"] as const)(
    "is another one's where the owner's is %s",
    async (code) => {
      const world = buildWorld(1)
      world.letBenStandIn()
      world.dead.set(ANN, code)
      expect(ticketOf(await look(world, [1]), 1).title).toBe("Card 1")
    },
  )

  it.each([404, 401])("is another one's where the owner gets %i for the board", async (status) => {
    const world = buildWorld(1)
    world.letBenStandIn()
    world.trello.script = (_call, member) => (member === ANN ? answer(status) : null)
    expect(ticketOf(await look(world, [1]), 1).title).toBe("Card 1")
  })

  it("is not the one again that was refused a moment ago", async () => {
    const world = buildWorld(1)
    world.letBenStandIn()
    world.trello.blind.add(ANN)
    await look(world, [1])
    world.forget()
    await look(world, [1])
    expect(world.trello.asked).toEqual([`${BEN} cards/${cardId(1)}`])
  })

  it("is nobody's where nobody may be asked", async () => {
    const world = buildWorld(1)
    world.dead.set(ANN, "not_connected")
    expect(await look(world, [1])).toEqual({ kind: "lost" })
    expect(world.trello.asked).toEqual([])
  })

  it("is the same one's after trouble", async () => {
    const world = buildWorld(1)
    world.letBenStandIn()
    world.trello.script = () => TIMED_OUT
    expect(await look(world, [1])).toEqual({ kind: "wait", seconds: 30 })
    expect(await look(world, [1])).toEqual({ kind: "wait", seconds: 60 })
    world.trello.script = () => answer(429)
    expect(await look(world, [1])).toEqual({ kind: "wait", seconds: 10 })
    expect(world.trello.asked.every((one) => one.startsWith(ANN))).toBe(true)
  })

  it("looks after the webhook where its maker is lost", async () => {
    const world = buildWorld(1)
    const times = { madeAt: 1, checkedAt: 1 }
    const hook = {
      path: "p",
      id: "i",
      member: ANN,
      workspace: "w",
      state: "active",
      ...times,
    } as const
    world.tables.hooks.write(hook)
    world.dead.set(ANN, "not_connected")
    await look(world, [1])
    expect(world.tables.due.read("hook")).toBe(world.clock.now())
  })
})
