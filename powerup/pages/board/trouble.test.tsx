// @vitest-environment happy-dom
import { act, screen } from "@testing-library/react"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { ApiError, NetworkError } from "../../client/index.ts"
import { job } from "../testing/boardSamples.ts"
import {
  boardClient,
  button,
  openBoardPage as open,
  times,
  watching,
} from "../testing/boardStage.tsx"

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
})
afterEach(() => vi.useRealTimers())

const pass = (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms))
const bar = (name: string) => screen.findByRole("progressbar", { name })

describe("when it cannot be asked for", () => {
  it("says so after three failures, keeps asking and forgets them with an answer", async () => {
    const fake = watching(job())
    const { readJob } = fake.answers
    fake.answers.readJob = () => Promise.reject(new NetworkError("offline", false))
    open({ fake })
    await bar("23 of 47 cards")
    await pass(1_000)
    await pass(3_000)
    expect(times(fake, "readJob")).toBe(2)
    expect(screen.queryByText(/could not be asked/)).toBeNull()
    await pass(3_000)
    await screen.findByText(/How far it is could not be asked. It goes on meanwhile/)
    screen.getByText("The service could not be reached.")
    if (readJob !== undefined) fake.answers.readJob = readJob
    await pass(3_000)
    expect(screen.queryByText(/could not be asked/)).toBeNull()
  })

  it("offers to reauthorize where that is why", async () => {
    const fake = watching(job())
    fake.answers.readJob = () =>
      Promise.reject(new ApiError("reauth_required", { provider: "trello" }))
    const { user } = open({ fake })
    await bar("23 of 47 cards")
    for (const ms of [1_000, 3_000, 3_000]) await pass(ms)
    await user.click(await button("Reauthorize"))
    expect(await button("Connect Trello")).toBeTruthy()
  })

  it("stops asking for a job that nobody knows any more", async () => {
    const fake = watching(job())
    fake.answers.readJob = () => Promise.reject(new ApiError("job_not_found"))
    const { user } = open({ fake })
    await bar("23 of 47 cards")
    await pass(1_000)
    await screen.findByText("What became of it is not known any more.")
    await pass(30_000)
    expect(times(fake, "readJob")).toBe(1)
    Object.assign(fake.answers, boardClient().answers)
    await user.click(await button("Push more cards"))
    await screen.findByRole("heading", { name: "Push to “Roadmap”" })
  })
})
