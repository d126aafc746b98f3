import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type BoardClient, openBoard } from "../boardClient.ts"
import { ANN, ROADMAP, VERA } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
let ann: BoardClient
beforeAll(async () => {
  rig = await startRig()
  ann = await openBoard(rig, ANN)
})
afterAll(async () => {
  await rig.close()
})

/** What a call of each level costs (https://developers.miro.com/reference/rate-limiting). */
const PRICE = { 1: 50, 2: 100, 3: 500, 4: 2000 } as const

interface Things {
  readonly card: string
  readonly tag: string
}

type Call = readonly [
  method: string,
  path: string | ((of: Things) => string),
  level: keyof typeof PRICE,
  body?: unknown,
]

const copy = `/v2/boards?copy_from=${encodeURIComponent(ROADMAP)}`

const spend = async (method: string, path: string, body?: unknown) => {
  const before = await remaining()
  const answer = await ann.call(method, path, body)
  expect(answer.status).toBeLessThan(300)
  return before - Number(answer.headers.get("x-ratelimit-remaining"))
}
const remaining = async () => {
  const answer = await ann.call("GET", "/v2/boards?limit=1")
  return Number(answer.headers.get("x-ratelimit-remaining"))
}

describe("the price of every call", () => {
  const typed = ["app_cards", "cards", "frames", "texts", "sticky_notes", "shapes"]
  const calls: readonly Call[] = [
    ["GET", "/v1/oauth-token", 1],
    ["GET", "/v2/boards", 1],
    ["POST", "/v2/boards", 3, {}],
    ["PUT", copy, 4, {}],
    ["GET", "", 1],
    ["PATCH", "", 2, {}],
    ["GET", "members", 1],
    ["GET", `members/${VERA}`, 1],
    ["PATCH", `members/${VERA}`, 2, { role: "viewer" }],
    ["DELETE", `members/${VERA}`, 2],
    ["GET", "items", 2],
    ["GET", "items?type=card", 2],
    ["GET", ({ tag }) => `items?tag_id=${tag}`, 1],
    ["GET", ({ card }) => `items/${card}`, 1],
    ["PATCH", ({ card }) => `items/${card}`, 2, {}],
    ["DELETE", ({ card }) => `items/${card}`, 3],
    ["POST", "tags", 1, { title: "new" }],
    ["GET", "tags", 1],
    ["GET", ({ tag }) => `tags/${tag}`, 1],
    ["PATCH", ({ tag }) => `tags/${tag}`, 1, {}],
    ["DELETE", ({ tag }) => `tags/${tag}`, 1],
    ["GET", ({ card }) => `items/${card}/tags`, 1],
    ["POST", ({ card, tag }) => `items/${card}?tag_id=${tag}`, 1],
    ["DELETE", ({ card, tag }) => `items/${card}?tag_id=${tag}`, 1],
    ["DELETE", "", 3],
  ]

  for (const [method, path, level, body] of calls) {
    it(`${method} ${String(path)}: level ${level}`, async () => {
      await rig.control("reset")
      ann = await openBoard(rig, ANN)
      const { id: card } = await ann.make("cards")
      const { id: tag } = await ann.make("tags", { title: "a" })
      if (method === "DELETE") await ann.call("POST", `items/${card}?tag_id=${tag}`)
      const whole = typeof path === "string" ? path : path({ card, tag })
      expect(await spend(method, whole, body)).toBe(PRICE[level])
    })
  }

  it.each(typed)("%s: 2 to make and change, 1 to read, 3 to delete", async (collection) => {
    await rig.control("reset")
    ann = await openBoard(rig, ANN)
    const body = { data: { content: "" } }
    const { id } = await ann.make(collection, body)
    expect(await spend("POST", collection, body)).toBe(100)
    expect(await spend("GET", `${collection}/${id}`)).toBe(50)
    expect(await spend("PATCH", `${collection}/${id}`, {})).toBe(100)
    expect(await spend("DELETE", `${collection}/${id}`)).toBe(500)
  })

  it.each([1, 7, 20])("bulk creation of %i: level 2 for each", async (size) => {
    const rows = Array.from({ length: size }, () => ({ type: "card" }))
    expect(await spend("POST", "items/bulk", rows)).toBe(100 * size)
  })
})
