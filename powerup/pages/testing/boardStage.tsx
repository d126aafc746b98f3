import { screen } from "@testing-library/react"
import type { Job } from "../../../core/contract/jobs.ts"
import { BoardPage } from "../board/BoardPage.tsx"
// The page fetches these when it shows them; here they are at hand, so that no test waits for a first compilation.
import "../board/choose/Choose.tsx"
import "../board/job/JobView.tsx"
import { jobAnswer, plan, trelloCards, trelloLists } from "./boardSamples.ts"
import { buildFakeClient, type FakeClient } from "./fakeClient.ts"
import type { FakeHostOptions } from "./fakeHost.ts"
import { DESIGN, miroBoard } from "./samples.ts"
import { NOW, show, type Shown } from "./show.tsx"

/** What a person chose last, so that the page opens on Roadmap. */
export const lastRoadmap = {
  "board/private/last": { v: 1, connection: DESIGN, id: "uXjVBoard1=", name: "Roadmap" },
}

/** A client for the window of many cards: nothing runs, two Miro boards, a plan for six cards. */
export function boardClient(): FakeClient {
  return buildFakeClient({
    listBoards: () => ({ boards: [miroBoard(1, "Roadmap"), miroBoard(2, "Retro")], next: null }),
    listJobs: () => ({ jobs: [], onMiro: "" }),
    planJob: () => plan(),
    linkedBoards: () => ({ boards: [{ id: "uXjVBoard1=", name: "Roadmap", cards: 6 }] }),
  })
}

/** A client that watches `running`, which is as `now` says whenever it is asked for. */
export function watching(running: Job, now: () => Job = () => running): FakeClient {
  const fake = boardClient()
  fake.answers.listJobs = () => ({ jobs: [running], onMiro: "" })
  fake.answers.readJob = () => jobAnswer(now())
  return fake
}

/** Opens the window on a board of six cards, with Roadmap as the last choice unless told otherwise. */
export function openBoardPage(
  options: FakeHostOptions & { readonly fake?: FakeClient } = {},
): Shown {
  return show((props) => <BoardPage {...props} now={() => NOW} />, {
    cards: trelloCards,
    lists: trelloLists,
    data: lastRoadmap,
    fake: boardClient(),
    ...options,
  })
}

/** The parameters of the newest call of that name. */
export function newest(fake: FakeClient, name: string): unknown {
  return fake.calls.findLast((call) => call.name === name)?.params
}

/** How often a call was made. */
export function times(fake: FakeClient, name: string): number {
  return fake.calls.filter((call) => call.name === name).length
}

export const button = (name: string | RegExp) => screen.findByRole("button", { name })
export const box = (name: string | RegExp) => screen.findByRole("checkbox", { name })
