import { describe, expect, it } from "vitest"
import { answer } from "../../grants/answers.fixture.ts"
import type { UpstreamResult } from "../../grants/upstream.ts"
import { buildCardSource } from "./cards.ts"
import {
  buildCard,
  buildLink,
  buildRow,
  buildTrelloBoard,
  itemId,
  JOB,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"
import { sendCards } from "./sendCards.ts"
import { buildSending, made, rowsOf } from "./sending.fixture.ts"

describe("a card that somebody else is about", () => {
  it("is refreshed where they made its item already", async () => {
    const { send, asked, jobs } = buildSending([buildRow(1)], () => answer(200), {
      links: [buildLink(1)],
    })
    await send()
    expect(asked).toEqual([`PATCH /app_cards/${itemId(1)}`])
    expect(jobs.counts(JOB)).toMatchObject({ updated: 1 })
  })

  it("is left to them while they push it, and the others go", async () => {
    const link = buildLink(1, { state: "pushing", item: null, beganAt: START })
    const { send, jobs } = buildSending([buildRow(1), buildRow(2)], made, { links: [link] })
    expect(await send()).toEqual({ kind: "wait", seconds: 5, failure: null })
    expect(jobs.rows(JOB, "todo")).toMatchObject([{ seq: 1 }])
    expect(jobs.counts(JOB).created).toBe(1)
  })

  it("is looked for where nobody knows what became of their push", async () => {
    const link = buildLink(1, { state: "unsure", beganAt: 0 })
    const { send, jobs, asked, run } = buildSending([buildRow(1)], made, { links: [link] })
    expect(await send()).toEqual({ kind: "more" })
    expect(asked).toEqual([])
    expect(jobs.rows(JOB, "unsure")).toMatchObject([{ seq: 1, doubted: true, tries: 0 }])
    expect(run.record()).toMatchObject({ checkNeeded: true, doubtAt: START })
  })

  it("is not counted as made where they took it over while Miro was asked", async () => {
    const built = buildSending([buildRow(1)], (call) => {
      built.links.write(buildLink(1, { item: itemId(7) }))
      return made(call)
    })
    await built.send()
    expect(built.link(1)).toMatchObject({ item: itemId(7) })
    expect(built.jobs.rows(JOB, "unsure")).toHaveLength(1)
  })
})

describe("what is sent when", () => {
  it("new cards go first and together, whatever lies between them in Trello", async () => {
    const rows = Array.from({ length: 8 }, (_, n) =>
      buildRow(n, n % 2 === 0 ? {} : { action: "update", item: itemId(n) }),
    )
    const links = [1, 3, 5, 7].map((n) => buildLink(n))
    const { send, asked } = buildSending(
      rows,
      (call) => (call.method === "POST" ? made(call) : answer(200)),
      {
        links,
      },
    )
    await send()
    expect(asked[0]).toBe("POST /items/bulk")
    expect(asked.slice(1).toSorted()).toEqual(links.map(({ item }) => `PATCH /app_cards/${item}`))
  })

  it("no more than the calls of this invocation", async () => {
    const { send, asked, jobs } = buildSending(rowsOf(100), made)
    expect(await send(2)).toEqual({ kind: "out_of_calls" })
    expect(asked).toHaveLength(2)
    expect(jobs.counts(JOB)).toMatchObject({ created: 40, todo: 60, sending: 0 })
  })

  it("the next rows where many need no call", async () => {
    const { send, asked, jobs, run } = buildSending(rowsOf(100), made, {
      board: buildTrelloBoard([buildCard(99)]),
    })
    while (run.record().phase === "send" && jobs.counts(JOB).todo > 0) await send(2)
    expect(asked).toHaveLength(1)
    expect(jobs.counts(JOB)).toMatchObject({ created: 1, failed: 99 })
  })

  it("nothing after it was cancelled, not even what was about to go", async () => {
    const built = buildSending(rowsOf(100), made)
    const { tables } = built.ports
    const sync = async (): Promise<void> => {
      if (built.asked.length === 0) built.run.change({ cancelling: true })
      return tables.sync()
    }
    const ports = { ...built.ports, tables: { ...tables, sync } }
    const source = buildCardSource(buildTrelloBoard([]), [], ports)
    const cards = { ...source, card: (id: string) => buildCard(Number.parseInt(id, 16)) }
    await sendCards({ ...built.run, ports }, cards)
    expect(built.asked).toEqual([])
    expect(built.jobs.counts(JOB)).toMatchObject({ todo: 100, sending: 0 })
    expect(built.links.onBoard(MIRO_BOARD)).toEqual([])
  })
})

describe("a frame that is gone", () => {
  it.each<[string, UpstreamResult]>([
    ["as a parent", answer(400, { context: { fields: [{ field: "0.parent.id" }] } })],
    ["as a place", answer(400, { context: { fields: [{ field: "1.position" }] } })],
    ["as a board", answer(404)],
  ])("told %s lets the places be decided anew, three times at most", async (_, refusal) => {
    const { send, jobs, run } = buildSending(rowsOf(2), () => refusal)
    for (let replans = 1; replans <= 3; replans++) {
      run.change({ phase: "send" })
      expect(await send()).toEqual({ kind: "more" })
      expect(run.record()).toMatchObject({ phase: "survey", replans })
      expect(jobs.rows(JOB, "todo")).toMatchObject([{ tries: 0 }, { tries: 0 }])
    }
    run.change({ phase: "send" })
    await send()
    expect(run.record()).toMatchObject({ phase: "send", replans: 3 })
  })

  it("that nobody knows any more does so too", async () => {
    const { send, jobs, run, asked } = buildSending([buildRow(1, { frame: "lost" })], made)
    await send()
    expect(run.record()).toMatchObject({ phase: "survey", replans: 1 })
    expect(asked).toEqual([])
    run.change({ phase: "send", replans: 3 })
    await send()
    expect(jobs.rows(JOB, "failed")).toMatchObject([{ code: "upstream_refused" }])
  })
})
