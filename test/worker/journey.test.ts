import { beforeEach, describe, expect, it } from "vitest"
import { buildWorld, consentAs, miroConnection, trelloConnection, type World } from "./world.ts"

describe("one card, over HTTP alone", () => {
  let world: World
  beforeEach(async () => {
    world = await buildWorld()
  })

  it("is pushed, updated and removed after both consents in one window", async () => {
    const { member } = world.people
    const before = await member.connections()
    expect(before).toMatchObject({
      status: 200,
      body: { trello: { state: "never_connected" }, miro: [] },
    })

    expect(await member.connect()).toMatchObject({ status: "connected", error: null })
    const after = await member.connections()
    expect(after.body).toMatchObject({
      trello: { id: trelloConnection(member), state: "connected" },
      miro: [{ id: miroConnection(world), state: "connected" }],
    })

    const card = world.cardNamed("Redesign the navigation")
    const first = await member.push(card.id, world.miroBoard, miroConnection(world))
    expect(first).toMatchObject({
      status: 200,
      body: { outcome: "created", link: { card: card.id, miroBoard: world.miroBoard } },
    })
    const second = await member.push(card.id, world.miroBoard, miroConnection(world))
    expect(second).toMatchObject({ status: 200, body: { outcome: "updated" } })

    const removed = await member.remove(card.id, world.miroBoard.id, miroConnection(world))
    expect(removed).toEqual({ status: 200, body: { links: [] } })
  })

  it("works for a guest, who reaches the board and not its workspace", async () => {
    const { guest } = world.people
    await consentAs(world, guest, world.users.ben)
    expect(await guest.connect()).toMatchObject({ status: "connected" })
    const { id } = world.cardNamed("Redesign the navigation")
    const pushed = await guest.push(id, world.miroBoard, miroConnection(world, "ben"))
    expect(pushed).toMatchObject({ status: 200, body: { outcome: "created" } })
  })

  it("costs one call to Trello and one to Miro from the open popup to the result", async () => {
    const { member } = world.people
    await member.connect()
    const counts = async () => ({
      trello: (await world.standIns.requests("trello")).length,
      miro: (await world.standIns.requests("miro")).length,
    })
    const before = await counts()
    await member.connections()
    await member.push(world.cardNamed("Redesign").id, world.miroBoard, miroConnection(world))
    const after = await counts()
    expect(after).toEqual({ trello: before.trello + 1, miro: before.miro + 1 })
  })
})
