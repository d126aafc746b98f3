import { describe, expect, it } from "vitest"
import { sampleState } from "../host/samples.ts"
import { followState, shareCards } from "./following.ts"
import { planRows, reach } from "./rows.ts"

function buildLoads() {
  const waiting: ((text: string) => void)[] = []
  const applied: unknown[] = []
  let now = 0
  const following = followState({
    fetchText: () => new Promise((resolve) => waiting.push(resolve)),
    apply: (state) => void applied.push(state.board.name),
    now: () => now,
  })
  const answer = (name: string): void =>
    waiting.shift()?.(JSON.stringify({ ...sampleState, board: { ...sampleState.board, name } }))
  return { following, waiting, applied, answer, tick: () => (now += 1) }
}

describe("following Trello", () => {
  it("loads one at a time; who asks meanwhile gets the next load", async () => {
    const { following, waiting, applied, answer } = buildLoads()
    const first = following.refresh()
    const later = [following.refresh(), following.refresh()]
    expect(waiting).toHaveLength(1)
    answer("one")
    await first
    await expect.poll(() => waiting.length).toBe(1)
    answer("two")
    await Promise.all(later)
    expect(applied).toEqual(["one", "two"])
  })

  it("changes nothing for a load that brings nothing new, unless the page went ahead of it", async () => {
    const { following, applied, answer } = buildLoads()
    for (const forgets of [false, false, true]) {
      if (forgets) following.forget()
      const load = following.refresh()
      answer("same")
      await load
    }
    expect(applied).toEqual(["same", "same"])
  })

  it("goes on after a load that failed", async () => {
    let fails = true
    const applied: unknown[] = []
    const following = followState({
      fetchText: async () => {
        if (fails) throw new Error("away")
        return JSON.stringify(sampleState)
      },
      apply: (state) => void applied.push(state),
      now: () => 0,
    })
    await expect(following.refresh()).rejects.toThrow("away")
    fails = false
    await following.refresh()
    expect(applied).toHaveLength(1)
  })

  it("knows whether a load began after something was heard", async () => {
    const { following, answer, tick } = buildLoads()
    const heardAt = tick()
    expect(following.beganAfter(heardAt)).toBe(false)
    tick()
    const load = following.refresh()
    expect(following.beganAfter(heardAt)).toBe(true)
    answer("x")
    await load
  })

  it("keeps the objects of cards that did not change", () => {
    const after = structuredClone(sampleState)
    const [first, second] = after.board.cards
    const cards = [...(first === undefined ? [] : [first]), { ...second, name: "Other" }]
    const shared = shareCards(sampleState, {
      ...after,
      board: { ...after.board, cards: cards as typeof after.board.cards },
    })
    expect(shared.board.cards[0]).toBe(sampleState.board.cards[0])
    expect(shared.board.cards[1]?.name).toBe("Other")
  })
})

describe("the rows of a long list that are drawn", () => {
  const heights = Array.from({ length: 1000 }, () => 100)

  it("are those near what is in view; gaps stand for the others", () => {
    const { rows, after } = planRows(heights, { top: 50_000, height: 800 })
    expect(rows[0]).toEqual({ index: 494, gap: 49_400 })
    expect(rows.at(-1)?.index).toBe(513)
    expect(rows.length * 100).toBeLessThanOrEqual(800 + 2 * reach + 200)
    const gaps = rows.reduce((sum, { gap }) => sum + gap, 0)
    expect(gaps + rows.length * 100 + after).toBe(100_000)
  })

  it("include the one that is dragged, wherever it is", () => {
    const { rows, after } = planRows(heights, { top: 50_000, height: 800 }, 3)
    expect(rows.slice(0, 2)).toEqual([
      { index: 3, gap: 300 },
      { index: 494, gap: 49_000 },
    ])
    expect(300 + 49_000 + rows.length * 100 + after).toBe(100_000)
  })
})
