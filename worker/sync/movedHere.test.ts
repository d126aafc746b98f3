import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import type { UpstreamResult } from "../grants/upstream.ts"
import { askForLinks, type MoveContext, waitForLinks } from "./movedHere.ts"

const CARD = "65e58fb0000000000000000a"
const FROM = "65e58fac43f2305508861699"
const MOVED = answer(200, [{ data: { boardSource: { id: FROM } } }])

/** The links are here after so many looks; null for never. */
function buildContext(hereAfter: number | null, move: UpstreamResult = MOVED, has = true) {
  const waits: number[] = []
  const asked: string[] = []
  let looks = 0
  const context: MoveContext = {
    trello: async ({ path }) => {
      asked.push(path)
      return move
    },
    isHere: async () => hereAfter !== null && looks++ >= hereAfter,
    lookFor: async (board, card) => {
      asked.push(`${board} ${card}`)
      return has
    },
    wait: async (ms) => void waits.push(ms),
  }
  return { context, waits, asked }
}

describe("the links of a card that was moved here", () => {
  it("are asked of the board that it was on before", async () => {
    const { context, asked } = buildContext(null)
    expect(await askForLinks(CARD, context)).toBe(true)
    expect(asked[0]).toContain(`/1/cards/${CARD}/actions?filter=moveCardToBoard`)
    expect(asked[1]).toBe(`${FROM} ${CARD}`)
  })

  it.each([
    ["the card was never moved", answer(200, [])],
    ["Trello does not say", answer(500)],
    ["the answer is in no known form", answer(200, [{ data: {} }])],
  ])("are asked of nobody where %s", async (_, move) => {
    const { context, asked } = buildContext(null, move)
    expect(await askForLinks(CARD, context)).toBe(false)
    expect(asked).toHaveLength(1)
  })

  it("cost nothing where they are here already", async () => {
    const { context, asked, waits } = buildContext(0)
    await waitForLinks(CARD, context)
    expect([asked, waits]).toEqual([[], []])
  })

  it("are not waited for where the other board has none", async () => {
    const { context, waits } = buildContext(null, MOVED, false)
    await waitForLinks(CARD, context)
    expect(waits).toEqual([])
  })

  it("are waited for until they are here", async () => {
    const { context, waits } = buildContext(3)
    await waitForLinks(CARD, context)
    expect(waits).toEqual([500, 500, 500])
  })

  it("are waited for three seconds at most", async () => {
    const { context, waits } = buildContext(null)
    await waitForLinks(CARD, context)
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(3_000)
  })
})
