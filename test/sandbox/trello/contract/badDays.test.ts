import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient, type Tokens } from "../testing.ts"

let trello: Client
let tokens: Tokens
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())
beforeEach(async () => {
  await trello.control("reset")
  tokens = await trello.connect()
})

/** What Trello documents for days on which it is not well: only a fault brings it about. */
const ANSWERS: readonly (readonly [number, unknown])[] = [
  [429, { error: "API_TOKEN_DB_LIMIT_EXCEEDED", message: "Rate limit exceeded" }],
  [449, "Sub-request failed"],
  [500, "Internal Server Error"],
  [503, "Service Unavailable"],
  [504, "<html><title>504 Gateway Time-out</title></html>"],
]

describe("an answer of a bad day", () => {
  it.each(ANSWERS)("is %i with the body that was asked for, once", async (status, body) => {
    const fault = { method: "GET", path: "/1/members/me", kind: "status", status, body }
    expect((await trello.control("faults", [fault])).status).toBe(200)
    const bad = await trello.get("/1/members/me", tokens)
    expect(bad.status).toBe(status)
    expect(typeof body === "string" ? bad.text : bad.json).toEqual(body)
    expect((await trello.get("/1/members/me", tokens)).status).toBe(200)
  })
})
