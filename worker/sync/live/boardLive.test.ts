import { describe, expect, it } from "vitest"
import type { Change } from "../../trello/changes.ts"
import { cardId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import { ANN, buildBegun, buildBoard } from "./board.fixture.ts"
import { STANDING, WHOLE_BOARD } from "./dirty.ts"
import { BOARD, WORKSPACE } from "./fakes.fixture.ts"

const DAY = 86_400_000
const BEN = { ...ANN, member: "ben" }

describe("the first push", () => {
  it("makes the board one that is kept in step, with a webhook and a daily look", () => {
    const { live, tables, due, clock } = buildBoard()
    live.begin(ANN)
    expect(tables.standing.read()).toMatchObject({ state: "on", owner: "ann", since: clock.now() })
    expect(due("hook")).toBe(0)
    expect(due("compare")).toBe(DAY)
    expect(due("sync")).toBeNull()
  })

  it("is the one whose Trello connection reads the board, also for others' pushes", () => {
    const { live, tables } = buildBegun()
    live.begin(BEN)
    expect(tables.standing.read()?.owner).toBe("ann")
  })

  it("of a board that was off or lost has it on again, with this person's", () => {
    for (const state of ["off", "lost"] as const) {
      const { live, tables, marks, due } = buildBegun()
      const standing = tables.standing.read()
      if (standing !== null) tables.standing.write({ ...standing, state, comparedAt: 5 })
      live.begin(BEN)
      expect(tables.standing.read()).toMatchObject({ state: "on", owner: "ben", comparedAt: 5 })
      expect(marks()).toEqual([STANDING, WHOLE_BOARD])
      expect(due("hook")).toBe(0)
    }
  })

  it("in another workspace moves the board there", () => {
    const { live, tables } = buildBegun()
    live.begin({ ...BEN, workspace: "65e58dcc2b5889aaca5a9d00" })
    expect(tables.standing.read()).toMatchObject({
      owner: "ben",
      workspace: "65e58dcc2b5889aaca5a9d00",
    })
  })
})

describe("links that come and go", () => {
  it("have the webhook made, also where it was not needed before", () => {
    const { live, due } = buildBegun()
    live.linksChanged()
    expect(due("hook")).toBe(0)
  })

  it("have it looked after when the last one went", () => {
    const { live, due, tables, clock } = buildBegun()
    tables.due.set("hook", clock.now() + DAY)
    live.linksChanged()
    expect(due("hook")).toBe(DAY)
    tables.links.drop(cardId(1), MIRO_BOARD)
    live.linksChanged()
    expect(due("hook")).toBe(0)
  })

  it("of a job are looked at when it ends: it sent what it read minutes ago", () => {
    const { live, due, marks } = buildBegun()
    live.jobEnded()
    expect(marks()).toEqual([WHOLE_BOARD])
    expect(due("sync")).toBe(0)
    expect(due("hook")).toBe(0)
  })

  it("of a board that nobody is kept in step for are nobody's business", () => {
    const { live, tables } = buildBoard()
    live.linksChanged()
    live.jobEnded()
    live.wake()
    expect(tables.due.next()).toBeNull()
    expect(tables.dirty.firstAt()).toBeNull()
  })
})

describe("a delivery", () => {
  const path = `${BOARD}.AAAAAAAAAAAAAAAAAAAAAA`
  const deliver = (world: ReturnType<typeof buildBoard>, changes: readonly Change[]) => {
    const action = "65e5b1d2c0ffee0123456789"
    return world.live.receive(path, { kind: "changes", action, changes })
  }
  const hooked = (state: "making" | "active" | "retired") => {
    const world = buildBegun()
    const times = { madeAt: 1, checkedAt: 1 }
    world.tables.hooks.write({ path, id: null, member: "ann", workspace: "w", state, ...times })
    return world
  }

  it.each(["making", "active"] as const)("is taken for a hook that is %s", (state) => {
    const world = hooked(state)
    expect(deliver(world, [{ kind: "card", card: cardId(1) }])).toBe(true)
    expect(world.tables.dirty.isMarked(cardId(1))).toBe(true)
    expect(world.due("sync")).toBe(1000)
  })

  it("is not taken for a retired or an unknown hook", () => {
    for (const world of [hooked("retired"), buildBegun()]) {
      expect(deliver(world, [{ kind: "card", card: cardId(1) }])).toBe(false)
      expect(world.tables.dirty.firstAt()).toBeNull()
    }
  })

  it("that came before a push ended has the card looked at after it", () => {
    const world = hooked("active")
    world.live.pushed(cardId(1))
    expect(world.tables.dirty.isMarked(cardId(1))).toBe(false)
    deliver(world, [{ kind: "board" }])
    world.clear()
    world.live.pushed(cardId(1))
    expect(world.tables.dirty.isMarked(cardId(1))).toBe(true)
    expect(world.due("sync")).toBe(1000)
  })
})

it("has nothing to do for a board that nobody pushed from, whatever is due", async () => {
  const { live, tables, clock } = buildBoard()
  live.standIn("ann", WORKSPACE, "miro:1:2")
  for (const purpose of ["sync", "hook", "compare", "change", "retry"] as const) {
    tables.due.set(purpose, clock.now())
  }
  await live.runDue(45)
  expect(tables.due.next()).toBeNull()
})

it("uses nobody's grant where nobody may", async () => {
  const { live, tables, asked, clock } = buildBegun()
  live.standIn("ben", WORKSPACE, "miro:1:2")
  for (let count = 0; count < 50; count++) {
    const next = tables.due.next()
    clock.pass(Math.max(0, (next ?? clock.now() + DAY) - clock.now()))
    live.wake()
    await live.runDue(45)
  }
  expect(asked).toEqual([])
  expect(live.describe("ann")).toMatchObject({ state: "paused", reason: "trello_lost" })
  expect(tables.links.read(cardId(1), MIRO_BOARD)?.sync).toMatchObject({ state: "paused" })
})
