import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { POWER_UP_CARD_FIELDS, ticketFromPowerUp } from "./fromPowerUp.ts"
import { cardReadQuery, parseTrelloCard, toTicket, type TrelloCard } from "./fromTrello.ts"
import { LABEL_COLORS, type Ticket } from "./ticket.ts"

const ORIGIN = { trelloOrigin: "https://trello.com" }

/** An answer of Trello, in the shape of its documentation. */
const ANSWER = {
  id: "64b7c0ffee64b7c0ffee64b7",
  idBoard: "64b7c0ffee64b7c0ffee0001",
  idList: "64b7c0ffee64b7c0ffee0002",
  idShort: 12,
  shortLink: "AbCd1234",
  url: "https://trello.com/c/AbCd1234/12-fix-login",
  name: "Fix login",
  desc: "It **fails**.",
  closed: false,
  due: "2026-12-03T14:00:00.000Z",
  dueComplete: false,
  cover: { idAttachment: null, color: "sky", size: "normal", brightness: "light" },
  labels: [
    { id: "l1", idBoard: "b", name: "Bug", color: "red_dark", uses: 3 },
    { id: "l2", idBoard: "b", name: "", color: "green" },
    { id: "l3", idBoard: "b", name: "Later", color: null },
  ],
  list: { id: "64b7c0ffee64b7c0ffee0002", name: "Doing" },
  members: [{ id: "m1", fullName: "Ann Example" }],
  badges: { checkItems: 3, checkItemsChecked: 2, comments: 1 },
  cardRole: null,
  isTemplate: false,
}

function read(json: unknown): TrelloCard {
  const parsed = parseTrelloCard(json)
  if (!parsed.ok) throw new Error(parsed.issues.join())
  return parsed.card
}

const ticketOf = (changes: object): Ticket => toTicket(read({ ...ANSWER, ...changes }), ORIGIN)

describe("toTicket", () => {
  it("reads a card as Trello sends it", () => {
    expect(ticketOf({})).toEqual({
      id: "64b7c0ffee64b7c0ffee64b7",
      idBoard: "64b7c0ffee64b7c0ffee0001",
      shortLink: "AbCd1234",
      idShort: 12,
      url: "https://trello.com/c/AbCd1234",
      title: "Fix login",
      description: "It **fails**.",
      listName: "Doing",
      labels: [
        { name: "Bug", color: "red_dark" },
        { name: "", color: "green" },
        { name: "Later", color: null },
      ],
      members: [{ name: "Ann Example" }],
      due: { at: "2026-12-03T14:00:00.000Z", complete: false },
      checklist: { done: 2, total: 3 },
      customFields: [],
      cover: "sky",
      archived: false,
    } satisfies Ticket)
  })

  it("reads a card that has next to nothing, whether it is null or missing", () => {
    const { id, idBoard, idShort, shortLink, name } = ANSWER
    const least = { id, idBoard, idShort, shortLink, name }
    const nulls = Object.fromEntries(Object.keys(ANSWER).map((key) => [key, null]))
    const bare = toTicket(read(least), ORIGIN)
    expect(bare).toMatchObject({
      description: "",
      listName: null,
      labels: [],
      members: [],
      due: null,
      checklist: null,
      customFields: [],
      cover: null,
      archived: false,
    })
    expect(toTicket(read({ ...nulls, ...least }), ORIGIN)).toEqual(bare)
  })

  it("shows a label or cover of a colour that we do not know without colour", () => {
    const ticket = ticketOf({ labels: [{ name: "New", color: "teal" }], cover: { color: "teal" } })
    expect(ticket.labels).toEqual([{ name: "New", color: null }])
    expect(ticket.cover).toBeNull()
  })

  it("takes an unreadable due date for none", () => {
    expect(ticketOf({ due: "soon" }).due).toBeNull()
  })

  it("shows the custom fields that it is given, and none by itself", () => {
    const items = { customFieldItems: [{ idCustomField: "f1", value: { text: "Web" } }] }
    expect(ticketOf(items).customFields).toEqual([])
    const customFields = [{ name: "Team", value: { kind: "text", text: "Web" } as const }]
    expect(toTicket(read(ANSWER), { ...ORIGIN, customFields }).customFields).toEqual(customFields)
  })

  it("has no checklist when no checklist has an item, and when nobody counted them", () => {
    expect(ticketOf({ badges: { checkItems: 0, checkItemsChecked: 0 } }).checklist).toBeNull()
    expect(ticketOf({ badges: undefined }).checklist).toBeNull()
  })
})

describe("parseTrelloCard", () => {
  it("keeps what tells an ordinary card from other things on a list", () => {
    expect(read(ANSWER)).toMatchObject({ cardRole: null, isTemplate: false, closed: false })
    expect(read({ ...ANSWER, cardRole: "mirror" }).cardRole).toBe("mirror")
  })

  it.each([
    ["id", { id: "../secrets" }],
    ["idBoard", { idBoard: undefined }],
    ["shortLink", { shortLink: 'x"><script>' }],
    ["name", { name: null }],
    ["labels", { labels: "red" }],
    ["labels.1.name", { labels: [{ name: "a" }, { name: 3 }] }],
  ])("says where the answer is wrong, not what stands there: %s", (where, changes) => {
    expect(parseTrelloCard({ ...ANSWER, ...changes })).toEqual({ ok: false, issues: [where] })
  })

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(parseTrelloCard(json).ok).toBe(false)
      }),
    )
  })

  it("asks for every field that it reads", () => {
    const besides = ["id", "list", "members", "customFieldItems"]
    const asked = [...cardReadQuery.fields.split(","), ...besides]
    expect(asked).toEqual(expect.arrayContaining(Object.keys(read(ANSWER))))
  })
})

describe("ticketFromPowerUp", () => {
  const anyCard = fc.record({
    name: fc.string(),
    desc: fc.string(),
    closed: fc.boolean(),
    due: fc.option(fc.constantFrom("2026-12-03T14:00:00.000Z", "2020-02-29T00:00:00Z")),
    dueComplete: fc.boolean(),
    cover: fc.option(fc.record({ color: fc.option(fc.constantFrom(...LABEL_COLORS)) })),
    labels: fc.array(
      fc.record({ name: fc.string(), color: fc.option(fc.constantFrom(...LABEL_COLORS, "teal")) }),
    ),
    members: fc.array(fc.record({ fullName: fc.string() })),
    badges: fc.option(
      fc.record({ checkItems: fc.nat({ max: 20 }), checkItemsChecked: fc.nat({ max: 20 }) }),
    ),
  })

  it("makes the same ticket of a card as the REST answer does", () => {
    fc.assert(
      fc.property(anyCard, fc.option(fc.string()), (card, listName) => {
        const answer = { ...ANSWER, ...card, list: listName === null ? null : { name: listName } }
        const asked = POWER_UP_CARD_FIELDS.map((field) => [field, answer[field]])
        const preview = ticketFromPowerUp(
          Object.fromEntries(asked) as Parameters<typeof ticketFromPowerUp>[0],
          { ...ORIGIN, idBoard: ANSWER.idBoard, listName },
        )
        expect(preview).toEqual(toTicket(read(answer), ORIGIN))
      }),
    )
  })
})
