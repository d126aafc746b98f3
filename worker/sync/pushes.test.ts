import { describe, expect, it } from "vitest"
import { HandClock } from "../grants/memory.fixture.ts"
import { MemoryBoard } from "./store/memory.fixture.ts"
import { buildLink, cardId, itemId, MIRO_BOARD, shortLink, START } from "./jobs/samples.fixture.ts"
import { abandonPush, beginPush, commitPush, doubtPush, losePush } from "./pushes.ts"
import type { StoredLink } from "./link.ts"

const TARGET = { id: MIRO_BOARD, name: "Roadmap" }
const CARD = {
  id: cardId(1),
  idShort: 1,
  shortLink: shortLink(1),
  member: "m",
  connection: "miro:1:2",
  board: "b",
  workspace: "w",
}
const PUSHED = { item: itemId(7), hash: "h", changeAt: null }

function setUp(link: Partial<StoredLink> | null) {
  const clock = new HandClock()
  const tables = new MemoryBoard().open()
  if (link !== null) tables.links.write(buildLink(1, link))
  return { clock, tables, read: () => tables.links.read(CARD.id, MIRO_BOARD) }
}

describe("a push that ends", () => {
  it("ties the card to what it made", () => {
    const { clock, tables, read } = setUp(null)
    expect(beginPush(tables, clock, CARD, TARGET)).toEqual({ kind: "create", slot: 0 })
    commitPush(tables, clock, CARD, TARGET, { ...PUSHED, created: true })
    expect(read()).toMatchObject({
      state: "linked",
      item: itemId(7),
      slot: 0,
      job: null,
      hash: "h",
    })
  })

  it("ties it although somebody unlinked the card meanwhile: the item is there", () => {
    const { clock, tables, read } = setUp(null)
    commitPush(tables, clock, CARD, TARGET, { ...PUSHED, created: true })
    expect(read()).toMatchObject({ state: "linked", item: itemId(7), slot: -1 })
  })

  it("does not tie what it only refreshed and somebody took off meanwhile", () => {
    const { clock, tables, read } = setUp(null)
    commitPush(tables, clock, CARD, TARGET, { ...PUSHED, created: false })
    expect(read()).toBeNull()
  })

  it("leaves what it refreshed to the job that made it, and takes what it made anew from it", () => {
    const { clock, tables, read } = setUp({ job: "j" })
    commitPush(tables, clock, CARD, TARGET, { ...PUSHED, item: itemId(1), created: false })
    expect(read()).toMatchObject({ item: itemId(1), job: "j" })
    expect(losePush(tables, clock, CARD.id, MIRO_BOARD, itemId(1))).toBe(0)
    commitPush(tables, clock, CARD, TARGET, { ...PUSHED, created: true })
    expect(read()).toMatchObject({ item: itemId(7), job: null, slot: 0 })
  })
})

describe("a push of an item that is gone", () => {
  it("is only one person's to make anew", () => {
    const { clock, tables } = setUp({})
    expect(losePush(tables, clock, CARD.id, MIRO_BOARD, itemId(1))).toBe(0)
    expect(losePush(tables, clock, CARD.id, MIRO_BOARD, itemId(1))).toBeNull()
    expect(beginPush(tables, clock, CARD, TARGET)).toEqual({ kind: "busy" })
  })

  it("stands again where nothing was made, and is looked for where nobody knows", () => {
    const { clock, tables, read } = setUp({})
    losePush(tables, clock, CARD.id, MIRO_BOARD, itemId(1))
    abandonPush(tables, CARD.id, MIRO_BOARD)
    expect(read()).toMatchObject({ state: "linked", item: itemId(1) })
    losePush(tables, clock, CARD.id, MIRO_BOARD, itemId(1))
    doubtPush(tables, clock, CARD.id, MIRO_BOARD)
    expect(beginPush(tables, clock, CARD, TARGET)).toMatchObject({ kind: "search", slot: 0 })
  })
})

describe("a push after one without an answer", () => {
  it.each([
    ["at once", 100],
    ["after its time-out", 15_000],
  ])("that ended %s is settled five seconds later", (_, ms) => {
    const { clock, tables } = setUp(null)
    beginPush(tables, clock, CARD, TARGET)
    clock.pass(ms)
    doubtPush(tables, clock, CARD.id, MIRO_BOARD)
    clock.pass(2_000)
    expect(beginPush(tables, clock, CARD, TARGET)).toEqual({
      kind: "search",
      slot: 0,
      settlesInMs: 3_000,
    })
    doubtPush(tables, clock, CARD.id, MIRO_BOARD)
    clock.pass(5_000)
    expect(beginPush(tables, clock, CARD, TARGET)).toMatchObject({ settlesInMs: 0 })
  })

  it("is for later where what a job sent may arrive for long", () => {
    const { clock, tables, read } = setUp({ state: "unsure", item: null, beganAt: START })
    const before = read()
    clock.pass(1_000)
    expect(beginPush(tables, clock, CARD, TARGET)).toEqual({
      kind: "doubtful",
      settlesInMs: 19_000,
    })
    expect(read()).toEqual(before)
    clock.pass(19_000)
    expect(beginPush(tables, clock, CARD, TARGET)).toMatchObject({ settlesInMs: 0 })
  })
})

describe("a push beside a job", () => {
  it("waits while the job makes the card, for a minute", () => {
    const { clock, tables } = setUp({ state: "pushing", item: null, job: "j", beganAt: START })
    expect(beginPush(tables, clock, CARD, TARGET)).toEqual({ kind: "busy" })
    clock.pass(60_000)
    expect(beginPush(tables, clock, CARD, TARGET)).toMatchObject({ kind: "search" })
  })
})
