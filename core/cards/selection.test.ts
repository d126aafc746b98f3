import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { DUE_CHOICES, EVERY_CARD, type Selection } from "../contract/jobs.ts"
import { anyText, anyTime } from "./arbitraries.fixture.ts"
import { buildSelector, type SelectableCard } from "./selection.ts"

const CARD: SelectableCard = {
  idList: "list-1",
  idShort: 12,
  name: "Fix the Login",
  due: null,
  dueComplete: false,
  idLabels: ["label-1", "label-2"],
  idMembers: ["member-1"],
}
const NOW = Date.parse("2026-11-22T12:00:00Z")
const CONTEXT = { now: NOW, timeZone: "Europe/Berlin", onMiro: (idShort: number) => idShort === 12 }
const selects = (selection: Partial<Selection>, card: Partial<SelectableCard> = {}): boolean =>
  buildSelector({ ...EVERY_CARD, ...selection }, CONTEXT)({ ...CARD, ...card })

describe("buildSelector", () => {
  it("selects by list, and by any of several labels and members", () => {
    expect(selects({ lists: ["list-0", "list-1"] })).toBe(true)
    expect(selects({ lists: ["list-0"] })).toBe(false)
    expect(selects({ labels: ["label-0", "label-2"] })).toBe(true)
    expect(selects({ labels: ["label-0"] })).toBe(false)
    expect(selects({ members: ["member-1", "member-2"] })).toBe(true)
    expect(selects({ members: ["member-2"] })).toBe(false)
    expect(selects({ members: ["member-1"] }, { idMembers: [] })).toBe(false)
  })

  it("wants all parts to hold", () => {
    expect(selects({ lists: ["list-1"], labels: ["label-1"], text: "login" })).toBe(true)
    expect(selects({ lists: ["list-1"], labels: ["label-0"], text: "login" })).toBe(false)
  })

  it("leaves out what is on Miro, if asked to", () => {
    expect(selects({ notOnMiro: true })).toBe(false)
    expect(selects({ notOnMiro: true }, { idShort: 13 })).toBe(true)
  })

  it.each([
    [" LOGIN ", "Fix the Login"],
    ["strasse", "Hauptstraße"],
    ["ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"],
    ["cafe\u0301", "Café"],
    ["info", "INFO"],
  ])("finds %j in %j", (text, name) => {
    expect(selects({ text }, { name })).toBe(true)
  })

  it("does not find what is not there", () => {
    expect(selects({ text: "logout" })).toBe(false)
    expect(selects({ text: "fix  the" })).toBe(false)
  })

  it.each([
    ["overdue", "2026-11-21T22:59:00Z", true],
    ["overdue", "2026-11-21T23:00:00Z", false],
    ["week", "2026-11-21T22:59:00Z", false],
    ["week", "2026-11-21T23:00:00Z", true],
    ["week", "2026-11-29T22:59:00Z", true],
    ["week", "2026-11-29T23:00:00Z", false],
    ["set", "2020-01-01T00:00:00Z", true],
    ["none", "2020-01-01T00:00:00Z", false],
  ] as const)("counts whole days of the board's time zone: %s, %s", (choice, due, expected) => {
    expect(selects({ due: choice }, { due })).toBe(expected)
  })

  it("has nothing overdue or due in a week that is complete", () => {
    for (const due of ["2026-11-20T00:00:00Z", "2026-11-23T00:00:00Z"]) {
      expect(selects({ due: "overdue" }, { due, dueComplete: true })).toBe(false)
      expect(selects({ due: "week" }, { due, dueComplete: true })).toBe(false)
      expect(selects({ due: "set" }, { due, dueComplete: true })).toBe(true)
    }
  })

  it.each([null, "soon"])("takes %j for no due date", (due) => {
    const chosen = DUE_CHOICES.filter((choice) => selects({ due: choice }, { due }))
    expect(chosen).toEqual(["any", "none"])
  })
})

const id = fc.constantFrom("a", "b", "c")
const ids = fc.uniqueArray(id, { maxLength: 3 })
const due = anyTime.map((at) => new Date(at).toISOString())
const anyCard: fc.Arbitrary<SelectableCard> = fc.record({
  idList: id,
  idShort: fc.nat(3),
  name: anyText(12),
  due: fc.option(fc.oneof(due, fc.constant("soon"))),
  dueComplete: fc.boolean(),
  idLabels: ids,
  idMembers: ids,
})
const anySelection: fc.Arbitrary<Selection> = fc.record({
  lists: ids,
  labels: ids,
  members: ids,
  due: fc.constantFrom(...DUE_CHOICES),
  text: anyText(3),
  notOnMiro: fc.boolean(),
})
const anyContext = fc.record({
  now: anyTime,
  timeZone: fc.constantFrom("UTC", "Pacific/Kiritimati", "Mars/Base"),
  onMiro: fc.constant((idShort: number) => idShort % 2 === 0),
})

describe("buildSelector, whatever the cards", () => {
  it("selects everything when nothing is chosen", () => {
    fc.assert(
      fc.property(anyCard, anyContext, (card, context) => {
        expect(buildSelector(EVERY_CARD, context)(card)).toBe(true)
      }),
    )
  })

  it("never selects more when something is chosen in addition", () => {
    const part = fc.constantFrom(...(Object.keys(EVERY_CARD) as (keyof Selection)[]))
    fc.assert(
      fc.property(anyCard, anySelection, anyContext, part, (card, selection, context, key) => {
        const without = { ...selection, [key]: EVERY_CARD[key] }
        const selected = buildSelector(selection, context)(card)
        expect(selected && !buildSelector(without, context)(card)).toBe(false)
      }),
    )
  })

  it("finds every part of a title, in upper case and in lower case", () => {
    const title = fc.string({ unit: fc.constantFrom(...Array.from("aZäÖßσς İé-")), maxLength: 12 })
    fc.assert(
      fc.property(title, fc.nat(11), fc.nat(12), anyContext, (name, from, length, context) => {
        const text = name.slice(from, from + length)
        for (const typed of [text, text.toUpperCase(), text.toLowerCase()]) {
          const select = buildSelector({ ...EVERY_CARD, text: typed }, context)
          expect(select({ ...CARD, name })).toBe(true)
        }
      }),
    )
  })
})
