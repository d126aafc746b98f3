import { describe, expect, it } from "vitest"
import { doneJob, job } from "../testing/boardSamples.ts"
import { findRunning, isFinal } from "./jobState.ts"
import { pollDelay } from "./job/pollDelay.ts"

describe("the job that is shown when the page opens", () => {
  it("is one that is not over, the member's own first", () => {
    const theirs = job({ id: "T".repeat(22), mine: false })
    expect(findRunning([doneJob(), theirs, job()])).toEqual(job())
    expect(findRunning([doneJob(), theirs])).toBe(theirs)
    expect(findRunning([doneJob()])).toBeNull()
  })

  it("may be one that waits for a person", () => {
    expect(isFinal("stopped")).toBe(false)
    expect(findRunning([job({ state: "stopped" })])).not.toBeNull()
  })

  it("is looked for on one Miro board", () => {
    expect(findRunning([job()], "uXjVBoard2=")).toBeNull()
    expect(findRunning([job()], "uXjVBoard1=")).not.toBeNull()
  })
})

describe("how often a job is asked for", () => {
  it.each([
    ["each second while it works", { state: "working", failures: 0, hidden: false }, 1_000],
    ["less after an error", { state: "working", failures: 1, hidden: false }, 3_000],
    ["less where it waits for a person", { state: "stopped", failures: 0, hidden: false }, 5_000],
    ["least in a background tab", { state: "working", failures: 0, hidden: true }, 10_000],
    ["not more there after an error", { state: "working", failures: 2, hidden: true }, 10_000],
  ] as const)("%s", (_, poll, delay) => {
    expect(pollDelay(poll)).toBe(delay)
  })
})
