import { describe, expect, it } from "vitest"
import { cardId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { buildBegun } from "./board.fixture.ts"
import { pushMark, STANDING, WHOLE_BOARD } from "./dirty.ts"

describe("somebody who looks", () => {
  it("has everything compared, unless that was just done", () => {
    const world = buildBegun()
    world.clock.pass(11 * 60_000)
    world.live.wake()
    expect(world.due("compare")).toBe(0)
    const standing = world.tables.standing.read()
    if (standing !== null)
      world.tables.standing.write({ ...standing, comparedAt: world.clock.now() })
    world.clear()
    world.clock.pass(9 * 60_000)
    world.live.wake()
    expect(world.due("compare")).toBeNull()
  })

  it("has paused cards tried again, but not with every look of a page", () => {
    const { live, tables, due, clock } = buildBegun()
    const retryLater = () => tables.due.set("retry", clock.now() + 600_000)
    retryLater()
    live.wake()
    expect(due("retry")).toBe(0)
    retryLater()
    live.wake()
    expect(due("retry")).toBe(15_000)
  })

  it.each(["off", "lost"] as const)(
    "has a board looked at that is %s, not again and again",
    (state) => {
      const { live, tables, due, marks, clear } = buildBegun()
      const standing = tables.standing.read()
      if (standing !== null) tables.standing.write({ ...standing, state })
      live.wake()
      expect(marks()).toEqual([STANDING, WHOLE_BOARD])
      expect(due("sync")).toBe(0)
      clear()
      live.wake()
      expect(due("sync")).toBe(15_000)
    },
  )
})

describe("how it is told", () => {
  it("says of a card whether a change is on its way", () => {
    const { live, tables, clock } = buildBegun()
    const state = () => live.describeLinks(cardId(1), "ann")[0]?.sync.state
    expect(state()).toBe("in_step")
    tables.dirty.mark(cardId(1), clock.now())
    expect(state()).toBe("waiting")
    tables.dirty.take()
    expect(state()).toBe("waiting")
    tables.dirty.settle(cardId(1))
    tables.dirty.mark(WHOLE_BOARD, clock.now())
    expect(state()).toBe("waiting")
  })

  it("says of a card that was pushed that it is in step, until something changes", () => {
    const { live, tables, clock } = buildBegun()
    const state = () => live.describeLinks(cardId(1), "ann")[0]?.sync.state
    tables.dirty.mark(pushMark(cardId(1)), clock.now())
    expect(state()).toBe("in_step")
    tables.dirty.mark(cardId(1), clock.now())
    expect(state()).toBe("waiting")
  })

  it("says of a board that is not on that nothing is on its way", () => {
    const { live, tables } = buildBegun()
    const standing = tables.standing.read()
    if (standing !== null) tables.standing.write({ ...standing, state: "lost" })
    tables.dirty.mark(cardId(1), 1)
    expect(live.describeLinks(cardId(1), "ann")[0]?.sync.state).toBe("in_step")
    expect(live.describe("ann")).toMatchObject({
      state: "paused",
      reason: "trello_lost",
      mine: true,
    })
    expect(live.describe("ben")).toMatchObject({ mine: false })
  })

  it("says off where no card is on Miro", () => {
    const { live, tables } = buildBegun()
    tables.links.drop(cardId(1), MIRO_BOARD)
    expect(live.describe("ann")).toMatchObject({ state: "off", reason: null })
  })
})
