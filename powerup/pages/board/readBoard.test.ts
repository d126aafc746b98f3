import { describe, expect, it } from "vitest"
import { EVERY_CARD } from "../../../core/contract/jobs.ts"
import {
  ANN,
  boardCard,
  DOING,
  trelloCards,
  trelloId,
  trelloLists,
  UNNAMED,
  URGENT,
} from "../testing/boardSamples.ts"
import { buildDraft, isFiltered, toggled } from "./draft.ts"
import { parseBoard } from "./readBoard.ts"

const read = (cards: unknown, lists: unknown = trelloLists) =>
  parseBoard({ cards, lists, name: "Relaunch" }, "en")

describe("the Trello board as the page reads it", () => {
  it("has what a selection looks at", () => {
    const board = read(trelloCards)
    expect(board.cards[0]).toEqual({
      id: trelloId("d1", 1),
      idShort: 1,
      idList: trelloId("a1", 1),
      name: "Card 1",
      due: "2026-11-20T12:00:00.000Z",
      dueComplete: false,
      idLabels: [URGENT.id],
      idMembers: [],
    })
    expect(board.lists.map(({ name }) => name)).toEqual(["To do", "Doing", "Done"])
  })

  it("offers the labels and members that are on cards, each once and by name", () => {
    const other = { id: trelloId("c1", 2), fullName: "Åsa Berg" }
    const { labels, members } = read([...trelloCards, boardCard(7, { members: [other, ANN] })])
    expect(labels).toEqual([
      { id: UNNAMED.id, name: "", color: "sky_dark" },
      { id: URGENT.id, name: "Urgent", color: "red" },
    ])
    expect(members.map(({ name }) => name)).toEqual(["Ann Example", "Åsa Berg"])
  })

  it("leaves out cards on lists that are not open", () => {
    const { cards } = read([boardCard(1), boardCard(2, { idList: DOING })], trelloLists.slice(1, 2))
    expect(cards.map(({ idShort }) => idShort)).toEqual([2])
  })

  it.each([
    ["nothing", null, 0],
    ["an object", {}, 0],
    ["a card without an id", [{ name: "x" }, boardCard(1)], 1],
    [
      "a card with an unknown label colour",
      [boardCard(1, { labels: [{ ...URGENT, color: "teal" }] })],
      1,
    ],
    ["a card with an unreadable due date", [boardCard(1, { due: 7 })], 1],
  ])("reads %s", (_, cards, count) => {
    expect(read(cards).cards).toHaveLength(count)
  })
})

describe("the draft that the window opens with", () => {
  it("selects the list that it was opened from, and else every card", () => {
    expect(buildDraft({ kind: "push", list: DOING }).selection.lists).toEqual([DOING])
    expect(buildDraft({ kind: undefined, list: undefined })).toMatchObject({
      kind: "push",
      selection: EVERY_CARD,
    })
    expect(buildDraft({ kind: "remove", list: DOING }).kind).toBe("remove")
  })

  it("knows whether anything is left out", () => {
    expect(isFiltered(EVERY_CARD)).toBe(false)
    expect(isFiltered({ ...EVERY_CARD, text: "x" })).toBe(true)
  })

  it("adds an id once and takes it out again", () => {
    expect(toggled(["a"], "a", true)).toEqual(["a"])
    expect(toggled(toggled(["a"], "b", true), "a", false)).toEqual(["b"])
  })
})
