import type { Job, JobAnswer, PlanAnswer } from "../../../core/contract/jobs.ts"
import { miroBoard } from "./samples.ts"

/** A 24-digit id that ends in `n`. */
export function trelloId(kind: string, n: number): string {
  return `5f${kind}`.padEnd(20, "0") + String(n).padStart(4, "0")
}

export const TODO = trelloId("a1", 1)
export const DOING = trelloId("a1", 2)
export const DONE = trelloId("a1", 3)
export const URGENT = { id: trelloId("b1", 1), name: "Urgent", color: "red" }
export const UNNAMED = { id: trelloId("b1", 2), name: "", color: "sky_dark" }
export const ANN = { id: trelloId("c1", 1), fullName: "Ann Example" }

/** What `t.lists()` gives. */
export const trelloLists = [
  { id: TODO, name: "To do" },
  { id: DOING, name: "Doing" },
  { id: DONE, name: "Done" },
]

/** A card as `t.cards()` gives it: number `n`, on the first list, without anything, unless told otherwise. */
export function boardCard(n: number, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    id: trelloId("d1", n),
    idShort: n,
    idList: TODO,
    name: `Card ${n}`,
    due: null,
    dueComplete: false,
    labels: [],
    members: [],
    ...changes,
  }
}

/** What `t.cards()` gives: six cards, of which two are urgent and one is Ann's. */
export const trelloCards = [
  boardCard(1, { labels: [URGENT], due: "2026-11-20T12:00:00.000Z" }),
  boardCard(2, { members: [ANN] }),
  boardCard(3, { labels: [URGENT, UNNAMED], due: "2026-11-25T12:00:00.000Z" }),
  boardCard(4, { idList: DOING, name: "Write the words" }),
  boardCard(5, { idList: DOING }),
  boardCard(6, { idList: DONE, due: "2026-10-01T12:00:00.000Z", dueComplete: true }),
]

/** A plan for six cards, five of them new, unless told otherwise. */
export function plan(changes: Partial<PlanAnswer> = {}): PlanAnswer {
  return {
    total: 6,
    created: 5,
    updated: 1,
    unchanged: 0,
    removed: 0,
    special: [],
    columns: [
      { list: TODO, name: "To do", created: 3, newFrame: true },
      { list: DOING, name: "Doing", created: 2, newFrame: false },
      { list: DONE, name: "Done", created: 0, newFrame: false },
    ],
    seconds: 100,
    miroBoard: miroBoard(1, "Roadmap"),
    customFields: [],
    shownCustomFields: [],
    ...changes,
  }
}

/** A push of 47 cards to Roadmap at its 23rd card, started by the asking member, unless told otherwise. */
export function job(changes: Partial<Job> = {}): Job {
  return {
    id: "J".repeat(22),
    kind: "push",
    state: "working",
    mine: true,
    miroBoard: { id: "uXjVBoard1=", name: "Roadmap" },
    url: "https://miro.com/app/board/uXjVBoard1=/?moveToWidget=1",
    startedAt: "2026-11-22T08:58:00.000Z",
    endedAt: null,
    waitingUntil: null,
    reason: null,
    total: 47,
    done: 23,
    created: 20,
    updated: 3,
    unchanged: 0,
    removed: 0,
    failed: 0,
    failures: [],
    special: [],
    secondsLeft: 100,
    undoable: 20,
    ...changes,
  }
}

/** The same push, done. */
export function doneJob(changes: Partial<Job> = {}): Job {
  return job({
    state: "done",
    endedAt: "2026-11-22T08:59:00.000Z",
    done: 47,
    created: 40,
    updated: 5,
    unchanged: 2,
    secondsLeft: null,
    undoable: 40,
    ...changes,
  })
}

/** An answer about a job; `onMiro` comes with the end. */
export function jobAnswer(of: Job, onMiro: string | null = null): JobAnswer {
  return { job: of, onMiro }
}
