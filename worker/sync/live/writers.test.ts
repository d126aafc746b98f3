import { describe, expect, it } from "vitest"
import { answer } from "../../grants/answers.fixture.ts"
import { cardId, itemId } from "../jobs/samples.fixture.ts"
import { buildWorld, type LiveWorld, MIRO_ANN, MIRO_BEN } from "./live.fixture.ts"

const PATCH = "PATCH /app_cards/"
const changed = (links = 1) => {
  const world = buildWorld(links)
  world.mark(...Array.from({ length: links }, (_, index) => cardId(index + 1)))
  return world
}
const patches = (world: LiveWorld) =>
  world.miro.asked.filter((one) => one.includes(PATCH)).map((one) => one.split(" ")[0])
const isMarked = (world: LiveWorld, n = 1) => world.tables.dirty.isMarked(cardId(n))

describe("where the pusher may not write", () => {
  it.each([
    ["miro_read_only", (world: LiveWorld) => void world.miro.viewers.add(MIRO_ANN)],
    ["miro_board_gone", (world: LiveWorld) => void world.miro.blind.add(MIRO_ANN)],
    ["miro_lost", (world: LiveWorld) => void world.dead.set(MIRO_ANN, "reauth_required")],
  ])("the card pauses: %s", async (reason, lose) => {
    const world = changed()
    lose(world)
    await world.due()
    expect(world.sync(1)).toMatchObject({ state: "paused", reason })
    expect(world.read(1)).toMatchObject({ shown: "connected", changeAt: null })
  })

  it("Miro is asked once for all cards of the board", async () => {
    const world = changed(10)
    world.miro.viewers.add(MIRO_ANN)
    await world.due()
    expect(patches(world).length).toBeLessThanOrEqual(4)
    for (let n = 1; n <= 10; n++) expect(world.sync(n)?.reason).toBe("miro_read_only")
  })

  it("nobody stands in who did not say so", async () => {
    const world = changed()
    world.miro.viewers.add(MIRO_ANN)
    await world.due()
    expect(new Set(patches(world))).toEqual(new Set([MIRO_ANN]))
  })

  it.each([
    ["may only look", (world: LiveWorld) => void world.miro.viewers.add(MIRO_ANN)],
    ["does not see the board", (world: LiveWorld) => void world.miro.blind.add(MIRO_ANN)],
    ["disconnected", (world: LiveWorld) => void world.dead.set(MIRO_ANN, "not_connected")],
  ])("who consented stands in where the pusher %s", async (_name, lose) => {
    const world = changed()
    lose(world)
    world.letBenStandIn()
    await world.due()
    expect(world.miro.patches).toHaveLength(1)
    expect(patches(world).at(-1)).toBe(MIRO_BEN)
    expect(world.sync(1)).toMatchObject({ state: "in_step" })
  })

  it("nobody stands in for a while of trouble", async () => {
    const world = changed()
    world.letBenStandIn()
    world.miro.script = () => answer(503)
    await world.due()
    expect(new Set(patches(world))).toEqual(new Set([MIRO_ANN]))
  })

  it("a card that Miro does not take waits for its next change, and others go on", async () => {
    const world = changed(2)
    world.miro.script = ({ path, method }) =>
      method === "PATCH" && path.endsWith(itemId(1)) ? answer(400) : null
    await world.due()
    expect(world.sync(1)).toMatchObject({ state: "paused", reason: "trouble" })
    expect(world.sync(2)).toMatchObject({ state: "in_step" })
    expect(isMarked(world)).toBe(false)
    expect(world.tables.due.read("retry")).toBeNull()
  })
})
