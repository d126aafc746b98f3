import { describe, expect, it } from "vitest"
import { VARIABLES } from "../../config.fixture.ts"
import { answer } from "../../grants/answers.fixture.ts"
import { HandClock } from "../../grants/memory.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import { BoardReader } from "../boardReader.ts"
import { BoardJobs } from "./boardJobs.ts"
import { linkedItems, MemoryBoard } from "../store/memory.fixture.ts"
import { buildLink, buildRecord, buildRow, cardId, itemId, JOB } from "./samples.fixture.ts"

const CALLS = 30

/** Removals of 40 cards each from so many Miro boards, all due; every grant answers as `call` says. */
function setUp(jobs: number, call: (request: UpstreamCall) => Promise<UpstreamResult>) {
  const clock = new HandClock()
  const tables = new MemoryBoard().open()
  const asked: string[] = []
  const ids = Array.from({ length: jobs }, (_, n) => `${n}`.padStart(22, "J"))
  for (const [n, id] of ids.entries()) {
    const miroBoard = { id: `board${n}`, name: "" }
    tables.jobs.write(buildRecord({ id, kind: "remove", miroBoard }))
    for (let card = 0; card < 40; card++) {
      tables.links.write(buildLink(card, { miroBoard: miroBoard.id }))
      tables.jobs.writeRow(id, buildRow(card, { action: "remove", item: itemId(card) }))
    }
    tables.jobs.setDue(id, clock.now() + n - jobs)
  }
  const getByName = () => ({
    mayUse: async () => true,
    call: (request: UpstreamCall) => {
      asked.push(/boards\/(board\d)/.exec(request.path)?.[1] ?? "")
      return call(request)
    },
  })
  const env = { ...VARIABLES, GRANTS: { getByName }, WORKSPACES: { getByName } }
  const reader = new BoardReader(() => clock.now())
  const board = new BoardJobs(
    () => tables,
    clock,
    env as unknown as Env,
    reader,
    () => 0.5,
  )
  return { board, tables, asked, ids, clock }
}

describe("several jobs of one Trello board", () => {
  it.each([1, 2, 4, 7, 12])("share the calls of an invocation: %i", async (jobs) => {
    const { board, asked } = setUp(jobs, async () => answer(204))
    await board.runDue(CALLS)
    expect(asked.length).toBeLessThanOrEqual(CALLS)
    expect(asked.length).toBeGreaterThan(CALLS / 2)
  })

  it("all have their turn", async () => {
    const { board, tables, ids, clock } = setUp(7, async () => answer(204))
    for (let turns = 0; turns < 100 && tables.jobs.listDue().length > 0; turns++) {
      clock.pass(10)
      await board.runDue(CALLS)
    }
    expect(ids.map((id) => tables.jobs.read(id)?.state)).toEqual(ids.map(() => "done"))
    expect(linkedItems(tables)).toEqual([])
  })
})

describe("a job that ended", () => {
  const WEEK_MS = 7 * 24 * 60 * 60_000

  it("is forgotten after a week, whether anybody starts another one or not", async () => {
    const { board, tables, clock } = setUp(0, async () => answer(204))
    const endedAt = clock.now()
    for (const [id, end] of [
      ["old", endedAt],
      ["young", endedAt + 1],
    ] as const) {
      tables.jobs.write(buildRecord({ id, state: "done", endedAt: end }))
      tables.jobs.writeRow(id, buildRow(1))
    }
    tables.jobs.write(buildRecord({ id: "open", state: "stopped" }))
    clock.pass(WEEK_MS + 1)
    await board.runDue(CALLS)
    expect(tables.jobs.list().map(({ id }) => id)).toEqual(["open", "young"])
    expect(tables.jobs.counts("old").todo).toBe(0)
  })
})

describe("a grant whose own object ends in the midst of a call", () => {
  it("is one that did not answer: the job goes on by itself", async () => {
    const { board, tables, ids } = setUp(1, () => Promise.reject(new Error("reset")))
    await board.runDue(CALLS)
    const [id = JOB] = ids
    expect(tables.jobs.read(id)).toMatchObject({ state: "waiting", reason: "upstream_unavailable" })
    expect(tables.jobs.counts(id)).toMatchObject({ todo: 40, failed: 0 })
    expect(tables.links.read(cardId(0), "board0")).not.toBeNull()
  })
})

describe("a job whose person has no connection any more", () => {
  it("stops, and what somebody did meanwhile stays done", async () => {
    const { tables, clock, ids } = setUp(1, async () => answer(204))
    const [id = JOB] = ids
    const getByName = () => ({
      mayUse: async () => {
        const record = tables.jobs.read(id)
        if (record !== null) tables.jobs.write({ ...record, cancelling: true })
        return false
      },
    })
    const env = { ...VARIABLES, GRANTS: { getByName }, WORKSPACES: { getByName } }
    const reader = new BoardReader(() => clock.now())
    await new BoardJobs(() => tables, clock, env as unknown as Env, reader).runDue(CALLS)
    expect(tables.jobs.read(id)).toMatchObject({ state: "cancelled", reason: "not_connected" })
    expect(tables.jobs.listDue()).toEqual([])
  })
})
