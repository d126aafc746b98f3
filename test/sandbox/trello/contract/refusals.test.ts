import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Client } from "../testing.ts"
import { LimitError } from "./answers.ts"
import { expectForm } from "./expect.ts"
import { type Known, startKnown } from "./known.ts"
import { ROWS } from "./refusals.ts"

let known: Known
let trello: Client
beforeAll(async () => {
  known = await startKnown()
  trello = known.trello
})
const send: Known["send"] = (...call) => known.send(...call)
afterAll(() => trello.close())
beforeEach(() => trello.control("clock", { advanceSeconds: 1 }))

describe("every refusal is plain text with its status", () => {
  it.each(ROWS)("%s %s by %s with %j: %i %s", async (method, path, by, body, status, words) => {
    const answer = await send(method, path, by, body)
    expect([answer.status, answer.text.slice(0, words.length)]).toEqual([status, words])
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/)
  })
})

const viewLimit = async (max: number) => {
  await trello.control("settings", { objectLimits: { "cards.openPerBoard": max } })
  const answer = await send("GET", "/boards/{board}?fields=limits", "writer")
  return (answer.json as { limits: { cards: { openPerBoard: unknown } } }).limits.cards.openPerBoard
}

describe("limits are JSON with a code", () => {
  const limits = { "cards.openPerBoard": 2, "labels.perBoard": 1, "lists.openPerBoard": 1 }
  const perThing = {
    "attachments.perCard": 1,
    "checklists.perCard": 1,
    "checkItems.perChecklist": 1,
  }

  it.each([
    ["/cards", { idList: "{list}", name: "x" }, "CARDS_OPEN_PER_BOARD_LIMIT_EXCEEDED"],
    ["/boards/{board}/labels", { name: "x", color: "red" }, "LABELS_PER_BOARD_LIMIT_EXCEEDED"],
    ["/boards/{board}/lists", { name: "x" }, "LISTS_OPEN_PER_BOARD_LIMIT_EXCEEDED"],
  ])("POST %s where a board is full: 403 %s", async (path, body, error) => {
    await trello.control("settings", { objectLimits: limits })
    const answer = await send("POST", path, "writer", body)
    expect(answer.status).toBe(403)
    expect(expectForm(LimitError, answer.json).error).toBe(error)
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/)
  })

  it("shows in `limits` how near a board is to its limit", async () => {
    expect(await viewLimit(5000)).toEqual({ status: "ok", disableAt: 5000, warnAt: 4500 })
    expect(await viewLimit(20)).toEqual({ status: "warning", disableAt: 20, warnAt: 18, count: 19 })
    expect(await viewLimit(19)).toMatchObject({ status: "disabled", count: 19 })
    expect(await viewLimit(10)).toMatchObject({ status: "maxExceeded" })
  })

  it("counts what a card and a checklist hold, and lets an archived card back only into room", async () => {
    await trello.control("settings", { objectLimits: perThing })
    const { json: card } = await send("POST", "/cards", "writer", { idList: "{list}", name: "x" })
    const path = `/cards/${String(card["id"])}`
    const { json: list } = await send("POST", `${path}/checklists`, "writer", {})
    const items = `/checklists/${String(list["id"])}/checkItems`
    const link = { url: "https://a.example" }
    await send("POST", items, "writer", { name: "x" })
    await send("POST", `${path}/attachments`, "writer", link)
    expect((await send("POST", items, "writer", { name: "y" })).status).toBe(403)
    expect((await send("POST", `${path}/checklists`, "writer", {})).status).toBe(403)
    expect((await send("POST", `${path}/attachments`, "writer", link)).status).toBe(403)
    await send("PUT", `${path}/closed`, "writer", { value: true })
    await trello.control("settings", { objectLimits: { "cards.openPerBoard": 1 } })
    expect((await send("PUT", `${path}/closed`, "writer", { value: false })).status).toBe(403)
  })

  it("answers 429 to more than 1,000 cards with their actions", async () => {
    await trello.control("settings", { objectLimits: {} })
    const board = (await trello.control("seed", { cards: 1001 })).json
    const path = `/boards/${String(board["id"])}/cards?fields=name`
    const answer = await send("GET", `${path}&actions=all`, "writer")
    expect([answer.status, answer.json["error"]]).toEqual([429, "API_TOO_MANY_CARDS_REQUESTED"])
    expect((await send("GET", path, "writer")).status).toBe(200)
  })

  it("answers 429 to too many searches, before other calls are refused", async () => {
    const search = () => send("GET", "/search?query=x&modelTypes=boards", "amara")
    await trello.control("clock", { advanceSeconds: 60 })
    for (let call = 0; call < 30; call += 1) expect((await search()).status).toBe(200)
    const answer = await search()
    expect(answer.status).toBe(429)
    expect(expectForm(LimitError, answer.json).error).toBe("RATE_LIMIT_EXCEEDED")
    expect((await send("GET", "/cards/{card}", "amara")).status).toBe(200)
  })

  it("counts each address of a batch", async () => {
    await trello.control("clock", { advanceSeconds: 60 })
    const urls = Array.from({ length: 10 }, () => "/boards/{board}").join(",")
    const answer = await send("GET", `/batch?urls=${urls}`, "amara")
    expect(answer.status).toBe(200)
    const next = await send("GET", "/cards/{card}", "amara")
    expect(next.headers.get("x-rate-limit-api-token-remaining")).toBe("88")
  })
})
