import { describe, expect, it } from "vitest"
import { answer } from "../../grants/answers.fixture.ts"
import { cardId, itemId, listId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { WHOLE_BOARD } from "./dirty.ts"
import { OTHER_BOARD } from "./fakes.fixture.ts"
import { ANN, buildWorld, type LiveWorld, look, seen, ticketOf } from "./live.fixture.ts"
import { lookAtCards } from "./views.ts"

const many = Array.from({ length: 5 }, (_, index) => index + 1)

describe("few cards", () => {
  it("are read one by one", async () => {
    const world = buildWorld(5)
    const sight = await look(world, [1, 2, 3])
    expect(world.trello.asked).toEqual([1, 2, 3].map((n) => `${ANN} cards/${cardId(n)}`))
    expect(ticketOf(sight, 2).title).toBe("Card 2")
  })

  it("are read with their board where custom fields are shown, until those are known", async () => {
    const world = buildWorld(1)
    world.tables.settings.showCustomFields(MIRO_BOARD, ["Effort"])
    world.trello.change(1, { effort: "8" })
    const first = await look(world, [1])
    expect(world.trello.asked).toEqual([`${ANN} boards/B`])
    expect(ticketOf(first, 1, ["Effort"]).customFields).toHaveLength(1)
    expect(ticketOf(first, 1, ["Other"]).customFields).toHaveLength(0)
    world.trello.change(1, { effort: "13" })
    const second = await look(world, [1])
    expect(world.trello.asked.slice(1)).toEqual([`${ANN} cards/${cardId(1)}`])
    expect(ticketOf(second, 1, ["Effort"]).customFields).toMatchObject([{ value: { number: 13 } }])
  })

  it("are read with their board again when the board's fields may have changed", async () => {
    const world = buildWorld(1)
    world.tables.settings.showCustomFields(MIRO_BOARD, ["Effort", "Size"])
    world.trello.change(1, { effort: "8" })
    world.mark(cardId(1))
    await world.settle()
    world.trello.fieldName = "Size"
    world.forget()
    world.mark(WHOLE_BOARD)
    await world.settle()
    expect(world.trello.asked).toEqual([`${ANN} boards/B`])
    expect(world.miro.items.get(itemId(1))?.fields).toContainEqual(
      expect.objectContaining({ tooltip: expect.stringContaining("Size") as string }),
    )
  })

  it("are those that calls are left for", async () => {
    const world = buildWorld(3)
    const sight = await lookAtCards(world.run(2), [1, 2, 3].map(cardId), 0)
    expect(seen(sight, 2)).toMatchObject({ kind: "card" })
    expect(seen(sight, 3)).toBeNull()
  })
})

describe("many cards", () => {
  it("are read in one call", async () => {
    const world = buildWorld(5)
    const sight = await look(world, many)
    expect(world.trello.asked).toEqual([`${ANN} boards/B`])
    expect(ticketOf(sight, 5).title).toBe("Card 5")
  })

  it("are not read again unless something changed since", async () => {
    const world = buildWorld(5)
    const since = world.clock.now() - 1
    await look(world, many, since)
    world.clock.pass(1000)
    await look(world, many, since)
    expect(world.trello.asked).toHaveLength(1)
    await look(world, many, world.clock.now() - 1)
    expect(world.trello.asked).toHaveLength(2)
  })

  it("are looked for in the archive where they are not on the open board", async () => {
    const world = buildWorld(5)
    for (const n of many) world.trello.change(n, { closed: true })
    const sight = await look(world, many)
    expect(world.trello.asked).toEqual([`${ANN} boards/B`, `${ANN} boards/B`])
    expect(ticketOf(sight, 1).archived).toBe(true)
  })

  it("keep their custom fields in the archive", async () => {
    const world = buildWorld(5)
    world.tables.settings.showCustomFields(MIRO_BOARD, ["Effort"])
    world.trello.change(1, { closed: true, effort: "8" })
    const sight = await look(world, many)
    expect(ticketOf(sight, 1, ["Effort"]).customFields).toHaveLength(1)
  })

  it("are asked for by themselves where they are nowhere, some at a time", async () => {
    const world = buildWorld(20)
    for (let n = 1; n <= 20; n++) world.trello.change(n, { idBoard: OTHER_BOARD })
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1)
    const sight = await look(world, numbers)
    expect(numbers.filter((n) => seen(sight, n) !== null)).toHaveLength(8)
    expect(seen(sight, 1)).toEqual({ kind: "elsewhere" })
  })
})

describe("a card", () => {
  it.each([
    ["itself", (world: LiveWorld) => world.trello.change(1, { closed: true })],
    ["with its list", (world: LiveWorld) => void world.trello.closedLists.add(listId(1))],
  ])("is archived %s, read alone or with its board", async (_name, archive) => {
    const world = buildWorld(5)
    archive(world)
    expect(ticketOf(await look(world, [1]), 1).archived).toBe(true)
    expect(ticketOf(await look(world, many), 1).archived).toBe(true)
  })

  it("is deleted where its board is still seen", async () => {
    const world = buildWorld(2)
    world.trello.cards.delete(cardId(1))
    const sight = await look(world, [1, 2])
    expect(seen(sight, 1)).toEqual({ kind: "deleted" })
    expect(seen(sight, 2)).toMatchObject({ kind: "card" })
    expect(world.trello.asked).toContain(`${ANN} boards/B`)
  })

  it("asks once whether its board is still seen, however many are deleted", async () => {
    const world = buildWorld(3)
    world.trello.cards.clear()
    await look(world, [1, 2, 3])
    expect(world.trello.asked.filter((one) => one.endsWith("boards/B"))).toHaveLength(1)
  })

  it("is out of reach where a delivery told that it went to another board", async () => {
    const world = buildWorld(1)
    world.trello.cards.delete(cardId(1))
    world.memory.left.add(cardId(1))
    expect(seen(await look(world, [1]), 1)).toEqual({ kind: "elsewhere" })
  })

  it.each([
    ["on another board", (world: LiveWorld) => world.trello.change(1, { idBoard: OTHER_BOARD })],
    [
      "in another workspace",
      (world: LiveWorld) => {
        world.trello.script = ({ path }) => (path.startsWith("/1/cards/") ? answer(403) : null)
      },
    ],
  ])("is out of reach %s", async (_name, move) => {
    const world = buildWorld(1)
    move(world)
    expect(seen(await look(world, [1]), 1)).toEqual({ kind: "elsewhere" })
  })

  it("is no reason to wait for ever where Trello speaks in riddles", async () => {
    const world = buildWorld(1)
    world.trello.script = ({ path }) => (path.startsWith("/1/cards/") ? answer(200, "{") : null)
    expect(await look(world, [1])).toMatchObject({ kind: "wait" })
    expect(await look(world, [1])).toMatchObject({ kind: "wait" })
    expect(seen(await look(world, [1]), 1)).toEqual({ kind: "unreadable" })
  })
})
