import { describe, expect, it } from "vitest"
import { cellRect, frameSize, gridOf } from "../../../core/cards/frameGrid.ts"
import { overlaps } from "../../../core/cards/rect.ts"
import type { BoardItem } from "../../miro/items.ts"
import type { StoredLink } from "../link.ts"
import { placeRows, planRows } from "./plan.ts"
import {
  buildCard,
  buildFrameItem,
  buildItem,
  buildLink,
  buildRow,
  buildStoredFrame,
  buildTrelloBoard,
  itemId,
  JOB,
  listId,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"

/** What a push does to card 1. */
function plan(link: Partial<StoredLink> | null, items: readonly BoardItem[]) {
  const card = buildCard(1)
  const [row] = planRows({
    cards: [card],
    hashOf: () => "now",
    links: new Map(link === null ? [] : [[card.id, buildLink(1, link)]]),
    items,
    beganAt: START,
  })
  return row
}

describe("what a push does to a card", () => {
  it.each<[string, Partial<StoredLink> | null, BoardItem[], object]>([
    ["makes one that is on no board", null, [], { action: "create", state: "todo", item: null }],
    [
      "refreshes one that is there",
      { hash: "old" },
      [buildItem(1)],
      { action: "update", state: "todo", item: itemId(1) },
    ],
    [
      "leaves one alone that shows the present text",
      { hash: "now" },
      [buildItem(1)],
      { action: "update", state: "done", outcome: "unchanged" },
    ],
    [
      "refreshes one that is not connected any more",
      { hash: "now" },
      [buildItem(1, { status: "disabled" })],
      { action: "update", state: "todo" },
    ],
    ["makes one again that was deleted", { hash: "now" }, [], { action: "create", item: null }],
    [
      "takes over one of ours that nobody knew of",
      null,
      [buildItem(1, { id: itemId(7) })],
      { action: "update", item: itemId(7) },
    ],
    [
      "takes over one instead of one that was deleted",
      {},
      [buildItem(1, { id: itemId(7) })],
      { action: "update", item: itemId(7) },
    ],
    [
      "takes no copy over",
      null,
      [buildItem(1, { status: "disconnected" })],
      { action: "create", item: null },
    ],
    [
      "takes nothing over that another card is tied to",
      { card: "other", item: itemId(7) },
      [buildItem(1, { id: itemId(7) })],
      { action: "update", item: itemId(7) },
    ],
    [
      "believes in an item that was made after the look began",
      { hash: "old", pushedAt: START },
      [],
      { action: "update", state: "todo", item: itemId(1) },
    ],
    [
      "leaves alone what was sent after the look began",
      { hash: "now", pushedAt: START },
      [],
      { action: "update", state: "done", outcome: "unchanged" },
    ],
    [
      "leaves what somebody is making at this moment to them",
      { state: "pushing", item: null, beganAt: START - 1_000 },
      [buildItem(1)],
      { action: "create", state: "todo", item: null },
    ],
    [
      "takes over what an earlier push made without knowing it",
      { state: "unsure", item: null },
      [buildItem(1)],
      { action: "update", state: "todo", item: itemId(1) },
    ],
  ])("%s", (_, link, items, expected) => {
    expect(plan(link, items)).toMatchObject(expected)
  })

  it("takes an item over once, for its own card", () => {
    const links = new Map([[buildCard(2).id, buildLink(2, { item: itemId(1) })]])
    const rows = planRows({
      cards: [buildCard(1), buildCard(2)],
      hashOf: () => "now",
      links,
      items: [buildItem(1)],
      beganAt: START,
    })
    expect(rows.map(({ action, seq }) => [action, seq])).toEqual([
      ["create", 0],
      ["update", 1],
    ])
  })
})

const FRAME = buildStoredFrame({ rect: { x: 360, y: -148, ...frameSize({ columns: 1, rows: 3 }) } })

function place(
  cards: number,
  options: Partial<Parameters<typeof placeRows>[0]> & { readonly lists?: number } = {},
) {
  const { lists = 1, ...input } = options
  return placeRows({
    rows: Array.from({ length: cards }, (_, n) => buildRow(n, { frame: null, x: 0, y: 0 })),
    board: buildTrelloBoard([], lists),
    listOf: () => listId(1),
    frames: [],
    items: [],
    reserved: [],
    miroBoard: MIRO_BOARD,
    job: JOB,
    prefix: "p/",
    ...input,
  })
}

describe("where new cards go", () => {
  it("is a new frame for a list without one", () => {
    const { rows, frames, lost } = place(3)
    expect(frames).toMatchObject([{ key: `p/${listId(1)}`, state: "todo", item: null, job: JOB }])
    expect(gridOf(frames[0]?.rect ?? FRAME.rect)).toEqual({ columns: 1, rows: 3 })
    expect(rows.every(({ frame }) => frame === `p/${listId(1)}`)).toBe(true)
    expect(rows.map(({ y }) => y)).toEqual([148, 388, 628])
    expect(lost).toEqual([])
  })

  it("is a free place in the list's own frame, wherever people moved it", () => {
    const moved = buildFrameItem(FRAME, { x: 5_000, y: 5_000 })
    const child = buildItem(9, { parent: moved.id, x: 200, y: 148, height: 216 })
    const { rows, frames } = place(2, { frames: [FRAME], items: [moved, child] })
    expect(rows.map(({ frame, y }) => [frame, y])).toEqual([
      ["f1", 388],
      ["f1", 628],
    ])
    expect(frames).toMatchObject([{ key: "f1", state: "made", rect: { x: 4_800 } }])
  })

  it("lets a frame grow that is too small", () => {
    const { frames } = place(5, { frames: [FRAME], items: [buildFrameItem(FRAME)] })
    expect(frames).toMatchObject([{ key: "f1", state: "grow" }])
    expect(gridOf(frames[0]?.rect ?? FRAME.rect).rows).toBe(5)
  })

  it("is another frame when people deleted the list's", () => {
    const { rows, frames, lost } = place(1, { frames: [FRAME] })
    expect(lost).toEqual(["f1"])
    expect(frames).toMatchObject([{ state: "todo", title: "List 1" }])
    expect(rows[0]?.frame).toBe(frames[0]?.key)
  })

  it("counts a frame as lost that nobody knows to be there", () => {
    const unsure = { ...FRAME, state: "unsure", item: null } as const
    expect(place(1, { frames: [unsure] }).lost).toEqual(["f1"])
  })

  it("keeps off where somebody is putting a card at this moment", () => {
    const [free] = place(1).frames
    const reserved = free === undefined ? [] : [cellRect(free.rect, { column: 0, row: 0 })]
    const [frame] = place(1, { reserved }).frames
    expect(frame === undefined || reserved.some((rect) => overlaps(rect, frame.rect))).toBe(false)
  })

  it("is nowhere for a card whose list was archived: the report says so", () => {
    const { rows } = place(1, { listOf: () => "gone" })
    expect(rows).toMatchObject([{ state: "failed", code: "card_not_found" }])
  })
})
