import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Person } from "../../journey/person.ts"
import { buildWorld, type World } from "../world.ts"
import { boardAt, edit } from "./hookStage.ts"
import { Asked, connect, linksAs, type Pusher, push, settle, shownBy } from "./liveStage.ts"

/** Diego pushed a card, which somebody then moved to another board. No webhook told of it. */
let world: World
let diego: Pusher
let there: Person
let card: string
let item: string
let other: string

beforeEach(async () => {
  world = await buildWorld()
  diego = await connect(world, world.people.member, "ann")
  card = world.cardNamed("Redesign the navigation").id
  item = await push(world, diego, card)
  await settle(world)
  other = world.trello.boards.find(({ name }) => name === "Public roadmap")?.id ?? ""
  there = diego.person.on(other)
})

// Nothing may be under way between two objects when they are reset.
afterEach(async () => {
  await settle(world)
  await settle(world, 5, other)
})

async function move(idBoard: string): Promise<void> {
  const { trello } = world.standIns.origins
  const cookie = `viewer=${diego.person.options.member}`
  const lists = await fetch(`${trello}/1/boards/${idBoard}/lists`, { headers: { cookie } })
  const [list] = await lists.json<{ id: string }[]>()
  await edit(world, diego.person, "PUT", `/cards/${card}`, { idBoard, idList: list?.id })
}

const itemsAt = async (board: string) =>
  (await boardAt(world, board).links(card, there.options.member)).map((row) => row.item)

describe("a card that was moved while nobody told us", () => {
  it("is found by whoever opens it on its new board", async () => {
    await move(other)
    expect(await linksAs(there, card)).toEqual({ links: [], moving: true })
    await settle(world)
    const { links } = await linksAs(there, card)
    expect(links.map((link) => link.item)).toEqual([item])
    expect(await itemsAt(world.board.id)).toEqual([])
  })

  it("is looked at there by its pusher's grant, and its app card follows", async () => {
    await move(other)
    await linksAs(there, card)
    await settle(world)
    await edit(world, diego.person, "PUT", `/cards/${card}`, { name: "On the roadmap" })
    const asked = await Asked.begin(world)
    await settle(world, 5, other)
    expect((await shownBy(world, item)).title).toContain("On the roadmap")
    const paths = (await asked.by("trello", diego.person.options.member)).map(({ path }) => path)
    expect(paths.some((path) => path.startsWith(`/1/cards/${card}`))).toBe(true)
  })

  it("is not made a second time by a push from its new board", async () => {
    await move(other)
    const pushed = await there.push(card, world.miroBoard, diego.connection, true)
    expect(pushed).toMatchObject({ status: 200, body: { outcome: "updated", link: { item } } })
  })

  it("is on no Miro board where the board that it came from has none of it", async () => {
    await diego.person.remove(card, world.miroBoard.id, diego.connection)
    await move(other)
    expect(await linksAs(there, card)).toEqual({ links: [] })
  })

  it("is on no Miro board where it was never moved", async () => {
    const unmoved = world.cardNamed("Write the style guide").id
    expect(await linksAs(diego.person, unmoved)).toEqual({ links: [] })
  })

  it("tells nothing where Trello does not say where it came from", async () => {
    await move(other)
    await world.standIns.faults("trello", {
      path: `/1/cards/${card}/actions`,
      kind: "malformed",
    })
    expect(await linksAs(there, card)).toEqual({ links: [] })
  })
})
