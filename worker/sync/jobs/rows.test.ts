import { describe, expect, it } from "vitest"
import type { StoredLink } from "../link.ts"
import { buildJob } from "./job.fixture.ts"
import type { JobRow } from "./record.ts"
import { beginRows, claimOf, isMine, noteDoubt, settleRow } from "./rows.ts"
import { buildLink, buildRow, cardId, itemId, JOB, MIRO_BOARD, START } from "./samples.fixture.ts"

const PUSHING = { state: "pushing", item: null, beganAt: START } as const
const MINE = { ...PUSHING, job: JOB } as const

/** The link of card 1 after its row was settled, where there was this link before. */
function after(row: Partial<JobRow>, link: Partial<StoredLink> | null) {
  const job = buildJob({ links: link === null ? [] : [buildLink(1, link)] })
  settleRow(job.run, buildRow(1, row))
  return job.ports.tables.links.read(cardId(1), MIRO_BOARD)
}

describe("a card whose item is known to be there", () => {
  const created = { state: "done", outcome: "created", item: itemId(5) } as const

  it("is linked to it, and to the job that made it", () => {
    expect(after(created, MINE)).toMatchObject({ state: "linked", item: itemId(5), job: JOB })
  })

  it("keeps the job that made it when it is refreshed", () => {
    const updated = {
      action: "update",
      state: "done",
      outcome: "updated",
      item: itemId(1),
    } as const
    expect(after(updated, { job: "earlier" })).toMatchObject({ item: itemId(1), job: "earlier" })
    expect(after(updated, null)).toMatchObject({ item: itemId(1), job: null, slot: -1 })
  })

  it("stays with the item that somebody else made meanwhile", () => {
    const updated = {
      action: "update",
      state: "done",
      outcome: "updated",
      item: itemId(1),
    } as const
    expect(after(updated, { item: itemId(7) })).toMatchObject({ item: itemId(7) })
  })
})

describe("a card whose item is gone", () => {
  const removed = { action: "remove", state: "done", outcome: "removed" } as const

  it("is linked to nothing", () => {
    expect(after({ ...removed, item: itemId(1) }, {})).toBeNull()
    expect(after(removed, { state: "unsure", item: null })).toBeNull()
    expect(after({ ...removed, item: itemId(1) }, null)).toBeNull()
  })

  it("stays linked to another item that somebody made of it", () => {
    expect(after({ ...removed, item: itemId(1) }, { item: itemId(7) })).toMatchObject({
      item: itemId(7),
    })
    expect(after(removed, { item: itemId(7) })).toMatchObject({ item: itemId(7) })
  })

  it("leaves a push that is making it anew its intent", () => {
    const lost = { state: "pushing", item: itemId(1), beganAt: START } as const
    expect(after({ ...removed, item: itemId(1) }, lost)).toMatchObject({
      state: "pushing",
      item: null,
    })
  })

  it("forgets a push that ended long ago", () => {
    const lost = { state: "pushing", item: itemId(1), beganAt: START - 60_000 } as const
    expect(after({ ...removed, item: itemId(1) }, lost)).toBeNull()
  })
})

describe("a new card that is not there", () => {
  it.each<[string, Partial<JobRow>, StoredLink["state"] | null]>([
    ["is unsure after a call without an answer", { state: "unsure" }, "unsure"],
    [
      "stays unsure where it was given up for that",
      { state: "failed", code: "outcome_unknown" },
      "unsure",
    ],
    ["is free again when it is put back", { state: "todo" }, null],
    ["is free again when Miro refused it", { state: "failed", code: "miro_refused_card" }, null],
    ["keeps its intent while it is sent", { state: "sending" }, "pushing"],
  ])("%s", (_, row, state) => {
    expect(after(row, MINE)?.state ?? null).toBe(state)
  })

  it.each<[string, Partial<StoredLink>]>([
    ["somebody else's intent", PUSHING],
    ["somebody else's item", {}],
  ])("leaves %s alone", (_, link) => {
    for (const state of ["todo", "unsure", "failed"] as const) {
      expect(after({ state }, link)).toEqual(buildLink(1, link))
    }
  })
})

function claim(link: Partial<StoredLink> | null): ReturnType<typeof claimOf> {
  const { run } = buildJob({ links: link === null ? [] : [buildLink(1, link)] })
  return claimOf(run, buildRow(1))
}

describe("what a card's link says against sending it", () => {
  it.each<[string, Partial<StoredLink> | null, object]>([
    ["nothing without a link", null, { kind: "ours" }],
    ["that an item shows it", {}, { kind: "linked", item: itemId(1) }],
    ["that somebody is at it", PUSHING, { kind: "busy" }],
    ["so for a minute", { ...PUSHING, beganAt: START - 59_999 }, { kind: "busy" }],
    ["then nobody knows", { ...PUSHING, beganAt: START - 60_000 }, { kind: "doubtful" }],
    ["that nobody knows", { state: "unsure", item: null }, { kind: "doubtful" }],
    ["so too where an item was lost", { state: "unsure" }, { kind: "doubtful" }],
    [
      "that somebody makes a lost item anew",
      { state: "pushing", beganAt: START },
      { kind: "busy" },
    ],
  ])("%s", (_, link, expected) => {
    expect(claim(link)).toEqual(expected)
  })
})

describe("cards that go out", () => {
  it("are marked, with an intent for each new one", () => {
    const job = buildJob({ links: [buildLink(2)] })
    const update = buildRow(2, { action: "update", item: itemId(2) })
    const sending = beginRows(job.run, [buildRow(1, { tries: 1 }), update])
    expect(sending.map(({ state, tries }) => [state, tries])).toEqual([
      ["sending", 2],
      ["sending", 1],
    ])
    const { jobs, links } = job.ports.tables
    expect(jobs.rows(JOB, "sending")).toEqual(sending)
    expect(links.read(cardId(1), MIRO_BOARD)).toMatchObject({ ...MINE, shortLink: "Card0001" })
    expect(links.read(cardId(2), MIRO_BOARD)).toEqual(buildLink(2))
    expect(isMine(job.run, buildRow(1))).toBe(true)
    expect(isMine(job.run, update)).toBe(false)
  })

  it("are as before when they do not go out after all", () => {
    const job = buildJob({})
    beginRows(job.run, [buildRow(1)])
    settleRow(job.run, buildRow(1))
    expect(job.ports.tables.links.onBoard(MIRO_BOARD)).toEqual([])
    expect(job.ports.tables.jobs.rows(JOB, "todo")).toEqual([buildRow(1)])
  })
})

describe("a doubt", () => {
  it("lasts as long as the longest", () => {
    const job = buildJob({})
    for (const at of [START, START + 20_000, START + 5_000]) noteDoubt(job.run, at)
    expect(job.run.record()).toMatchObject({ checkNeeded: true, doubtAt: START + 20_000 })
  })
})
