import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import { buildListItems, parseListItems, shortLinkOf } from "./items.ts"

const CARD = {
  id: "3458764600000000001",
  type: "app_card",
  data: { title: "One", owned: true, status: "connected", fields: [] },
  position: { x: 100, y: 120, relativeTo: "parent_top_left" },
  geometry: { width: 320, height: 94, rotation: 0 },
  parent: { id: "3458764600000000009" },
  createdAt: "2026-11-22T00:00:00.000Z",
}
const page = (...data: readonly unknown[]) => answer(200, { data, type: "cursor-list" })

describe("a page of a board's items", () => {
  it("tells what a push needs of each", () => {
    expect(parseListItems(page(CARD))).toEqual({
      ok: true,
      value: {
        cursor: null,
        items: [
          {
            id: CARD.id,
            type: "app_card",
            parent: CARD.parent.id,
            x: 100,
            y: 120,
            width: 320,
            height: 94,
            rotation: 0,
            title: "One",
            owned: true,
            status: "connected",
            createdAt: Date.UTC(2026, 10, 22),
          },
        ],
      },
    })
  })

  it.each([
    ["no more than id and type", { id: "1", type: "shape" }],
    ["null for everything", { ...CARD, data: null, position: null, geometry: null, parent: null }],
    ["null for numbers", { ...CARD, geometry: { width: null, height: null, rotation: null } }],
    ["null for a place", { ...CARD, position: { x: null, y: null } }],
    [
      "a title that is no text",
      { ...CARD, data: { title: { de: "Eins" }, owned: "yes", status: 1 } },
    ],
    ["a time that is none", { ...CARD, createdAt: "yesterday" }],
    ["a type that nobody knows", { ...CARD, type: "hologram" }],
  ])("is read with an item that has %s", (_, item) => {
    expect(parseListItems(page(item))).toMatchObject({
      ok: true,
      value: { items: [{ id: item.id, type: item.type }] },
    })
  })

  it("gives an item without a size that of a card, so that nothing is put on it", () => {
    const read = parseListItems(page({ id: "1", type: "embed", geometry: { height: 0 } }))
    expect(read).toMatchObject({ value: { items: [{ width: 320, height: 216 }] } })
  })

  it.each([
    ["a cursor", { cursor: "next" }, "next"],
    ["an empty cursor", { cursor: "" }, null],
    ["null for the cursor", { cursor: null }, null],
    ["none", {}, null],
  ])("goes on as %s says", (_, more, cursor) => {
    expect(parseListItems(answer(200, { data: [], ...more }))).toMatchObject({ value: { cursor } })
  })

  it.each([
    ["no JSON", answer(200, "<html>"), "upstream_malformed"],
    ["nothing", answer(200, ""), "upstream_malformed"],
    ["a bare list", answer(200, [CARD]), "upstream_malformed"],
    ["no list", answer(200, {}), "upstream_malformed"],
    ["null for an item", page(CARD, null), "upstream_malformed"],
    ["an item without id", page({ ...CARD, id: undefined }), "upstream_malformed"],
    ["an id that is a number", page({ ...CARD, id: 7 }), "upstream_malformed"],
    ["an id that leads elsewhere", page({ ...CARD, id: "7?x=" }), "upstream_malformed"],
    ["a parent without id", page({ ...CARD, parent: {} }), "upstream_malformed"],
    ["a place in words", page({ ...CARD, position: { x: "left", y: 0 } }), "upstream_malformed"],
    ["a cursor that is no text", answer(200, { data: [], cursor: 7 }), "upstream_malformed"],
    ["201", answer(201, { data: [] }), "upstream_malformed"],
    ["400", answer(400), "upstream_refused"],
    ["404", answer(404), "miro_board_not_found"],
    ["409", answer(409), "upstream_unavailable"],
    ["429", answer(429), "upstream_rate_limited"],
    ["503", answer(503), "upstream_unavailable"],
    ["a time-out", { kind: "no_answer", reason: "timeout" } as const, "upstream_timeout"],
    ["a cut", { kind: "no_answer", reason: "cut" } as const, "upstream_unavailable"],
  ])("says nothing about the board after %s", (_, result, code) => {
    expect(parseListItems(result)).toMatchObject({ ok: false, failure: { code } })
  })

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        for (const text of [body, `{"data":[${body}]}`]) {
          expect(parseListItems(answer(200, text))).toHaveProperty("ok")
        }
      }),
    )
  })
})

describe("the calls", () => {
  it("ask for fifty at a time and encode board and cursor", () => {
    expect(buildListItems("a=", null).path).toBe("/v2/boards/a%3D/items?limit=50")
    expect(buildListItems("a=", "b&c=").path).toBe("/v2/boards/a%3D/items?limit=50&cursor=b%26c%3D")
  })
})

describe("the card that a title links to", () => {
  it.each([
    ['<p><a href="https://trello.com/c/AbCd1234">x</a></p>', "AbCd1234"],
    ['<p><a href="https://trello.com/c/AbCd1234/5-x">x</a></p>', "AbCd1234"],
    ['<p><a href="https://trello.com/c/AbCd12345">x</a></p>', null],
    ['<p><a href="https://trello.com/c/AbCd123">x</a></p>', null],
    ['<p><a href="https://trello.com/b/AbCd1234">x</a></p>', null],
    ["", null],
  ])("%s", (title, shortLink) => {
    expect(shortLinkOf(title)).toBe(shortLink)
  })
})
