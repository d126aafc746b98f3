import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { checkKillPoints } from "./killPoints.ts"

// A job writes a line for everything that happens.
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe("a push of many cards that is killed, cut off and refused at random", () => {
  it.each([1, 2_000_000])("leaves every card there exactly once (from seed %i)", async (seed) => {
    const { broken, kills, runs } = await checkKillPoints(30, seed)
    expect(broken).toEqual([])
    expect(kills).toBeGreaterThan(runs / 2)
  })
})
