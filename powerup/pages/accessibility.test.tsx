// @vitest-environment happy-dom
import { describe, expect, it } from "vitest"
import { ApiError } from "../client/index.ts"
import type { PageProps } from "../ui/page/start.tsx"
import type { Job } from "../../core/contract/jobs.ts"
import { BoardPage } from "./board/BoardPage.tsx"
import { ConsentPage } from "./consent/ConsentPage.tsx"
import { PushPage } from "./push/PushPage.tsx"
import { SettingsPage } from "./settings/SettingsPage.tsx"
import { doneJob, job, plan, trelloCards, trelloId, trelloLists } from "./testing/boardSamples.ts"
import { boardClient, lastRoadmap, watching } from "./testing/boardStage.tsx"
import { buildFakeClient, type FakeClient } from "./testing/fakeClient.ts"
import {
  DESIGN,
  link,
  MARKETING,
  miroBoard,
  miroConnection,
  nothingConnected,
  trelloConnection,
} from "./testing/samples.ts"
import { type PageCase, violationsOf } from "./testing/pageCase.tsx"
import { NOW } from "./testing/show.tsx"

const roadmap = { id: "uXjVBoard1=", name: "Roadmap" }
const push = (props: PageProps) => <PushPage {...props} trelloOrigin="https://trello.com" />
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

const failing = working()
failing.answers.pushCard = () => Promise.reject(new ApiError("miro_board_read_only"))
const twoTeams = working()
twoTeams.connections = {
  trello: trelloConnection,
  miro: [miroConnection(DESIGN), miroConnection(MARKETING)],
}

const CASES: Readonly<Record<string, PageCase>> = {
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
    const found = CASES[name] ?? { page: push, shows: /never/ }
    expect(await violationsOf({ fake: working(), ...found })).toEqual([])
  })
})
