import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  buildCardBoards,
  buildOnMiro,
  CARD_BOARDS_MAX,
  isOnMiro,
  parseCardBoards,
  parseChoice,
  parseConnected,
  parseOnMiro,
  type CardBoard,
} from "./pluginData.ts"

/** What Trello keeps per scope, in characters of JSON. */
const BOARD_ROOM = 8192
const CARD_ROOM = 4096

/** Trello refuses shared data that looks like this. */
const SUSPECTED_SECRET = /"(?:(?:auth|refresh)?[_-]?token|secret)":/i

const idShorts = fc.uniqueArray(fc.integer({ min: 1, max: 40_000 }), { maxLength: 300 })
const text = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: "binary", maxLength })
const board: fc.Arbitrary<CardBoard> = fc.record({
  id: text(20),
  item: text(19),
  name: fc.oneof(text(30), fc.constant('"secret":"token":')),
  state: fc.constantFrom("ok", "stale", "broken"),
})

/** Text that resembles an entry, and anything else. */
const garbage = fc.oneof(
  fc.anything(),
  fc.string({ unit: fc.constantFrom(...Array.from("019az-.Z ")) }),
  fc.record({ v: fc.constantFrom(1, 2), boards: fc.array(fc.oneof(board, fc.anything())) }),
  fc.record({ v: fc.constantFrom(1, 2), connection: fc.anything(), id: text(5), name: text(5) }),
)

describe("the board's entry of cards on Miro", () => {
  it.each([
    [[], ""],
    [[1], "1"],
    [[1, 2, 3], "1-3"],
    [[40, 3, 2, 1, 36], "1-3.10.14"],
  ])("writes %j as %j", (ids, entry) => {
    expect(buildOnMiro(ids)).toBe(entry)
  })

  it("gives back the cards that it was built of, ascending, whatever their order", () => {
    fc.assert(
      fc.property(idShorts, (ids) => {
        expect(parseOnMiro(buildOnMiro([...ids, ...ids]))).toEqual(ids.sort((a, b) => a - b))
      }),
    )
  })

  it("names a card exactly when it was built of it", () => {
    fc.assert(
      fc.property(idShorts, fc.integer({ min: 1, max: 40_000 }), (ids, id) => {
        const entry = buildOnMiro(ids)
        expect(isOnMiro(entry, id)).toBe(ids.includes(id))
        expect(ids.every((each) => isOnMiro(entry, each))).toBe(true)
      }),
    )
  })

  it("takes six characters for 5,000 cards in a row", () => {
    const entry = buildOnMiro(Array.from({ length: 5000 }, (_, i) => i + 1000))
    expect(entry.length).toBeLessThanOrEqual(8)
    expect(buildOnMiro(Array.from({ length: 5000 }, (_, i) => i + 1)).length).toBeLessThanOrEqual(6)
  })

  it("has room for 2,000 cards scattered over a board's first 46,000", () => {
    const scattered = Array.from({ length: 2000 }, (_, i) => i * 23 + 1)
    expect(JSON.stringify({ m: buildOnMiro(scattered) }).length).toBeLessThan(BOARD_ROOM)
  })

  it("reads anything, in little time, and names no more than 100,000 cards", () => {
    const huge = Array.from({ length: 900 }, () => "1-zzzzz").join(".")
    expect(parseOnMiro(huge)).toHaveLength(100_000)
    expect(parseOnMiro("9.3-5.4-6")).toEqual([3, 4, 5, 6, 9])
    expect(parseOnMiro(`1-${"z".repeat(8000)}`)).toEqual([])
    fc.assert(
      fc.property(garbage, fc.nat(), (entry, id) => {
        expect(parseOnMiro(entry).every(Number.isSafeInteger)).toBe(true)
        expect(typeof isOnMiro(entry, id)).toBe("boolean")
      }),
    )
  })
})

describe("a card's entry", () => {
  it("gives back the boards that it was built of, up to its limit", () => {
    fc.assert(
      fc.property(fc.array(board, { minLength: 1, maxLength: 12 }), (boards) => {
        const stored: unknown = JSON.parse(JSON.stringify(buildCardBoards(boards)))
        expect(parseCardBoards(stored)).toEqual(boards.slice(0, CARD_BOARDS_MAX))
      }),
    )
  })

  it("is removed when the card is on no board", () => {
    expect(buildCardBoards([])).toBeNull()
  })

  it("fits Trello's room with the longest ids and names, and never looks like a secret", () => {
    const longest = { id: "x".repeat(64), item: "9".repeat(24), state: "broken" } as const
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text(60), fc.constant('"token":')), { minLength: 8 }),
        (names) => {
          const entry = buildCardBoards(
            names.map((name) => ({ ...longest, name: name.slice(0, 60) })),
          )
          const json = JSON.stringify({ m: entry })
          expect(json.length).toBeLessThanOrEqual(CARD_ROOM)
          expect(json).not.toMatch(SUSPECTED_SECRET)
        },
      ),
    )
  })

  it("reads anything, and gives only whole boards", () => {
    fc.assert(
      fc.property(garbage, (value) => {
        for (const { id, item, name, state } of parseCardBoards(value)) {
          expect([typeof id, typeof item, typeof name]).toEqual(["string", "string", "string"])
          expect(["ok", "stale", "broken"]).toContain(state)
        }
      }),
    )
  })

  it.each([
    ["written before there was `stale`", "broken", "broken"],
    ["of a later version", "resting", "ok"],
    ["without a state", undefined, "ok"],
  ])("keeps a board %s", (_, state, read) => {
    const one = { id: "b1", item: "1", name: "Plan" }
    expect(parseCardBoards({ v: 1, boards: [{ ...one, state }] })).toEqual([
      { ...one, state: read },
    ])
  })
})

describe("a remembered choice", () => {
  it("is read as it was written, without what is not part of it", () => {
    const choice = { v: 1, connection: "miro:1:2", id: "uXjVOD6LSME=", name: "Sprint" } as const
    expect(parseChoice({ ...choice, extra: true })).toEqual(choice)
  })

  it("is none when anything is missing or from another version", () => {
    fc.assert(
      fc.property(garbage, (value) => {
        const choice = parseChoice(value)
        if (choice === null) return
        expect(Object.keys(choice)).toEqual(["v", "connection", "id", "name"])
        expect(typeof choice.connection).toBe("string")
      }),
    )
    expect(parseChoice({ v: 2, connection: "miro:1:2", id: "a", name: "b" })).toBeNull()
    expect(parseChoice({ v: 1, connection: "miro:1:2", id: "a" })).toBeNull()
  })
})

describe("what a person has connected", () => {
  it("reads back as it was written, and as nothing when it is anything else", () => {
    const nothing = { v: 1, trello: false, miro: false }
    expect(parseConnected({ v: 1, trello: true, miro: false })).toEqual({
      ...nothing,
      trello: true,
    })
    expect(parseConnected({ v: 2, trello: true, miro: true })).toEqual(nothing)
    expect(parseConnected({ v: 1, trello: "yes" })).toEqual(nothing)
    fc.assert(
      fc.property(garbage, (value) => {
        expect(parseConnected(value)).toEqual(nothing)
      }),
    )
  })
})
