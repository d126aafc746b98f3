import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { busiest, type CrowdOutcome, type Hungry, runCrowd } from "./crowd.fixture.ts"
import type { Priority } from "./lease.ts"

function crowdOf(count: number, hungry: Hungry): Hungry[] {
  return Array.from({ length: count }, () => hungry)
}

function slowestByMean({ finished }: CrowdOutcome): number {
  const mean = finished.reduce((total, at) => total + at, 0) / finished.length
  return Math.max(...finished) / mean
}

const priorityArbitrary = fc.constantFrom<Priority[]>("person", "background")

describe("ten people with five hundred cards each", () => {
  it.each<[Priority, number]>([
    ["person", 270],
    ["background", 210],
  ])("stay below the limit and end together (%s)", async (priority, limit) => {
    const crowd = crowdOf(10, { priority, calls: 500, callMs: 50, lateMs: 0 })
    const outcome = await runCrowd(crowd)
    expect(busiest(outcome.sent.map(({ at }) => at))).toBeLessThanOrEqual(limit)
    expect(slowestByMean(outcome)).toBeLessThanOrEqual(1.2)
    // Most of what the limit allows is used, and one ask serves several calls.
    expect(Math.max(...outcome.finished)).toBeLessThan((5_000 / limit) * 10_000 * 1.2)
    expect(outcome.asks).toBeLessThan(5_000 / 5)
  })
})

describe("grants that are equally hungry", () => {
  it("end within 1.2 of the mean, however many, however slow their calls, however late they come back", async () => {
    const run = fc.record({
      priority: priorityArbitrary,
      callMs: fc.integer({ min: 5, max: 400 }),
      late: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 2, maxLength: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(run, async ({ priority, callMs, late }) => {
        const crowd = late.map((lateMs) => ({ priority, calls: 400, callMs, lateMs }))
        const outcome = await runCrowd(crowd)
        expect(slowestByMean(outcome)).toBeLessThanOrEqual(1.2)
        expect(busiest(outcome.sent.map(({ at }) => at))).toBeLessThanOrEqual(270)
      }),
      { numRuns: 25 },
    )
  })

  it("are each served again within two rounds, where there are more than the limit has requests", async () => {
    const crowd = crowdOf(300, { priority: "background", calls: 30, callMs: 100, lateMs: 100 })
    const { sent } = await runCrowd(crowd)
    const pauses = crowd.map((_, grant) => {
      const own = sent.filter((call) => call.grant === grant).map(({ at }) => at)
      return Math.max(own[0] ?? 0, ...own.map((at, index) => at - (own[index - 1] ?? 0)))
    })
    // A round gives ten to each of 300, 210 in ten seconds and the seconds that they come late.
    const round = ((300 * 10) / 210) * 12_500
    expect(Math.max(...pauses)).toBeLessThan(2 * round)
  })

  it("are not stopped by some who never come back at their time", async () => {
    const punctual = { priority: "background", calls: 200, callMs: 50, lateMs: 0 } as const
    const crowd = [...crowdOf(10, punctual), ...crowdOf(10, { ...punctual, lateMs: 20_000 })]
    const { finished } = await runCrowd(crowd)
    // 2,000 calls at 210 in ten seconds.
    expect(Math.max(...finished.slice(0, 10))).toBeLessThan((2_000 / 210) * 10_000 * 2)
    expect(Math.max(...finished)).toBeLessThan((4_000 / 210) * 10_000 * 3)
  })
})

describe("background work beside hungry people", () => {
  it("goes on, slower than they do", async () => {
    const hungry = { calls: 200, callMs: 100, lateMs: 0 }
    const people = crowdOf(10, { ...hungry, priority: "person" })
    const outcome = await runCrowd([
      ...people,
      ...crowdOf(10, { ...hungry, priority: "background" }),
    ])
    const peopleEnd = Math.max(...outcome.finished.slice(0, 10))
    const meanwhile = outcome.sent.filter(
      ({ priority, at }) => priority === "background" && at < peopleEnd,
    )
    expect(Math.max(...outcome.finished.slice(10))).toBeGreaterThan(peopleEnd)
    // At least thirty in each ten seconds, after the first.
    expect(meanwhile.length).toBeGreaterThan(30 * (peopleEnd / 13_000 - 1))
    expect(busiest(outcome.sent.map(({ at }) => at))).toBeLessThanOrEqual(270)
  })
})
