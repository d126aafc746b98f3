import { describe, expect, it } from "vitest"
import type { BoardItem } from "../../miro/items.ts"
import type { StoredLink } from "../link.ts"
import { buildJob, pageOf } from "./job.fixture.ts"
import type { JobRecord, JobRow } from "./record.ts"
import { search } from "./search.ts"
import {
  buildItem,
  buildLink,
  buildRow,
  cardId,
  itemId,
  JOB,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"

const DOUBT = { checkNeeded: true, doubtAt: START - 5_000 } as const
const UNSURE = { state: "unsure", doubted: true, tries: 1 } as const
const MINE = { state: "unsure", item: null, job: JOB } as const
/** Made since the job began. */
const NEW = { createdAt: START } as const

async function look(options: {
  readonly row?: Partial<JobRow>
  readonly link?: Partial<StoredLink> | null
  readonly items?: readonly BoardItem[]
  readonly record?: Partial<JobRecord>
}) {
  const { row = UNSURE, link = MINE, items = [], record = {} } = options
  const job = buildJob({
    record: { ...DOUBT, ...record },
    rows: [buildRow(1, row)],
    links: link === null ? [] : [buildLink(1, link)],
    miro: () => pageOf(items),
  })
  const end = await search(job.run)
  const { jobs, links } = job.ports.tables
  const states = ["todo", "sending", "unsure", "done", "failed"] as const
  const [found] = states.flatMap((state) => jobs.rows(JOB, state))
  const { strays, checkNeeded } = job.run.record()
  return {
    end,
    strays,
    checkNeeded,
    row: found,
    link: links.read(cardId(1), MIRO_BOARD),
    asked: job.asked.length,
  }
}

describe("a card that may have arrived", () => {
  it("is not looked for before a late effect has arrived", async () => {
    const seen = await look({ record: { doubtAt: START - 2_000 } })
    expect(seen.end).toEqual({ kind: "wait", seconds: 3, failure: null })
    expect(seen.asked).toBe(0)
  })

  it("is tied to what is there", async () => {
    const seen = await look({ items: [buildItem(1, NEW)] })
    expect(seen.row).toMatchObject({ state: "done", outcome: "created", item: itemId(1) })
    expect(seen.link).toMatchObject({ state: "linked", item: itemId(1), job: JOB })
    expect(seen).toMatchObject({ strays: [], checkNeeded: false, end: { kind: "more" } })
  })

  it("is sent again when it is not there, and looked for once more after that", async () => {
    const seen = await look({ items: [buildItem(2, NEW)] })
    expect(seen.row).toMatchObject({ state: "todo", doubted: true })
    expect(seen).toMatchObject({ link: null, checkNeeded: true })
  })

  it("is given up after five calls, and its link stays unsure", async () => {
    const seen = await look({ row: { ...UNSURE, tries: 5 } })
    expect(seen.row).toMatchObject({ state: "failed", code: "outcome_unknown" })
    expect(seen).toMatchObject({ link: { state: "unsure" }, checkNeeded: false })
  })

  it("is not sent again once the job is cancelled", async () => {
    const seen = await look({ record: { cancelling: true } })
    expect(seen.row).toMatchObject({ state: "failed", code: "outcome_unknown" })
  })

  it("is found although it was given up", async () => {
    const row = { ...UNSURE, state: "failed", code: "outcome_unknown", tries: 5 } as const
    const seen = await look({ row, items: [buildItem(1, NEW)] })
    expect(seen.row).toMatchObject({ state: "done", item: itemId(1), code: null })
    expect(seen.strays).toEqual([])
  })

  it("of an earlier push is refreshed, and stays that push's", async () => {
    const seen = await look({ row: { ...UNSURE, tries: 0 }, items: [buildItem(1)] })
    expect(seen.row).toMatchObject({ action: "update", state: "todo", item: itemId(1) })
    expect(seen.link).toMatchObject({ state: "linked", item: itemId(1), job: null })
  })

  it("is left to whoever pushes it alone at this moment", async () => {
    const link = { state: "pushing", item: null, job: null, beganAt: START } as const
    const seen = await look({ link, items: [buildItem(1, NEW)] })
    expect(seen.end).toEqual({ kind: "wait", seconds: 5, failure: null })
    expect(seen).toMatchObject({ row: { state: "unsure" }, link, strays: [], asked: 0 })
  })
})

describe("what is there twice", () => {
  const twice = [buildItem(1, NEW), buildItem(1, { id: itemId(8), ...NEW })]

  it("is deleted, but for one", async () => {
    const seen = await look({ items: twice })
    expect(seen).toMatchObject({ row: { item: itemId(1) }, strays: [itemId(8)] })
  })

  it("is found after the card was sent again and answered", async () => {
    const row = { ...UNSURE, state: "done", outcome: "created", item: itemId(1) } as const
    const seen = await look({ row, link: { job: JOB }, items: twice })
    expect(seen).toMatchObject({ row, strays: [itemId(8)], checkNeeded: false })
  })

  it("is deleted beside an item that somebody pushed alone meanwhile: theirs wins", async () => {
    const theirs = { state: "linked", item: itemId(7), job: null } as const
    const items = [buildItem(1, { id: itemId(7), ...NEW }), ...twice]
    const seen = await look({ link: theirs, items })
    expect(seen.row).toMatchObject({ state: "done", outcome: "updated", item: itemId(7) })
    expect(seen.link).toMatchObject(theirs)
    expect(seen.strays).toEqual([itemId(1), itemId(8)])
  })

  it.each<[string, Partial<BoardItem>]>([
    ["was there before the job began", { createdAt: START - 60_001 }],
    ["is a copy that somebody made", { ...NEW, status: "disconnected" }],
    ["belongs to another app", { ...NEW, owned: false }],
    ["shows another card", { ...NEW, title: '<a href="https://trello.example/c/Other001">x</a>' }],
  ])("stays where it %s", async (_, changes) => {
    const other = buildItem(1, { id: itemId(8), ...changes })
    const seen = await look({ items: [buildItem(1, NEW), other] })
    expect(seen).toMatchObject({ row: { item: itemId(1) }, strays: [] })
  })

  it("stays where somebody may have pushed the card anew since", async () => {
    const row = { ...UNSURE, state: "done", outcome: "created", item: itemId(1) } as const
    const link = { state: "unsure", item: itemId(1), job: JOB } as const
    const seen = await look({ row, link, items: [buildItem(1, { id: itemId(8), ...NEW })] })
    expect(seen).toMatchObject({ row, link, strays: [] })
  })
})

describe("a card that is taken off although nobody knows whether it is there", () => {
  const row = { ...UNSURE, action: "remove", tries: 0 } as const
  const record = { kind: "remove" } as const
  const link = { state: "unsure", item: null } as const

  it("is linked to nothing, and everything of ours that shows it is deleted, however old", async () => {
    const items = [buildItem(1, { createdAt: 1 }), buildItem(1, { id: itemId(8), ...NEW })]
    const seen = await look({ row, link, record, items })
    expect(seen.row).toMatchObject({ state: "done", outcome: "removed" })
    expect(seen).toMatchObject({ link: null, strays: [itemId(1), itemId(8)] })
  })

  it("leaves copies, and what somebody pushed alone meanwhile", async () => {
    const theirs = { state: "linked", item: itemId(7) } as const
    const items = [
      buildItem(1, { id: itemId(7), ...NEW }),
      buildItem(1, { id: itemId(8), status: "disconnected" }),
    ]
    const seen = await look({ row, link: theirs, record, items })
    expect(seen).toMatchObject({ row: { state: "done" }, link: theirs, strays: [] })
  })
})
