import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import { buildReadWorkspace, failTrello, parseReadWorkspace, parseWhoAmI } from "./api.ts"
import { buildReadBoardPlace, parseReadBoardPlace } from "./boards.ts"
import { buildReadCard, parseReadCard } from "./cards.ts"

const ID = "65e5a0c8bba57282b6b58eda"
const BOARD = "65e58fac43f2305508861612"
const CARD = { id: ID, idBoard: BOARD, idShort: 4, shortLink: "AbCd1234", name: "Title" }

describe("asking Trello", () => {
  it("stays inside the path of what is asked for", () => {
    expect(buildReadWorkspace(ID).path).toBe(`/1/organizations/${ID}?fields=id,displayName`)
    expect(buildReadBoardPlace(ID).path).toBe(`/1/boards/${ID}?fields=closed,idOrganization`)
    expect(buildReadCard(ID)).toMatchObject({ method: "GET" })
    expect(new URL(buildReadCard(ID).path, "https://x.example").pathname).toBe(`/1/cards/${ID}`)
  })
})

describe("what Trello answers", () => {
  it("reads an account with its workspaces", () => {
    const organizations = [{ id: BOARD, displayName: "Studio" }]
    expect(parseWhoAmI(answer(200, { id: ID, fullName: "Diego", organizations }))).toEqual({
      ok: true,
      value: { id: ID, name: "Diego", workspaces: [{ id: BOARD, name: "Studio" }] },
    })
  })

  it("reads an account without workspaces", () => {
    expect(parseWhoAmI(answer(200, { id: ID, fullName: "Yuki" }))).toMatchObject({
      value: { workspaces: [] },
    })
  })

  it("reads a workspace", () => {
    expect(parseReadWorkspace(answer(200, { id: ID, displayName: "Studio" }))).toMatchObject({
      value: { id: ID, name: "Studio" },
    })
  })

  it("reads that a board is in no workspace", () => {
    expect(parseReadBoardPlace(answer(200, { idOrganization: null }))).toMatchObject({
      value: { idOrganization: null, closed: false },
    })
  })

  it("reads a card of the open board", () => {
    expect(parseReadCard(answer(200, CARD), BOARD)).toMatchObject({ ok: true, value: CARD })
  })

  it("refuses a card of another board", () => {
    expect(parseReadCard(answer(200, CARD), ID)).toMatchObject({
      failure: { code: "card_elsewhere" },
    })
  })
})

describe("what goes wrong at Trello", () => {
  it.each([
    ["404, plain text", answer(404, "model not found"), "card_not_found"],
    ["403", answer(403, "The token is not authorized"), "outside_workspace"],
    ["429", answer(429, "", 3), "upstream_rate_limited"],
    ["500", answer(500), "upstream_unavailable"],
    ["503", answer(503), "upstream_unavailable"],
    ["400", answer(400, "invalid id"), "upstream_refused"],
    ["a redirect", answer(302), "upstream_refused"],
    ["449 of a composite call", answer(449), "upstream_refused"],
    ["a success without content", answer(204), "upstream_malformed"],
    ["a cut connection", { kind: "no_answer", reason: "cut" } as const, "upstream_unavailable"],
    ["no answer in time", { kind: "no_answer", reason: "timeout" } as const, "upstream_timeout"],
  ])("%s", (_, result, code) => {
    expect(failTrello(result)).toMatchObject({ ok: false, failure: { code, provider: "trello" } })
    expect(parseReadCard(result, BOARD)).toEqual(failTrello(result))
    expect(parseWhoAmI(result)).toEqual(failTrello(result))
  })

  it("gives the seconds that Trello asks for, else the length of its window", () => {
    expect(failTrello(answer(429, "", 3))).toMatchObject({ failure: { retryAfterSeconds: 3 } })
    expect(failTrello(answer(429))).toMatchObject({ failure: { retryAfterSeconds: 10 } })
  })

  it("passes on what the grant itself says", () => {
    const failure = { code: "reauth_required", provider: "trello" } as const
    expect(failTrello({ kind: "failure", failure })).toEqual({ ok: false, failure })
  })

  it.each([
    ["no JSON", "{"],
    ["a list", []],
    ["a card without id", { ...CARD, id: undefined }],
    ["a card whose id is none", { ...CARD, id: "../x" }],
    ["a card without board", { ...CARD, idBoard: undefined }],
  ])("calls %s malformed", (_, body) => {
    expect(parseReadCard(answer(200, body), BOARD)).toMatchObject({
      failure: { code: "upstream_malformed", provider: "trello" },
    })
  })

  it("quotes nothing of what Trello said", () => {
    const words = "hunter2"
    for (const status of [200, 400, 403, 404, 429, 500]) {
      expect(JSON.stringify(parseReadCard(answer(status, words), BOARD))).not.toContain(words)
    }
  })
})
