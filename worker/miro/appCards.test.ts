import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import {
  buildDeleteAppCard,
  buildListAppCards,
  parseAppCardChange,
  parseCreateAppCard,
  parseFindAppCard,
} from "./appCards.ts"

const CUT = { kind: "no_answer", reason: "cut" } as const
const SLOW = { kind: "no_answer", reason: "timeout" } as const
const ITEM = "3458764600000240318"

describe("addresses", () => {
  it("encode the board's id", () => {
    expect(buildDeleteAppCard("uX=", ITEM).path).toBe(`/v2/boards/uX%3D/app_cards/${ITEM}`)
    expect(buildListAppCards("uX=", "a&b").path).toBe(
      "/v2/boards/uX%3D/items?type=app_card&limit=50&cursor=a%26b",
    )
  })
})

describe("a created app card", () => {
  it("is known by its id", () => {
    expect(parseCreateAppCard(answer(201, { id: ITEM }))).toEqual({ ok: true, value: ITEM })
  })

  it.each([
    ["no answer", CUT, "outcome_unknown"],
    ["no answer in time", SLOW, "outcome_unknown"],
    ["500", answer(500), "outcome_unknown"],
    ["502", answer(502), "outcome_unknown"],
    ["504", answer(504), "outcome_unknown"],
    ["half an answer", answer(201, '{"id":"34'), "outcome_unknown"],
    ["an id that was rounded", answer(201, '{"id":3458764600000240318}'), "outcome_unknown"],
    ["503", answer(503), "outcome_unknown"],
    ["429", answer(429), "upstream_rate_limited"],
    ["403", answer(403), "miro_board_read_only"],
    ["404", answer(404), "miro_board_not_found"],
    ["400", answer(400), "upstream_refused"],
  ])("after %s", (_, result, code) => {
    expect(parseCreateAppCard(result)).toMatchObject({ ok: false, failure: { code } })
  })

  it("passes on a failure of the grant", () => {
    const failure = { code: "reauth_required", provider: "miro" } as const
    expect(parseCreateAppCard({ kind: "failure", failure })).toEqual({ ok: false, failure })
  })
})

describe("a changed app card", () => {
  it.each([
    [200, "done"],
    [204, "done"],
    [404, "gone"],
  ])("after %i is %s", (status, value) => {
    expect(parseAppCardChange(answer(status))).toEqual({ ok: true, value })
  })

  it.each([
    [answer(403), "miro_board_read_only"],
    [answer(500), "upstream_unavailable"],
    [SLOW, "upstream_timeout"],
  ])("%j: %s", (result, code) => {
    expect(parseAppCardChange(result)).toMatchObject({ failure: { code } })
  })
})

const TITLE = '<a href="https://trello.example/c/AbCd1234">Title</a>'
const card = (title: string, owned: boolean, id = ITEM) => ({
  id,
  type: "app_card",
  data: { title, owned },
})
const find = (...data: object[]) => parseFindAppCard(answer(200, { data }), "AbCd1234")

describe("looking for a card", () => {
  it("knows it by the Trello address in its title", () => {
    expect(find(card("Other", true, "1"), card(TITLE, true))).toMatchObject({
      value: { found: ITEM },
    })
  })

  it("takes no card that another app made", () => {
    expect(find(card(TITLE, false))).toMatchObject({ value: { found: null } })
  })

  it("takes no copy that somebody made: it is disconnected", () => {
    const copy = {
      id: "1",
      type: "app_card",
      data: { title: TITLE, owned: true, status: "disconnected" },
    }
    expect(find(copy)).toMatchObject({ value: { found: null } })
    expect(find(copy, card(TITLE, true))).toMatchObject({ value: { found: ITEM } })
  })

  it("takes no card of another Trello card", () => {
    expect(find(card(TITLE.replace("AbCd1234", "AbCd1235"), true))).toMatchObject({
      value: { found: null },
    })
  })

  it("passes over items without data", () => {
    expect(
      find(
        { id: "1", type: "app_card" },
        { id: "2", type: "app_card", data: null },
        card(TITLE, true),
      ),
    ).toMatchObject({
      value: { found: ITEM },
    })
  })

  it.each([
    [{ cursor: "next" }, "next"],
    [{ cursor: "" }, null],
    [{ cursor: null }, null],
    [{}, null],
  ])("goes on as %j says", (more, cursor) => {
    expect(parseFindAppCard(answer(200, { data: [], ...more }), "AbCd1234")).toMatchObject({
      value: { found: null, cursor },
    })
  })

  it("is not done by an answer that cannot be read", () => {
    expect(parseFindAppCard(answer(200, "{"), "AbCd1234")).toMatchObject({
      failure: { code: "upstream_malformed" },
    })
  })
})
