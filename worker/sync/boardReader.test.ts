import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import { HandClock } from "../grants/memory.fixture.ts"
import { BoardReader } from "./boardReader.ts"

const BOARD = "65e58fac43f2305508861612"
const unseen = async () => answer(404, "model not found")

describe("a board that somebody's own grant does not read", () => {
  const clock = new HandClock()
  const reader = new BoardReader(() => clock.now())
  const missing = { ok: false, failure: { code: "trello_board_not_found", provider: "trello" } }

  it("is what is missing, and no card of it", async () => {
    expect(await reader.mayRead("ann", BOARD, unseen)).toEqual(missing)
    expect(await reader.read("ann", BOARD, unseen, 0)).toEqual(missing)
  })
})
