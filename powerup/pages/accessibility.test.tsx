// @vitest-environment happy-dom
import { screen } from "@testing-library/react"
import axe from "axe-core"
import type { ReactNode } from "react"
import { describe, expect, it } from "vitest"
import { ApiError } from "../client/index.ts"
import type { PageProps } from "../ui/page/start.tsx"
import type { Job } from "../../core/contract/jobs.ts"
import { BoardPage } from "./board/BoardPage.tsx"
import { ConsentPage } from "./consent/ConsentPage.tsx"
import { PushPage } from "./push/PushPage.tsx"
import { SectionPage } from "./section/SectionPage.tsx"
import { SettingsPage } from "./settings/SettingsPage.tsx"
import { doneJob, job, plan, trelloCards, trelloId, trelloLists } from "./testing/boardSamples.ts"
import { boardClient, lastRoadmap, watching } from "./testing/boardStage.tsx"
import { buildFakeClient, type FakeClient } from "./testing/fakeClient.ts"
import type { FakeHostOptions } from "./testing/fakeHost.ts"
import {
  DESIGN,
  link,
  MARKETING,
  miroBoard,
  miroConnection,
  nothingConnected,
  trelloConnection,
} from "./testing/samples.ts"
import { NOW, show } from "./testing/show.tsx"

const roadmap = { id: "uXjVBoard1=", name: "Roadmap" }
const push = (props: PageProps) => <PushPage {...props} trelloOrigin="https://trello.com" />
const section = (props: PageProps) => (
  <SectionPage
    {...props}
    appOrigin="https://app.example"
    trelloOrigin="https://trello.com"
    miroOrigin="https://miro.com"
  />
)
const withLast = { data: { "board/private/last": { v: 1, connection: DESIGN, ...roadmap } } }

const board = (props: PageProps) => <BoardPage {...props} now={() => NOW} />
const onBoard = { data: lastRoadmap, cards: trelloCards, lists: trelloLists }
const forRemoval = { ...onBoard, args: { kind: "remove" } }
const many = boardClient()
many.answers.planJob = () =>
  plan({
    special: [{ role: "mirror", pushed: false, count: 1, cards: [trelloId("d1", 1)] }],
    customFields: ["Estimate"],
    removed: 6,
  })
const reporting = (changes: Partial<Job>): FakeClient => {
  const fake = boardClient()
  fake.answers.listJobs = () => ({ jobs: [doneJob(changes)], onMiro: "" })
  return fake
}

function working(): FakeClient {
  const fake = buildFakeClient({
    listBoards: () => ({
      boards: [miroBoard(1, "Roadmap"), miroBoard(2, "All-hands", { canEdit: false })],
      next: "2",
    }),
    pushCard: () => ({ outcome: "created", link: link(roadmap), links: [link(roadmap)] }),
  })
  fake.check = () => Promise.reject(new ApiError("upstream_unavailable"))
  return fake
}

function lacking(): FakeClient {
  const fake = working()
  fake.connections = nothingConnected
  return fake
}

interface Case {
  readonly page: (props: PageProps) => ReactNode
  readonly options?: FakeHostOptions
  readonly fake?: FakeClient
  /** What is there once the state is reached. */
  readonly shows: RegExp
  /** Buttons to press on the way. */
  readonly press?: readonly RegExp[]
}

const boards = [{ ...roadmap, item: "1", state: "broken" }]
const failing = working()
failing.answers.pushCard = () => Promise.reject(new ApiError("miro_board_read_only"))
const twoTeams = working()
twoTeams.connections = {
  trello: trelloConnection,
  miro: [miroConnection(DESIGN), miroConnection(MARKETING)],
}

const CASES: Readonly<Record<string, Case>> = {
  "push: before consent": { page: push, fake: lacking(), shows: /Nothing on Trello is changed/ },
  "push: consenting": {
    page: push,
    fake: lacking(),
    press: [/^Connect Trello/],
    shows: /Go on in the other window/,
  },
  "push: picker": { page: push, shows: /All-hands/ },
  "push: picker with teams": { page: push, fake: twoTeams, shows: /Miro team 2/ },
  "push: new board": { page: push, press: [/New Miro board/], shows: /Name of the new board/ },
  "push: ready": { page: push, options: withLast, shows: /Push to “Roadmap”/ },
  "push: failed": {
    page: push,
    options: withLast,
    fake: failing,
    press: [/^Push to Miro/],
    shows: /may only view this board/,
  },
  "push: done": {
    page: push,
    options: withLast,
    press: [/^Push to Miro/],
    shows: /The card is on/,
  },
  "push: signed out": {
    page: push,
    options: { context: { member: "notLoggedIn" } },
    shows: /not signed in/,
  },
  section: {
    page: section,
    options: { data: { "card/shared/m": { v: 1, boards } } },
    shows: /is gone/,
  },
  settings: {
    page: (props) => <SettingsPage {...props} />,
    fake: twoTeams,
    press: [/Disconnect Trello/],
    shows: /Connect another Miro team/,
  },
  "board: plan": { page: board, options: onBoard, fake: many, shows: /Where new cards land/ },
  "board: picker": {
    page: board,
    options: onBoard,
    fake: many,
    press: [/Choose another board/],
    shows: /All-hands|Retro/,
  },
  "board: removal": {
    page: board,
    options: forRemoval,
    fake: many,
    press: [/^Remove 6/],
    shows: /Remove 6 cards from/,
  },
  "board: progress": {
    page: board,
    options: onBoard,
    fake: watching(job({ state: "waiting", reason: "upstream_rate_limited" })),
    press: [/^Cancel/],
    shows: /Cancel this push/,
  },
  "board: stopped": {
    page: board,
    options: onBoard,
    fake: watching(job({ state: "stopped", reason: "miro_board_read_only" })),
    shows: /Continue does/,
  },
  "board: report": {
    page: board,
    options: onBoard,
    fake: reporting({
      failed: 1,
      failures: [{ card: trelloId("d1", 4), code: "outcome_unknown" }],
    }),
    press: [/^Show/, /^Undo/],
    shows: /What could not be done/,
  },
  consent: { page: (props) => <ConsentPage {...props} />, shows: /You are connected/ },
}

describe("for assistive technology", () => {
  it.each(Object.keys(CASES))("%s breaks no rule of axe", async (name) => {
    const { page, options, fake, press, shows } = CASES[name] ?? { page: push, shows: /never/ }
    const { user, page: shown } = show(page, { ...options, fake: fake ?? working() })
    for (const button of press ?? []) {
      await user.click(await screen.findByRole("button", { name: button }))
    }
    await screen.findAllByText(shows)
    // Colours are checked from the tokens, and happy-dom has no layout to look at.
    const rules = { "color-contrast": { enabled: false }, region: { enabled: false } }
    const { violations } = await axe.run(shown.container, { rules })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  })
})
