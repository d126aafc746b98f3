import { describe, expect, it } from "vitest"
import { buildStoredFrame, itemId, listId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import type { StoredFrame } from "../store/frames.ts"
import { FRAMES, WHOLE_BOARD } from "./dirty.ts"
import { limited } from "./fakes.fixture.ts"
import { buildWorld, type LiveWorld, MIRO_ANN, MIRO_BEN } from "./live.fixture.ts"

const FRAME = itemId(900)
const SECOND = itemId(901)

/** A board whose first list has a frame of this title, shown on Miro as it says. */
async function inFrame(frame: Partial<StoredFrame> = {}): Promise<LiveWorld> {
  const world = buildWorld(1)
  world.mark(WHOLE_BOARD)
  await world.settle()
  const stored = buildStoredFrame({ title: "Doing", ...frame })
  world.tables.frames.write(stored)
  world.miro.frames.set(FRAME, stored.title)
  world.trello.listNames.set(listId(1), "Doing")
  world.clock.pass(60_000)
  world.forget()
  return world
}

/** Trello tells that the list has this name. */
async function rename(world: LiveWorld, name: string): Promise<void> {
  world.trello.listNames.set(listId(1), name)
  world.mark(WHOLE_BOARD)
  await world.settle()
}

const titles = ({ tables }: LiveWorld) =>
  tables.frames.onBoard(MIRO_BOARD).map(({ title }) => title)
const patches = ({ miro }: LiveWorld) =>
  miro.asked.filter((one) => one.includes("PATCH /frames")).length

describe("the frame of a list that was renamed", () => {
  it("gets its new name, and is asked for no more", async () => {
    const world = await inFrame()
    await rename(world, "R&D")
    expect(world.miro.frames.get(FRAME)).toBe("R&amp;D")
    expect(titles(world)).toEqual(["R&D"])
    expect(world.tables.dirty.isMarked(FRAMES)).toBe(false)
    world.forget()
    await rename(world, "R&D")
    expect(world.miro.asked).toEqual([])
    await rename(world, "Doing")
    expect(world.miro.frames.get(FRAME)).toBe("Doing")
  })

  it("keeps its number beside another one", async () => {
    const world = await inFrame()
    const second = buildStoredFrame({ key: "f2", item: SECOND, title: "Doing (2)" })
    world.tables.frames.write(second)
    world.miro.frames.set(SECOND, "Doing (2)")
    await rename(world, "In work")
    expect([...world.miro.frames.values()]).toEqual(["In work", "In work (2)"])
  })

  it("keeps a title that people gave it on Miro", async () => {
    const world = await inFrame()
    world.miro.frames.set(FRAME, "Our plan")
    await rename(world, "In work")
    await rename(world, "Done")
    expect(world.miro.frames.get(FRAME)).toBe("Our plan")
    expect(patches(world)).toBe(0)
  })

  it("is left alone while nobody knows whether it is there", async () => {
    const world = await inFrame({ state: "unsure", item: null })
    await rename(world, "In work")
    expect(patches(world)).toBe(0)
  })

  it("is left alone where its list is archived or gone", async () => {
    const world = await inFrame({ list: listId(7) })
    await rename(world, "In work")
    expect(patches(world)).toBe(0)
    expect(titles(world)).toEqual(["Doing"])
  })

  it("costs nothing where there is none", async () => {
    const world = await inFrame()
    world.tables.frames.drop(MIRO_BOARD, "f1")
    await rename(world, "In work")
    expect(world.trello.asked).toHaveLength(1)
    expect(world.miro.asked).toEqual([])
  })
})

describe("renaming a frame", () => {
  it("goes through whoever stands in where the pusher's account may not", async () => {
    const world = await inFrame()
    world.miro.viewers.add(MIRO_ANN)
    world.letBenStandIn()
    await rename(world, "In work")
    expect(world.miro.frames.get(FRAME)).toBe("In work")
    expect(world.miro.asked.at(-1)).toBe(`${MIRO_BEN} PATCH /frames/${FRAME}`)
  })

  it("stays undone where nobody may, and is tried at the next look", async () => {
    const world = await inFrame()
    world.miro.viewers.add(MIRO_ANN)
    await rename(world, "In work")
    expect(titles(world)).toEqual(["Doing"])
    world.miro.viewers.delete(MIRO_ANN)
    await rename(world, "In work")
    expect(titles(world)).toEqual(["In work"])
  })

  it("waits as long as Miro asks for", async () => {
    const world = await inFrame()
    world.miro.script = ({ path }) => (path.includes(FRAME) ? limited(30) : null)
    await rename(world, "In work")
    expect(world.tables.dirty.isMarked(FRAMES)).toBe(true)
    world.miro.script = () => null
    await world.later(29)
    expect(titles(world)).toEqual(["Doing"])
    await world.later(2)
    expect(titles(world)).toEqual(["In work"])
  })

  it("is done where its answer was lost", async () => {
    const world = await inFrame()
    world.miro.lostAnswers = 1
    await rename(world, "In work")
    expect(world.miro.frames.get(FRAME)).toBe("In work")
    await world.later(120)
    expect(titles(world)).toEqual(["In work"])
    expect(patches(world)).toBe(1)
  })

  it("waits for the next invocation where no calls are left", async () => {
    const world = await inFrame()
    world.trello.listNames.set(listId(1), "In work")
    world.mark(WHOLE_BOARD)
    await world.due(3)
    expect(titles(world)).toEqual(["Doing"])
    await world.settle(60)
    expect(titles(world)).toEqual(["In work"])
  })

  it("leaves a frame alone that a job took over meanwhile", async () => {
    const world = await inFrame()
    world.miro.meanwhile = () => {
      world.tables.frames.write(buildStoredFrame({ title: "Doing", item: SECOND }))
    }
    await rename(world, "In work")
    expect(titles(world)).toEqual(["Doing"])
  })
})
