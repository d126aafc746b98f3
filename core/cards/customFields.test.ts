import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { customFieldsOfCard, parseCustomFields, type CustomFieldItem } from "./customFields.ts"
import { cardReadQueryWithCustomFields, parseTrelloCard } from "./fromTrello.ts"

const id = (number: number): string => number.toString(16).padStart(24, "0")

/** As Trello answers to `customFields=true`, out of order. */
const ANSWER = [
  { id: id(5), name: "Signed off", type: "checkbox", pos: 50, fieldGroup: "x" },
  { id: id(1), name: "Team", type: "text", pos: 10 },
  { id: id(2), name: "Effort ", type: "number", pos: 20 },
  { id: id(3), name: "Start", type: "date", pos: 30 },
  {
    id: id(4),
    name: "Priority",
    type: "list",
    pos: 40,
    options: [
      { id: id(41), idCustomField: id(4), value: { text: "High" }, color: "red", pos: 1 },
      { id: id(42), idCustomField: id(4), value: { text: "Low" }, color: "none", pos: 2 },
    ],
  },
]
const DEFINITIONS = parseCustomFields(ANSWER)
const NAMES = DEFINITIONS.map(({ name }) => name)

const item = (field: number, value: object | null, idValue: string | null = null) => ({
  id: id(99),
  idModel: id(98),
  modelType: "card",
  idCustomField: id(field),
  value,
  idValue,
})
const ITEMS = [
  item(5, { checked: "true" }),
  item(4, null, id(41)),
  item(3, { date: "2026-12-03T23:00:00Z" }),
  item(2, { number: "3.5" }),
  item(1, { text: "Web" }),
]

function fieldsOf(items: unknown, names: readonly string[] = NAMES) {
  const least = { id: id(7), idBoard: id(8), idShort: 1, shortLink: "AbCd1234", name: "Card" }
  const parsed = parseTrelloCard({ ...least, customFieldItems: items })
  if (!parsed.ok) throw new Error(parsed.issues.join())
  return customFieldsOfCard(parsed.card, DEFINITIONS, names)
}

describe("customFieldsOfCard", () => {
  it("reads a value of each type, in the board's order of fields", () => {
    expect(fieldsOf(ITEMS)).toEqual([
      { name: "Team", value: { kind: "text", text: "Web" } },
      { name: "Effort", value: { kind: "number", number: 3.5 } },
      { name: "Start", value: { kind: "date", at: "2026-12-03T23:00:00.000Z" } },
      { name: "Priority", value: { kind: "choice", text: "High" } },
      { name: "Signed off", value: { kind: "checked" } },
    ])
  })

  it("shows those that are named and no others, whatever spaces are around the names", () => {
    expect(fieldsOf(ITEMS, [])).toEqual([])
    expect(fieldsOf(ITEMS, ["priority", "", "Gone"])).toEqual([])
    const chosen = fieldsOf(ITEMS, ["Priority", " Effort"])
    expect(chosen.map(({ name }) => name)).toEqual(["Effort", "Priority"])
  })

  it("shows all fields of a name that several have", () => {
    const twice = parseCustomFields([
      { id: id(1), name: "Team", type: "text", pos: 1 },
      { id: id(2), name: "Team", type: "text", pos: 2 },
    ])
    const items = [1, 2].map((number) => item(number, { text: `Team ${number}` }))
    const card = { customFieldItems: items as unknown as CustomFieldItem[] }
    expect(customFieldsOfCard(card, twice, ["Team"])).toHaveLength(2)
  })

  it.each([
    ["an unchecked box", item(5, { checked: "false" })],
    ["an option that is gone", item(4, null, id(43))],
    ["a cleared text", item(1, { text: "" })],
    ["no value", item(1, null)],
    ["a number that is none", item(2, { number: "three" })],
    ["a date that is none", item(3, { date: "soon" })],
    ["a value of another type", item(2, { text: "Web" })],
    ["a field that is gone", item(6, { text: "Web" })],
  ])("leaves out %s", (_what, one) => {
    expect(fieldsOf([one])).toEqual([])
  })

  it.each([null, undefined, "none", [3], [item(1, { text: 3 } as object)]])(
    "takes items in an unknown shape for none and keeps the card: %j",
    (items) => {
      expect(fieldsOf(items)).toEqual([])
    },
  )

  it("gives at most ten", () => {
    const many = Array.from({ length: 12 }, (_, i) => ({ ...ANSWER[1], id: id(i), pos: i }))
    const items = many.map((_, i) => item(i, { text: `${i}` }))
    const card = { customFieldItems: items as unknown as CustomFieldItem[] }
    const shown = customFieldsOfCard(card, parseCustomFields(many), ["Team"])
    expect(shown.map(({ value }) => value)).toEqual(
      Array.from({ length: 10 }, (_, i) => ({ kind: "text", text: `${i}` })),
    )
  })
})

describe("parseCustomFields", () => {
  it("reads names, types and options in Trello's order", () => {
    expect(NAMES).toEqual(["Team", "Effort ", "Start", "Priority", "Signed off"])
    expect(DEFINITIONS[3]).toEqual({
      id: id(4),
      name: "Priority",
      type: "list",
      options: [
        { id: id(41), text: "High" },
        { id: id(42), text: "Low" },
      ],
    })
    expect(DEFINITIONS[0]?.options).toEqual([])
  })

  it("leaves out a field that it cannot read, and never throws", () => {
    expect(parseCustomFields([{ id: "x" }, ...ANSWER])).toEqual(DEFINITIONS)
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(parseCustomFields(json)).toEqual([])
      }),
    )
  })
})

describe("cardReadQueryWithCustomFields", () => {
  it("asks for the values", () => {
    expect(cardReadQueryWithCustomFields).toMatchObject({ customFieldItems: "true", list: "true" })
  })
})
