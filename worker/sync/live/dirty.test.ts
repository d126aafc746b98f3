import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Change } from "../../trello/changes.ts"
import {
  COALESCE_MS,
  dueAt,
  LATEST_MS,
  marksOf,
  noteChanges,
  SILENCE_MS,
  STANDING,
  WHOLE_BOARD,
} from "./dirty.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"

const START = 1_800_000_000_000
const id = (n: number) => n.toString(16).padStart(24, "0")
const card = (n: number): Change => ({ kind: "card", card: id(n) })

interface Delivery {
  readonly action: string
  readonly changes: readonly Change[]
}
const deliver = (deliveries: readonly Delivery[], at = (index: number) => START + index) => {
  const tables = new MemoryBoard().open()
  for (const [index, delivery] of deliveries.entries()) noteChanges(tables, delivery, at(index))
  return { tables, due: tables.due.read("sync"), marks: tables.dirty.take() }
}
const whats = (deliveries: readonly Delivery[]) =>
  deliver(deliveries)
    .marks.map(({ what }) => what)
    .sort()

const anyCard = fc.nat(12).map(id)
const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("card" as const), card: anyCard }),
  fc.record({ kind: fc.constant("card_gone" as const), card: anyCard }),
  fc.record({ kind: fc.constant("card_left" as const), card: anyCard }),
  fc.constant({ kind: "board" } as const),
  fc.constant({ kind: "standing" } as const),
)
const anyDelivery = fc.record({
  action: fc.nat(200).map(id),
  changes: fc.array(anyChange, { maxLength: 3 }),
})
/** Deliveries of different actions. */
const anyDeliveries = fc.uniqueArray(anyDelivery, { selector: ({ action }) => action })

describe("deliveries become marks", () => {
  it("of which none is lost", () => {
    fc.assert(
      fc.property(anyDeliveries, (deliveries) => {
        const wanted = new Set(deliveries.flatMap(({ changes }) => [...marksOf(changes)]))
        expect(whats(deliveries)).toEqual([...wanted].sort())
      }),
    )
  })

  it("whatever their order", () => {
    const shuffled = anyDeliveries.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(whats(other)).toEqual(whats(all))
      }),
    )
  })

  it("once, however often they come", () => {
    fc.assert(
      fc.property(anyDeliveries, fc.array(fc.nat(), { minLength: 1 }), (all, repeats) => {
        const tables = new MemoryBoard().open()
        for (const delivery of all) noteChanges(tables, delivery, START)
        for (const { what } of tables.dirty.take()) tables.dirty.settle(what)
        tables.due.set("sync", null)
        for (const index of repeats) {
          const again = all[index % all.length]
          if (again !== undefined) noteChanges(tables, again, START + 100)
        }
        expect(tables.dirty.take()).toEqual([])
        expect(tables.due.read("sync")).toBeNull()
      }),
    )
  })

  it("of the cards alone, however they changed", () => {
    expect(marksOf([card(1), { kind: "card_gone", card: id(2) }])).toEqual(new Set([id(1), id(2)]))
    expect(marksOf([{ kind: "card_left", card: id(3) }])).toEqual(new Set([id(3)]))
  })

  it("of the whole board, or of whether it is kept in step at all", () => {
    expect(marksOf([{ kind: "board" }])).toEqual(new Set([WHOLE_BOARD]))
    expect(marksOf([{ kind: "standing" }])).toEqual(new Set([STANDING]))
  })

  it("while others are being looked at: those come again, the rest is done", () => {
    const tables = new MemoryBoard().open()
    noteChanges(tables, { action: id(1), changes: [card(1)] }, START)
    noteChanges(tables, { action: id(2), changes: [card(2)] }, START)
    const taken = tables.dirty.take()
    noteChanges(tables, { action: id(3), changes: [card(1)] }, START + 2000)
    for (const { what } of taken) tables.dirty.settle(what)
    expect(tables.due.read("sync")).toBe(START + 2000 + COALESCE_MS)
    expect(tables.dirty.take()).toEqual([{ what: id(1), since: START + 2000 }])
  })
})

describe("the look at what changed", () => {
  it("is due a second after a single change", () => {
    expect(deliver([{ action: id(1), changes: [card(1)] }]).due).toBe(START + COALESCE_MS)
  })

  it("is due at no time after a delivery that changes nothing", () => {
    expect(deliver([{ action: id(1), changes: [] }]).due).toBeNull()
  })

  it("is due never sooner than the changes fell silent, and never later than five seconds after the first", () => {
    const gaps = fc.array(fc.nat(3000), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(gaps, (gaps) => {
        let at = START
        const times = gaps.map((gap) => (at += gap))
        // Those that come before the look began.
        const [first = START, ...later] = times
        let due = dueAt(first, first)
        for (const time of later) {
          if (time >= due) break
          due = dueAt(first, time)
          expect(due).toBeGreaterThanOrEqual(Math.min(time + SILENCE_MS, first + LATEST_MS))
        }
        expect(due).toBeGreaterThanOrEqual(first + COALESCE_MS)
        expect(due).toBeLessThanOrEqual(first + LATEST_MS)
      }),
    )
  })

  it("happens once or twice for a thousand changes of one card within a second", () => {
    const tables = new MemoryBoard().open()
    let looks = 0
    const look = (now: number) => {
      const due = tables.due.read("sync")
      if (due === null || due > now) return
      for (const { what } of tables.dirty.take()) tables.dirty.settle(what)
      tables.due.set("sync", null)
      looks += 1
    }
    for (let ms = 0; ms < 8000; ms++) {
      look(START + ms)
      if (ms < 1000) noteChanges(tables, { action: id(ms), changes: [card(1)] }, START + ms)
    }
    expect(looks).toBeGreaterThan(0)
    expect(looks).toBeLessThanOrEqual(2)
  })
})
