import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import { cardId, itemId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { limited } from "./fakes.fixture.ts"
import { buildWorld, type LiveWorld, MIRO_ANN, MIRO_BEN, BEN } from "./live.fixture.ts"

const PATCH = "PATCH /app_cards/"
const changed = (links = 1) => {
  const world = buildWorld(links)
  world.mark(...Array.from({ length: links }, (_, index) => cardId(index + 1)))
  return world
}
const patches = (world: LiveWorld) =>
  world.miro.asked.filter((one) => one.includes(PATCH)).map((one) => one.split(" ")[0])
const isMarked = (world: LiveWorld, n = 1) => world.tables.dirty.isMarked(cardId(n))

describe("a changed card", () => {
  it("is sent as it is today, without a place, and noted", async () => {
    const world = changed()
    await world.due()
    expect(world.miro.patches).toHaveLength(1)
    expect(world.miro.patches[0]?.data).toMatchObject({ status: "connected" })
    expect(world.sync(1)).toMatchObject({ state: "in_step", reason: null })
    expect(world.read(1)).toMatchObject({ shown: "connected", pushedAt: world.clock.now() })
    expect(isMarked(world)).toBe(false)
  })

  it("is not sent again", async () => {
    const world = changed()
    await world.due()
    world.mark(cardId(1))
    await world.due()
    expect(world.miro.patches).toHaveLength(1)
  })

  it("is in doubt while it is on its way, even after a crash", async () => {
    const world = changed()
    world.miro.meanwhile = () => {
      expect(world.store.unsynced).toBe(0)
      expect(world.read(1)).toMatchObject({ hash: null })
    }
    await world.due()
    expect(world.read(1)?.hash).not.toBeNull()
  })

  it("is gone where Miro does not find it on a board that is seen", async () => {
    const world = changed()
    world.miro.items.clear()
    await world.due()
    expect(world.sync(1)).toMatchObject({ state: "gone", reason: "deleted_on_miro" })
    expect(isMarked(world)).toBe(false)
  })
})

describe("where Miro does not answer well", () => {
  it.each([
    ["a conflict", answer(409), 1],
    ["a limit", limited(7), 7],
    ["503", answer(503), 30],
    ["nothing", TIMED_OUT, 30],
  ] as const)("the card is sent again after %s", async (_name, result, seconds) => {
    const world = changed()
    world.miro.script = () => result
    await world.due()
    expect(world.tables.due.read("sync")).toBe(world.clock.now() + seconds * 1000)
    expect(isMarked(world)).toBe(true)
    world.miro.script = () => null
    await world.settle(60)
    expect(world.sync(1)).toMatchObject({ state: "in_step" })
    expect(isMarked(world)).toBe(false)
  })

  it("the same is sent once more: what got no answer may have arrived, or may arrive yet", async () => {
    const world = changed()
    await world.due()
    world.trello.change(1, { name: "Other" })
    world.mark(cardId(1))
    world.miro.script = () => TIMED_OUT
    await world.due()
    world.trello.change(1, { name: "Card 1" })
    world.miro.script = () => null
    world.mark(cardId(1))
    world.forget()
    await world.settle(60)
    expect(world.miro.patches).toHaveLength(1)
  })

  it("nothing more goes through that connection meanwhile, and Trello is not asked either", async () => {
    const world = changed(12)
    world.miro.script = () => limited(60)
    await world.due()
    const restedAt = world.clock.now()
    expect(patches(world).length).toBeLessThanOrEqual(4)
    world.forget()
    world.mark(cardId(3))
    await world.due()
    expect([...world.miro.asked, ...world.trello.asked]).toEqual([])
    expect(world.tables.due.read("sync")).toBe(restedAt + 60_000)
  })

  it("other people's cards go on", async () => {
    const world = changed(2)
    world.link(2, { member: BEN, connection: MIRO_BEN })
    const limit = limited(60)
    world.miro.script = (_call, connection) => (connection === MIRO_ANN ? limit : null)
    await world.due()
    expect(world.sync(2)).toMatchObject({ state: "in_step" })
    expect(isMarked(world, 1)).toBe(true)
    expect(isMarked(world, 2)).toBe(false)
  })
})

describe("an ended card", () => {
  it("keeps what it shows behind a chip, once, however often it is marked", async () => {
    const world = changed()
    world.miro.items.set(itemId(1), {
      title: '<p><a href="https://trello.example/c/Card0001">Card</a></p>',
      fields: [{ value: "List", tooltip: "List" }],
    })
    world.trello.cards.clear()
    world.miro.lostAnswers = 1
    await world.settle(60)
    const item = world.miro.items.get(itemId(1))
    expect(item?.fields?.map(({ value }) => value)).toEqual(["Deleted in Trello", "List"])
    expect(item?.title).toContain("/gone/?reason=card_deleted")
    expect(item?.status).toBe("disabled")
    expect(world.sync(1)).toMatchObject({ state: "ended", reason: "card_deleted" })
  })
})

/** Something happens while the card is on its way. */
const during = (work: (world: LiveWorld) => void) => {
  const world = changed()
  let once = false
  world.miro.meanwhile = () => {
    if (!once) work(world)
    once = true
  }
  return world
}

describe("somebody who pushes or removes the card at the same moment", () => {
  it("keeps what they removed removed", async () => {
    const world = during(({ tables }) => tables.links.drop(cardId(1), MIRO_BOARD))
    await world.due()
    expect(world.read(1)).toBeNull()
    expect(isMarked(world)).toBe(false)
  })

  it("has it sent once more, since nobody knows whose came last", async () => {
    const world = during(({ tables, read, clock }) => {
      const link = read(1)
      if (link === null) return
      clock.pass(5)
      tables.links.write({ ...link, hash: "theirs", pushedAt: clock.now(), beganAt: clock.now() })
    })
    await world.due()
    expect(isMarked(world)).toBe(true)
    await world.settle(5)
    expect(world.miro.patches).toHaveLength(2)
    expect(world.sync(1)).toMatchObject({ state: "in_step" })
    expect(world.read(1)?.hash).not.toBeNull()
  })

  it("is not overtaken: what is being pushed waits", async () => {
    const world = changed()
    world.link(1, { beganAt: world.clock.now(), pushedAt: world.clock.now() - 1, hash: "old" })
    await world.due()
    expect([...world.miro.asked, ...world.trello.asked]).toEqual([])
    world.clock.pass(61_000)
    await world.due()
    expect(world.miro.patches).toHaveLength(1)
  })
})
