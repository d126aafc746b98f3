// @vitest-environment happy-dom
import { act, screen } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { doneJob, job, jobAnswer } from "../testing/boardSamples.ts"
import {
  boardClient,
  lastRoadmap,
  openBoardPage as open,
  watching,
} from "../testing/boardStage.tsx"
import type { FakeClient } from "../testing/fakeClient.ts"
import { LEAVE_TO_OWNER_MS } from "./useRepairedEntry.ts"

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => vi.useRealTimers())

const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms))
const KEY = "board/shared/m"

/** A push that is done at the next question, and what is on Miro then. */
function ending(mine: boolean, onMiro: string): FakeClient {
  const fake = watching(job({ mine }))
  fake.answers.readJob = () => jobAnswer(doneJob({ mine }), onMiro)
  return fake
}

describe("the entry of which cards are on Miro", () => {
  it("is written once for a job, when it is over", async () => {
    const { host } = open({ fake: ending(true, "1-6") })
    await screen.findByRole("progressbar")
    expect(host.writes).not.toContain(KEY)
    await pass(1_000)
    await screen.findByText("47 cards are on “Roadmap”.")
    await screen.findByText(/The badges on the cards follow when Trello’s page is loaded again/)
    await pass(60_000)
    expect(host.data.get(KEY)).toBe("1-6")
    expect(host.writes.filter((key) => key === KEY)).toHaveLength(1)
  })

  it("is left alone where it is right already", async () => {
    const { host } = open({ fake: ending(true, "1-6"), data: { ...lastRoadmap, [KEY]: "1-6" } })
    await screen.findByRole("progressbar")
    await pass(60_000)
    await screen.findByText("47 cards are on “Roadmap”.")
    expect(host.writes).not.toContain(KEY)
  })

  it("is left to the page of who started the job, and repaired where that was closed", async () => {
    const { host } = open({ fake: ending(false, "1-6") })
    await screen.findByRole("progressbar")
    await pass(1_000)
    await screen.findByText("47 cards are on “Roadmap”.")
    await pass(LEAVE_TO_OWNER_MS - 1_500)
    expect(host.writes).not.toContain(KEY)
    await pass(2_000)
    expect(host.data.get(KEY)).toBe("1-6")
  })

  it("is repaired by a page that opens while nothing runs, and not while something does", async () => {
    const fake = boardClient()
    fake.answers.listJobs = () => ({ jobs: [doneJob()], onMiro: "1-3" })
    const idle = open({ fake, data: { ...lastRoadmap, [KEY]: "7" } })
    await screen.findByRole("heading", { name: "Push to “Roadmap”" })
    await pass(10)
    expect(idle.host.data.get(KEY)).toBe("1-3")
    idle.page.unmount()

    const busy = open({ fake: watching(job()), data: { ...lastRoadmap, [KEY]: "7" } })
    await screen.findByRole("progressbar")
    await pass(10_000)
    expect(busy.host.data.get(KEY)).toBe("7")
  })

  it("is not written for an observer, who is told when the badges appear", async () => {
    const { host } = open({ fake: ending(true, "1-6"), canWrite: false })
    await screen.findByRole("progressbar")
    await pass(1_000)
    await screen.findByText(/the badges on its cards appear once someone who can/)
    expect(host.writes).not.toContain(KEY)
  })
})
