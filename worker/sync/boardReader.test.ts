import { describe, expect, it } from "vitest"
import { HandClock } from "../grants/memory.fixture.ts"
import { BoardReader } from "./boardReader.ts"

const BOARD = "65e58fac43f2305508861612"

describe("a board that somebody's own grant does not read", () => {
  const clock = new HandClock()
  const reader = new BoardReader(() => clock.now())
  const unseen = async () =>
    ({ kind: "answer", status: 404, body: "model not found", retryAfterSeconds: null }) as const
  const missing = { ok: false, failure: { code: "trello_board_not_found", provider: "trello" } }

  it("is what is missing, and no card of it", async () => {
    expect(await reader.mayRead("ann", BOARD, unseen)).toEqual(missing)
    expect(await reader.read("ann", BOARD, unseen, 0)).toEqual(missing)
  })
})
