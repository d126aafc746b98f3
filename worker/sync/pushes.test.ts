import { describe, expect, it } from "vitest"
import { HandClock } from "../grants/memory.fixture.ts"
import { MemoryBoard } from "./jobs/memory.fixture.ts"
import { buildLink, cardId, itemId, MIRO_BOARD, shortLink, START } from "./jobs/samples.fixture.ts"
import { abandonPush, beginPush, commitPush, doubtPush, losePush } from "./pushes.ts"
import type { StoredLink } from "./store/links.ts"

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
    doubtPush(tables, CARD.id, MIRO_BOARD)
    expect(beginPush(tables, clock, CARD, TARGET)).toMatchObject({ kind: "search", slot: 0 })
  })
})

describe("a push after one without an answer", () => {
  it("is settled twenty seconds after the first began, however often somebody tries", () => {
    const { clock, tables } = setUp(null)
    beginPush(tables, clock, CARD, TARGET)
    doubtPush(tables, CARD.id, MIRO_BOARD)
    const plans = [5_000, 5_000, 9_999, 1].map((ms) => {
      clock.pass(ms)
      const plan = beginPush(tables, clock, CARD, TARGET)
      doubtPush(tables, CARD.id, MIRO_BOARD)
      return plan
    })
    expect(plans).toEqual(
      [false, false, false, true].map((settled) => ({ kind: "search", slot: 0, settled })),
    )
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
