import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Client } from "../testing.ts"
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
