import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import { buildJob, pageOf, type ScriptedJob } from "./job.fixture.ts"
import {
  buildItem,
  buildLink,
  buildRow,
  buildStoredFrame,
  cardId,
  itemId,
  JOB,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"
import { bodiesOf, made, rowsOf } from "./sending.fixture.ts"

const dueOf = ({ ports }: ScriptedJob) => ports.tables.jobs.listDue()[0]?.at ?? null

/** Lets the job go on until it waits for nobody any more; time passes as it waits. */
async function untilOver(job: ScriptedJob): Promise<{ invocations: number; minutes: number }> {
  const began = job.clock.now()
  job.ports.tables.jobs.setDue(JOB, began)
  let invocations = 0
  for (let at = dueOf(job); at !== null; at = dueOf(job)) {
    job.clock.pass(Math.max(0, at - job.clock.now()))
    await job.goOn()
    if (++invocations > 200) throw new Error("It never ends")
  }
  return { invocations, minutes: (job.clock.now() - began) / 60_000 }
}

describe("what was under way when the process ended", () => {
  it("may have arrived where it was new, and is done again where that is safe", async () => {
    const rows = [
      buildRow(1, { state: "sending", tries: 1 }),
      buildRow(2, { action: "update", state: "sending", item: itemId(2), tries: 1 }),
    ]
    const links = [
      buildLink(1, { state: "pushing", item: null, job: JOB, beganAt: START }),
      buildLink(2),
    ]
    const frames = [
      buildStoredFrame(),
      buildStoredFrame({ key: "f2", state: "sending", item: null }),
    ]
    const job = buildJob({ rows, links, frames, miro: () => answer(429) })
    await job.goOn()
    const { tables } = job.ports
    expect(tables.jobs.rows(JOB, "unsure")).toMatchObject([{ seq: 1, doubted: true, tries: 1 }])
    expect(tables.jobs.rows(JOB, "todo")).toMatchObject([{ seq: 2, doubted: false, tries: 0 }])
    expect(tables.links.read(cardId(1), MIRO_BOARD)).toMatchObject({ state: "unsure" })
    expect(tables.frames.onBoard(MIRO_BOARD)[1]).toMatchObject({ state: "unsure", doubted: true })
    // Its calls may be on their way for twenty seconds, and have their effect five seconds later.
    expect(dueOf(job)).toBe(START + 25_000)
    expect(job.asked).toEqual([])
  })
})

describe("an outage", () => {
  it.each<[string, UpstreamResult]>([
    ["503", answer(503)],
    ["no answer", TIMED_OUT],
    ["pages instead of JSON", answer(200, "<h1>Sorry</h1>")],
  ])("of %s stops the job within the hour, and no card is given up for it", async (_, result) => {
    const rows = [
      ...rowsOf(60),
      ...[60, 61].map((n) => buildRow(n, { action: "update", item: itemId(n) })),
    ]
    const links = [60, 61].map((n) => buildLink(n))
    const job = buildJob({ rows, links, frames: [buildStoredFrame()], miro: () => result })
    const { minutes, invocations } = await untilOver(job)
    expect(job.run.record()).toMatchObject({ state: "stopped" })
    expect(job.run.record().reason).toMatch(/^upstream_/)
    expect(minutes).toBeGreaterThan(10)
    expect(minutes).toBeLessThan(45)
    expect(job.asked.length).toBeLessThan(2 * invocations + 20)
    expect(job.ports.tables.jobs.counts(JOB).failed).toBe(0)
  })

  it("of twenty minutes only delays it", async () => {
    const items = Array.from({ length: 60 }, (_, n) => buildItem(n, { createdAt: START }))
    const job = buildJob({
      rows: rowsOf(60),
      frames: [buildStoredFrame()],
      miro: (call) => {
        if (job.clock.now() < START + 15 * 60_000) return answer(503)
        return call.method === "GET" ? pageOf(items) : made(call)
      },
    })
    await untilOver(job)
    expect(job.run.record()).toMatchObject({ state: "done" })
    expect(job.ports.tables.jobs.counts(JOB)).toMatchObject({ created: 60 })
  })

  it("of new frames alone stops the job too, although the board can be read", async () => {
    const frames = [buildStoredFrame({ state: "todo", item: null })]
    const job = buildJob({
      rows: rowsOf(3),
      frames,
      miro: ({ method }) => (method === "GET" ? pageOf([]) : TIMED_OUT),
    })
    const { invocations } = await untilOver(job)
    expect(job.run.record()).toMatchObject({ state: "stopped", reason: "outcome_unknown" })
    expect(invocations).toBeLessThan(20)
  })

  it("of new cards alone ends with each of them told as unknown, or stopped", async () => {
    const job = buildJob({
      rows: rowsOf(40),
      frames: [buildStoredFrame()],
      miro: ({ method }) => (method === "GET" ? pageOf([]) : TIMED_OUT),
    })
    await untilOver(job)
    const { state } = job.run.record()
    const { failed, todo, unsure } = job.ports.tables.jobs.counts(JOB)
    expect(state === "done" ? failed : failed + todo + unsure).toBe(40)
    const codes = job.ports.tables.jobs.rows(JOB, "failed").map(({ code }) => code)
    expect(new Set([...codes, "outcome_unknown"]).size).toBe(1)
  })

  it("is not taken for one where Miro asks to wait, however often", async () => {
    let left = 40
    const job = buildJob({
      rows: rowsOf(1),
      frames: [buildStoredFrame()],
      miro: (call) => {
        left -= 1
        const limited = { kind: "answer", status: 429, body: "", retryAfterSeconds: 60 } as const
        return left > 0 ? limited : made(call)
      },
    })
    const { minutes } = await untilOver(job)
    expect(job.run.record()).toMatchObject({ state: "done" })
    expect(minutes).toBeGreaterThan(38)
  })
})

function holdsBadCard(call: UpstreamCall): boolean {
  return bodiesOf(call).some(({ data }) => data.title.includes("Card0007"))
}

function allButBadCard() {
  return rowsOf(20).flatMap(({ seq }) => (seq === 7 ? [] : [buildItem(seq, { createdAt: START })]))
}

describe("one card that Miro never answers to", () => {
  it("does not take the others with it", async () => {
    const job = buildJob({
      rows: rowsOf(20),
      frames: [buildStoredFrame()],
      miro: (call) => {
        if (call.method === "GET") return pageOf(job.asked.length > 6 ? allButBadCard() : [])
        return holdsBadCard(call) ? answer(500) : made(call)
      },
    })
    await untilOver(job)
    expect(job.run.record()).toMatchObject({ state: "done" })
    expect(job.ports.tables.jobs.counts(JOB)).toMatchObject({ created: 19, failed: 1 })
    expect(job.ports.tables.jobs.rows(JOB, "failed")).toMatchObject([{ seq: 7 }])
  })
})

describe("a job that somebody cancels", () => {
  it("goes on at once, whatever it was to wait for", async () => {
    const job = buildJob({
      rows: rowsOf(1),
      frames: [buildStoredFrame()],
      miro: () => {
        job.run.change({ cancelling: true })
        return { kind: "answer", status: 429, body: "", retryAfterSeconds: 600 }
      },
    })
    await job.goOn()
    expect(dueOf(job)).toBe(START)
    await job.goOn()
    expect(job.run.record()).toMatchObject({ state: "cancelled", endedAt: START })
    expect(dueOf(job)).toBeNull()
  })

  it("leaves no frame that is still to be made or to grow", async () => {
    const frames = [
      buildStoredFrame({ key: "todo", state: "todo", item: null }),
      buildStoredFrame({ key: "grow", state: "grow" }),
    ]
    const job = buildJob({ record: { cancelling: true }, rows: rowsOf(1), frames })
    await job.goOn()
    expect(job.ports.tables.frames.onBoard(MIRO_BOARD)).toMatchObject([
      { key: "grow", state: "made" },
    ])
  })

  it("is over where Miro is out of reach; what may be there stays unsure for the next push", async () => {
    const rows = [buildRow(1, { state: "unsure", doubted: true, tries: 1 })]
    const links = [buildLink(1, { state: "unsure", item: null, job: JOB })]
    const frames = [buildStoredFrame({ state: "unsure", item: null, doubted: true })]
    const record = { cancelling: true, checkNeeded: true }
    const job = buildJob({ record, rows, links, frames, miro: () => answer(403) })
    await job.goOn()
    const { tables } = job.ports
    expect(job.run.record()).toMatchObject({ state: "cancelled", reason: "miro_board_read_only" })
    expect(tables.jobs.rows(JOB, "failed")).toMatchObject([{ code: "outcome_unknown" }])
    expect(tables.links.read(cardId(1), MIRO_BOARD)).toMatchObject({ state: "unsure", job: JOB })
    expect(tables.frames.onBoard(MIRO_BOARD)).toMatchObject([{ state: "unsure" }])
  })
})

describe("a removal", () => {
  it("makes no frames, whatever an earlier push left undone", async () => {
    const frames = [
      buildStoredFrame({ key: "todo", state: "todo", item: null }),
      buildStoredFrame({ key: "grow", state: "grow", job: "earlier" }),
    ]
    const rows = [buildRow(1, { action: "remove", item: itemId(1) })]
    const record = { kind: "remove", undoOf: "another" } as const
    const job = buildJob({ record, rows, links: [buildLink(1)], frames, miro: () => answer(204) })
    await job.goOn()
    expect(job.asked).toEqual([`DELETE /app_cards/${itemId(1)}`])
    expect(job.run.record()).toMatchObject({ state: "done" })
  })
})
