import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CONFIG } from "../../config.fixture.ts"
import { answer } from "../../grants/answers.fixture.ts"
import { buildLink, cardId, itemId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { IN_FRAME } from "../link.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"
import { STANDING } from "./dirty.ts"
import { BOARD, limited, OTHER_BOARD, WORKSPACE } from "./fakes.fixture.ts"
import { adopt } from "./handOver.ts"
import { ANN, buildWorld, type LiveWorld } from "./live.fixture.ts"

/** A card that somebody moved to another board of the workspace, which has the Power-Up. */
function buildMoved(cards = 1): LiveWorld {
  const world = buildWorld(cards)
  world.trello.otherPlugins = [CONFIG.TRELLO_PLUGIN_ID]
  for (let n = 1; n <= cards; n++) {
    world.trello.change(n, { idBoard: OTHER_BOARD })
    world.mark(cardId(n))
  }
  return world
}

const there = ({ other }: LiveWorld, n = 1) => other.links.read(cardId(n), MIRO_BOARD)

describe("a card that was moved to another Trello board", () => {
  it("takes its link along, and its item is left as it is", async () => {
    const world = buildMoved()
    const before = world.read(1)
    await world.settle()
    expect(world.read(1)).toBeNull()
    expect(there(world)).toEqual({ ...before, slot: IN_FRAME, job: null })
    expect(world.handedTo).toEqual([OTHER_BOARD])
    expect(world.miro.asked).toEqual([])
    expect(world.trello.asked).toEqual(
      [`cards/${cardId(1)}`, "boards/C", "boards/C/plugins"].map((path) => `${ANN} ${path}`),
    )
  })

  it("is looked at there, and so is who pushed it", async () => {
    const world = buildMoved()
    await world.settle()
    expect(world.other.dirty.isMarked(cardId(1))).toBe(true)
    expect(world.other.dirty.isMarked(STANDING)).toBe(true)
    expect(world.other.due.read("sync")).not.toBeNull()
    expect(world.other.settings.readFormat()).toEqual(world.ports.format)
  })

  it("has another number there", async () => {
    const world = buildMoved()
    world.trello.script = ({ path }) =>
      path.startsWith("/1/cards/")
        ? answer(200, {
            id: cardId(1),
            idBoard: OTHER_BOARD,
            idShort: 77,
            shortLink: "abcdefgh",
            name: "Moved",
          })
        : null
    await world.settle()
    expect(there(world)?.idShort).toBe(77)
  })

  it("takes the webhook's reason along with the last card", async () => {
    const world = buildMoved(2)
    world.tables.due.set("hook", null)
    await world.due()
    expect(world.tables.links.has()).toBe(false)
    expect(world.tables.due.read("hook")).toBe(world.clock.now())
  })

  it("is asked about once for many cards", async () => {
    const world = buildMoved(3)
    await world.settle()
    expect(world.trello.asked.filter((path) => path.endsWith("boards/C"))).toHaveLength(1)
    expect([1, 2, 3].map((n) => there(world, n)?.item)).toEqual([1, 2, 3].map(itemId))
  })

  it("ends where nobody who may be asked sees that board", async () => {
    const world = buildMoved()
    world.trello.otherPlugins = null
    await world.settle()
    expect(world.sync(1)).toMatchObject({ state: "ended", reason: "card_out_of_reach" })
    expect(world.handedTo).toEqual([])
  })

  it("ends where that board does not have the Power-Up", async () => {
    const world = buildMoved()
    world.trello.otherPlugins = []
    await world.settle()
    expect(world.sync(1)).toMatchObject({ state: "ended", reason: "card_out_of_reach" })
    expect(world.handedTo).toEqual([])
  })

  it("waits where Trello does not say whether it has", async () => {
    const world = buildMoved()
    world.trello.script = ({ path }) => (path.includes(OTHER_BOARD) ? limited(7) : null)
    await world.settle()
    expect(world.sync(1)?.state).toBe("in_step")
    world.trello.script = () => null
    await world.later(10)
    expect(there(world)?.item).toBe(itemId(1))
  })

  it("stays here until the other board has answered", async () => {
    const world = buildMoved()
    world.deaf.add(OTHER_BOARD)
    await world.settle()
    expect(world.read(1)).not.toBeNull()
    world.deaf.delete(OTHER_BOARD)
    await world.later(6)
    expect(world.read(1)).toBeNull()
    expect(there(world)?.item).toBe(itemId(1))
  })

  it("ends here where somebody has put it on the same Miro board from there", async () => {
    const world = buildMoved()
    const own = buildLink(1, { item: itemId(9) })
    world.other.links.write(own)
    await world.settle()
    expect(world.sync(1)).toMatchObject({ state: "ended", reason: "card_out_of_reach" })
    expect(there(world)).toEqual(own)
  })

  it("waits for what is on its way to Miro", async () => {
    const world = buildMoved()
    const link = world.read(1)
    if (link === null) throw new Error("It is linked")
    const beganAt = world.clock.now()
    world.tables.links.write({ ...link, beganAt, pushedAt: beganAt - 1, hash: null })
    await world.later(5)
    expect(there(world)).toBeNull()
    await world.later(20)
    expect(world.read(1)).toBeNull()
    expect(there(world)?.item).toBe(itemId(1))
  })

  it("comes back with its link", async () => {
    const world = buildMoved()
    await world.settle()
    const back = there(world)
    if (back === null) throw new Error("It is there")
    const handed = { workspace: WORKSPACE, format: world.ports.format, idShort: 1, links: [back] }
    expect(adopt(world.tables, handed, world.clock.now())).toEqual([MIRO_BOARD])
    world.trello.change(1, { idBoard: BOARD, name: "Back" })
    await world.settle(5)
    expect(world.miro.items.get(itemId(1))?.title).toContain("Back")
    expect(world.sync(1)?.state).toBe("in_step")
  })
})

describe("taking links over", () => {
  it("twice is like once, and never gives an item away that stands here", () => {
    const item = fc.integer({ min: 1, max: 3 }).map(itemId)
    const board = fc.integer({ min: 1, max: 3 }).map((n) => `uXjVBoard${n}=`)
    const entry = fc.record({ item, miroBoard: board })
    const links = fc.uniqueArray(entry, { selector: ({ miroBoard }) => miroBoard, maxLength: 3 })
    fc.assert(
      fc.property(links, links, (here, handed) => {
        const tables = new MemoryBoard().open()
        for (const link of here) tables.links.write(buildLink(1, link))
        const over = {
          workspace: WORKSPACE,
          format: { locale: "en", timeZone: "UTC" },
          idShort: 5,
          links: handed.map((link) => buildLink(1, link)),
        }
        const taken = adopt(tables, over, 1)
        const after = tables.links.ofCard(cardId(1))
        expect(adopt(tables, over, 2)).toEqual(taken)
        expect(tables.links.ofCard(cardId(1))).toEqual(after)
        for (const { miroBoard, item: own } of here) {
          expect(tables.links.read(cardId(1), miroBoard)?.item).toBe(own)
        }
        for (const { miroBoard, item: given } of handed) {
          const same = tables.links.read(cardId(1), miroBoard)?.item === given
          expect(taken.includes(miroBoard)).toBe(same)
        }
      }),
    )
  })
})
