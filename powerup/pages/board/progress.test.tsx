// @vitest-environment happy-dom
import { act, screen, within } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Job } from "../../../core/contract/jobs.ts"
import { ApiError } from "../../client/index.ts"
import { doneJob, job, jobAnswer } from "../testing/boardSamples.ts"
import { button, newest, openBoardPage as open, times, watching } from "../testing/boardStage.tsx"
import { connected, DESIGN, MARKETING, miroConnection } from "../testing/samples.ts"

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms))
const bar = (name: string) => screen.findByRole("progressbar", { name })

describe("a push that runs when the window opens", () => {
  it("is shown at once, and goes on being asked for each second", async () => {
    let done = 23
    const { fake } = open({ fake: watching(job(), () => job({ done })) })
    await bar("23 of 47 cards")
    screen.getByText("about 2 minutes left")
    screen.getByText(/You can close this: it goes on/)
    expect(times(fake, "planJob")).toBe(0)
    done = 30
    await pass(1_000)
    await bar("30 of 47 cards")
    done = 40
    await pass(1_000)
    await bar("40 of 47 cards")
    expect(newest(fake, "readJob")).toEqual({ job: "J".repeat(22) })
  })

  it("leaves the way to another Miro board open", async () => {
    const { user } = open({ fake: watching(job()) })
    await user.click(await button("Push to another Miro board"))
    await user.click(await screen.findByRole("option", { name: /Retro/ }))
    await screen.findByRole("heading", { name: "Push to “Retro”" })
    const running = screen.getByRole("region", { name: "Running now" })
    await user.click(within(running).getByRole("button"))
    expect(await bar("23 of 47 cards")).toBeTruthy()
  })

  it("cannot be started a second time on its Miro board, but watched", async () => {
    const { fake, user } = open({ fake: watching(job()) })
    await user.click(await button("Push to another Miro board"))
    await user.click(await screen.findByRole("option", { name: /Roadmap/ }))
    await user.click(await button("Watch it"))
    await bar("23 of 47 cards")
    expect(times(fake, "planJob")).toBe(0)
  })

  it("becomes the report when it is done", async () => {
    let now: Job = job()
    const { fake } = open({ fake: watching(job(), () => now) })
    await bar("23 of 47 cards")
    now = doneJob()
    await pass(1_000)
    const heading = await screen.findByRole("heading", { name: "Pushed to “Roadmap”" })
    expect(document.activeElement).toBe(heading)
    const asked = times(fake, "readJob")
    await pass(30_000)
    expect(times(fake, "readJob")).toBe(asked)
  })

  it("is asked for less in a background tab, and at once when it comes back", async () => {
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden")
    const { fake } = open({ fake: watching(job()) })
    await bar("23 of 47 cards")
    await pass(5_000)
    expect(times(fake, "readJob")).toBe(0)
    visibility.mockReturnValue("visible")
    await act(async () => document.dispatchEvent(new Event("visibilitychange")))
    expect(times(fake, "readJob")).toBe(1)
  })
})

describe("what a job waits for", () => {
  it("is said with the time, and that it goes on by itself", async () => {
    const waitingUntil = new Date(2026, 10, 22, 14, 3).toISOString()
    const reason = "upstream_rate_limited"
    open({ fake: watching(job({ state: "waiting", waitingUntil, reason })) })
    await screen.findByText("Waiting until 14:03: Trello or Miro asks us to slow down.")
    expect(screen.getByText("It goes on by itself.")).toBeTruthy()
  })

  it("can be a person: who started it continues it", async () => {
    const stopped = job({ state: "stopped", reason: "miro_board_read_only" })
    const fake = watching(stopped)
    fake.answers.resumeJob = () => jobAnswer(job())
    const { user } = open({ fake })
    await screen.findByRole("heading", { name: "Push to “Roadmap” stopped" })
    screen.getByText("Your Miro account may only view this board.")
    await user.click(await button("Continue"))
    await screen.findByRole("heading", { name: "Pushing to “Roadmap”" })
    expect(newest(fake, "resumeJob")).toEqual({ job: "J".repeat(22), connection: DESIGN })
  })

  it("says why it cannot be continued, and how it can", async () => {
    const fake = watching(job({ state: "stopped", reason: "reauth_required" }))
    fake.answers.resumeJob = () =>
      Promise.reject(new ApiError("reauth_required", { provider: "miro" }))
    const { user } = open({ fake })
    await user.click(await button("Continue"))
    await user.click(await button("Reauthorize"))
    expect(await button("Connect Miro")).toBeTruthy()
  })

  it("says who can continue somebody else's", async () => {
    open({ fake: watching(job({ state: "stopped", mine: false, reason: "reauth_required" })) })
    await screen.findByText("The connection of the person who started this does not work any more.")
    screen.getByText(/Only the person who started this can continue it/)
    expect(screen.queryByRole("button", { name: "Continue" })).toBeNull()
  })
})

describe("cancelling", () => {
  it("asks first and says what becomes of the cards, and the answer No changes nothing", async () => {
    const { fake, user } = open({ fake: watching(job()) })
    await user.click(await button("Cancel"))
    screen.getByText(/23 cards done so far: what is on Miro stays there. The other 24/)
    const no = await button("Go on")
    expect(document.activeElement).toBe(no)
    await user.click(no)
    expect(document.activeElement).toBe(await button("Cancel"))
    expect(times(fake, "cancelJob")).toBe(0)
  })

  it("ends in a report of what was done, whatever a question under way brings", async () => {
    const fake = watching(job())
    fake.answers.readJob = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      return jobAnswer(job())
    }
    const cancelled = job({ state: "cancelled", endedAt: "2026-11-22T09:00:00.000Z" })
    fake.answers.cancelJob = () => jobAnswer(cancelled, "1")
    const { user } = open({ fake })
    await bar("23 of 47 cards")
    await pass(1_000)
    await user.click(await button("Cancel"))
    await user.click(await button("Cancel the push"))
    await screen.findByRole("heading", { name: "Push to “Roadmap” cancelled" })
    screen.getByText("23 cards are on “Roadmap”.")
    screen.getByText("The other 24 cards were not looked at.")
    await pass(6_000)
    expect(screen.getByText("23 cards are on “Roadmap”.")).toBeTruthy()
  })

  it("waits for the calls that are under way", async () => {
    const fake = watching(job())
    fake.answers.cancelJob = () => jobAnswer(job())
    const { user } = open({ fake })
    await user.click(await button("Cancel"))
    await user.click(await button("Cancel the push"))
    expect((await button("Cancelling")).getAttribute("aria-disabled")).toBe("true")
  })

  it("goes through the Miro team that may write there", async () => {
    const fake = watching(job({ mine: false }))
    fake.connections = { ...connected, miro: [miroConnection(DESIGN), miroConnection(MARKETING)] }
    fake.answers.cancelJob = ({ connection }) => {
      if (connection === DESIGN) throw new ApiError("job_of_somebody_else")
      return jobAnswer(job({ state: "cancelled" }))
    }
    const { user } = open({ fake })
    await user.click(await button("Cancel"))
    await user.click(await button("Cancel the push"))
    await screen.findByRole("heading", { name: "Push to “Roadmap” cancelled" })
    expect(newest(fake, "cancelJob")).toMatchObject({ connection: MARKETING })
  })
})
