import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyText } from "./arbitraries.fixture.ts"
import { cardReadQuery, parseTrelloCard, toTicket } from "./fromTrello.ts"
import { LABEL_COLORS, type Ticket } from "./ticket.ts"
import {
  boardReadQuery,
  parseTrelloBoard,
  ticketOfBoardCard,
  type TrelloBoard,
} from "./trelloBoard.ts"

const ORIGIN = "https://trello.com"
const id = (number: number): string => number.toString(16).padStart(24, "0")
const BOARD = id(1)
const [DOING, DONE] = [id(11), id(12)]

/** A card as it stands in a board's answer. */
const CARD = {
  id: id(100),
  name: "Fix login",
  desc: "It **fails**.",
  idBoard: BOARD,
  idList: DOING,
  idShort: 12,
  shortLink: "AbCd1234",
  url: "https://trello.com/c/AbCd1234/12-fix-login",
  closed: false,
  due: "2026-12-03T14:00:00.000Z",
  dueComplete: false,
  cover: { idAttachment: null, color: "sky", size: "normal", brightness: "light" },
  idLabels: [id(21)],
  labels: [{ id: id(21), idBoard: BOARD, name: "Bug", color: "red_dark", uses: 3 }],
  idMembers: [id(31)],
  badges: { checkItems: 3, checkItemsChecked: 2, comments: 1 },
  cardRole: null,
  isTemplate: false,
  pos: 16384,
  customFieldItems: [{ id: id(51), idCustomField: id(41), idValue: null, value: { text: "Web" } }],
}

const ANSWER = {
  id: BOARD,
  name: "Relaunch",
  closed: false,
  idOrganization: id(2),
  lists: [
    { id: DONE, name: "Done", pos: 200 },
    { id: DOING, name: "Doing", pos: 100.5 },
  ],
  cards: [CARD],
  members: [
    { id: id(31), fullName: "Ann Example" },
    { id: id(32), fullName: "Bo Example" },
  ],
  customFields: [{ id: id(41), idModel: BOARD, name: "Team", type: "text", pos: 1 }],
}

function read(json: unknown): TrelloBoard {
  const parsed = parseTrelloBoard(json)
  if (!parsed.ok) throw new Error(parsed.issues.join())
  return parsed.board
}

function ticketsOf(answer: object, customFields: readonly string[] = []): Ticket[] {
  const board = read(answer)
  const options = { trelloOrigin: ORIGIN, customFields }
  return board.cards.map((card) => ticketOfBoardCard(board, card, options))
}

describe("parseTrelloBoard", () => {
  it("reads a board as Trello sends it, lists in Trello's order", () => {
    const { cards, ...board } = read(ANSWER)
    expect(board).toEqual({
      id: BOARD,
      name: "Relaunch",
      closed: false,
      idOrganization: id(2),
      lists: [
        { id: DOING, name: "Doing", pos: 100.5, closed: false },
        { id: DONE, name: "Done", pos: 200, closed: false },
      ],
      customFields: [{ id: id(41), name: "Team", type: "text", options: [] }],
      memberNames: new Map([
        [id(31), "Ann Example"],
        [id(32), "Bo Example"],
      ]),
      unreadable: 0,
    })
    expect(cards).toMatchObject([{ id: CARD.id, idLabels: CARD.idLabels, pos: 16384 }])
  })

  it("puts cards in the order in which they stand on the board", () => {
    const cards = [
      { ...CARD, id: id(101), idList: DONE, pos: 1 },
      { ...CARD, id: id(102), idList: DOING, pos: 3 },
      { ...CARD, id: id(103), idList: DOING, pos: 2 },
      { ...CARD, id: id(104), idList: DOING, pos: 3 },
    ]
    const read103first = read({ ...ANSWER, cards }).cards.map((card) => card.id)
    expect(read103first).toEqual([id(103), id(102), id(104), id(101)])
  })

  it("reads a board that has next to nothing, whether it is null or missing", () => {
    const bare = read({ id: BOARD })
    expect(bare).toMatchObject({ name: "", idOrganization: null, lists: [], cards: [] })
    const nulls = Object.fromEntries(Object.keys(ANSWER).map((key) => [key, null]))
    expect(read({ ...nulls, id: BOARD })).toEqual(bare)
  })

  it.each([
    ["in an unknown shape", { shortLink: 3 }],
    ["without a list", { idList: null }],
    ["on a list that is not open", { idList: id(13) }],
    ["of another board", { idBoard: id(3) }],
  ])("leaves out and counts a card %s", (_what, changes) => {
    const cards = [{ ...CARD, ...changes }, CARD, 3]
    expect(read({ ...ANSWER, cards })).toMatchObject({ cards: [{ id: CARD.id }], unreadable: 2 })
  })

  it.each([
    ["id", { id: "../secrets" }],
    ["lists.1.id", { lists: [ANSWER.lists[0], { name: "Doing" }] }],
    ["cards", { cards: "many" }],
  ])("says where the answer is wrong, not what stands there: %s", (where, changes) => {
    expect(parseTrelloBoard({ ...ANSWER, ...changes })).toEqual({ ok: false, issues: [where] })
  })

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(parseTrelloBoard(json).ok).toBe(false)
        expect(parseTrelloBoard({ ...ANSWER, cards: [json] })).toMatchObject({ ok: true })
      }),
    )
  })

  it("asks for every field that it reads", () => {
    const asked = [...boardReadQuery.card_fields.split(","), "id", "customFieldItems"]
    expect(asked).toEqual(expect.arrayContaining(Object.keys(read(ANSWER).cards[0] ?? {})))
    expect(boardReadQuery.card_fields.startsWith(cardReadQuery.fields)).toBe(true)
  })

  it("reads 5,000 cards in less than a second", () => {
    const cards = Array.from({ length: 5000 }, (_, i) => ({ ...CARD, id: id(1000 + i) }))
    const begun = performance.now()
    expect(read({ ...ANSWER, cards }).cards).toHaveLength(5000)
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})

describe("ticketOfBoardCard", () => {
  it("shows the custom fields that are named", () => {
    const [ticket] = ticketsOf(ANSWER, ["Team"])
    expect(ticket?.customFields).toEqual([{ name: "Team", value: { kind: "text", text: "Web" } }])
  })

  it("leaves a member who left the board without a name", () => {
    const [ticket] = ticketsOf({ ...ANSWER, cards: [{ ...CARD, idMembers: [id(33), id(32)] }] })
    expect(ticket?.members).toEqual([{ name: "" }, { name: "Bo Example" }])
  })

  it("equals the ticket that the same card makes when it is read alone", () => {
    const anyCard = fc.record({
      name: anyText(12),
      desc: anyText(12),
      closed: fc.boolean(),
      due: fc.option(fc.constantFrom("2026-12-03T14:00:00.000Z", "soon")),
      dueComplete: fc.boolean(),
      cover: fc.option(fc.record({ color: fc.option(fc.constantFrom(...LABEL_COLORS)) })),
      labels: fc.array(
        fc.record({ name: anyText(5), color: fc.option(fc.constantFrom(...LABEL_COLORS, "teal")) }),
      ),
      idMembers: fc.uniqueArray(fc.constantFrom(id(31), id(32))),
      badges: fc.option(fc.record({ checkItems: fc.nat(9), checkItemsChecked: fc.nat(9) })),
    })
    fc.assert(
      fc.property(anyCard, (changes) => {
        const card = { ...CARD, ...changes }
        const members = card.idMembers.map((one) => ANSWER.members.find(({ id }) => id === one))
        const alone = parseTrelloCard({ ...card, list: { id: DOING, name: "Doing" }, members })
        expect(ticketsOf({ ...ANSWER, cards: [card] })).toEqual([
          alone.ok && toTicket(alone.card, { trelloOrigin: ORIGIN }),
        ])
      }),
    )
  })
})
