import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { IndexedMap } from "./indexed.ts"

interface Card {
  readonly id: string
  readonly list: string
  readonly labels: readonly string[]
}

const LISTS = ["a", "b", "c"]
const anyList = fc.constantFrom(...LISTS)
const anyCard: fc.Arbitrary<Card> = fc.record({
  id: fc.constantFrom("1", "2", "3", "4"),
  list: anyList,
  labels: fc.uniqueArray(anyList),
})
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), card: anyCard }),
  fc.record({ kind: fc.constant("place" as const), card: anyCard }),
  fc.record({ kind: fc.constant("delete" as const), card: anyCard }),
)

describe("an indexed map", () => {
  it("finds by every key what looking at all items would find", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
        const map = new IndexedMap({
          list: (card: Card) => [card.list],
          label: (card: Card) => card.labels,
        })
        for (const { kind, card } of steps) {
          const found = map.get(card.id)
          if (kind === "set") map.set(card.id, { ...card })
          if (kind === "delete") map.delete(card.id)
          if (kind === "place" && found !== undefined) {
            map.place(found, { list: card.list, labels: card.labels })
          }
        }
        const all = [...map.values()]
        for (const key of LISTS) {
          expect(new Set(map.by("list", key))).toEqual(new Set(all.filter((c) => c.list === key)))
          expect(new Set(map.by("label", key))).toEqual(
            new Set(all.filter((c) => c.labels.includes(key))),
          )
        }
      }),
    )
  })

  it("keeps the order of a group whose member changes elsewhere", () => {
    const map = new IndexedMap({
      list: (card: Card) => [card.list],
      label: (card: Card) => card.labels,
    })
    const first = { id: "1", list: "a", labels: [] }
    map.set("1", first).set("2", { id: "2", list: "a", labels: [] })
    map.place(first, { labels: ["b"] })
    expect([...map.by("list", "a")].map(({ id }) => id)).toEqual(["1", "2"])
  })

  it("is empty after it was cleared", () => {
    const map = new IndexedMap({ list: (card: Card) => [card.list] })
    map.set("1", { id: "1", list: "a", labels: [] }).clear()
    expect([map.size, map.by("list", "a").size]).toEqual([0, 0])
  })
})
