import { describe, expect, it } from "vitest"
import { slotRect } from "../../../core/cards/freeSlot.ts"
import { overlaps } from "../../../core/cards/rect.ts"
import type { BoardItem } from "../../miro/items.ts"
import type { StoredLink } from "../link.ts"
import { buildJob, pageOf } from "./job.fixture.ts"
import type { JobRecord } from "./record.ts"
import {
  buildCard,
  buildItem,
  buildLink,
  buildRow,
  buildStoredFrame,
  buildTrelloBoard,
  cardId,
  itemId,
  JOB,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"
import { surveyBoards } from "./surveyStep.ts"

/** A push of the first `cards` cards looks at the boards. `during` happens while it reads. */
async function survey(options: {
  readonly cards?: number
  readonly links?: readonly StoredLink[]
  readonly items?: readonly BoardItem[]
  readonly record?: Partial<JobRecord>
  readonly during?: (links: (link: StoredLink) => void) => void
}) {
  const { cards = 1, links = [], items = [], record = {}, during } = options
  const job = buildJob({
    record: { phase: "survey", ...record },
    links,
    board: buildTrelloBoard(Array.from({ length: cards }, (_, n) => buildCard(n + 1))),
    miro: () => {
      job.clock.pass(1_000)
      during?.((link) => job.ports.tables.links.write(link))
      return pageOf(items)
    },
  })
  expect(await surveyBoards(job.run)).toEqual({ kind: "more" })
  const { jobs, links: table, frames } = job.ports.tables
  return {
    run: job.run,
    todo: jobs.rows(JOB, "todo"),
    done: jobs.rows(JOB, "done"),
    link: table.read(cardId(1), MIRO_BOARD),
    frames: frames.onBoard(MIRO_BOARD),
  }
}

describe("the look at both boards", () => {
  it("writes down what becomes of every card, and that this is decided", async () => {
    const { todo, frames, run } = await survey({ cards: 3 })
    expect(todo.map(({ seq, action, frame }) => [seq, action, frame])).toEqual(
      [0, 1, 2].map((seq) => [seq, "create", frames[0]?.key]),
    )
    expect(run.record()).toMatchObject({ phase: "send" })
  })

  it("forgets a link to an item that was deleted, and makes it anew", async () => {
    const { todo, link } = await survey({ links: [buildLink(1)] })
    expect(todo).toMatchObject([{ action: "create" }])
    expect(link).toBeNull()
  })

  it("keeps a link to an item that was made while it looked", async () => {
    const fresh = buildLink(1, { item: itemId(7), pushedAt: START + 500 })
    const { todo, link } = await survey({ during: (write) => write(fresh) })
    expect(todo).toMatchObject([{ action: "update", item: itemId(7) }])
    expect(link).toEqual(fresh)
  })

  it("ties a card at once to an item of ours that nobody knew of", async () => {
    const { todo, link } = await survey({ items: [buildItem(1, { id: itemId(7) })] })
    expect(todo).toMatchObject([{ action: "update", item: itemId(7) }])
    expect(link).toMatchObject({ state: "linked", item: itemId(7), job: null, hash: null })
  })

  it("ties it instead of to one that was deleted", async () => {
    const links = [buildLink(1, { job: "earlier", slot: 4 })]
    const { link } = await survey({ links, items: [buildItem(1, { id: itemId(7) })] })
    expect(link).toMatchObject({ item: itemId(7), job: null, slot: -1 })
  })

  it("lets an item that an earlier job made without knowing it be that job's", async () => {
    const unsure = buildLink(1, { state: "unsure", item: null, job: "earlier" })
    const { link } = await survey({ links: [unsure], items: [buildItem(1)] })
    expect(link).toMatchObject({ state: "linked", item: itemId(1), job: "earlier" })
  })

  it.each<[string, Partial<StoredLink>, boolean]>([
    ["unsure for a minute", { state: "unsure", beganAt: START - 60_000 }, false],
    ["unsure for less", { state: "unsure", beganAt: START - 59_999 }, true],
    ["on its way for a minute", { state: "pushing", beganAt: START - 60_000 }, false],
    ["on its way for less", { state: "pushing", beganAt: START - 59_999 }, true],
  ])("of a card that is %s keeps the doubt: %#", async (_, changes, kept) => {
    const doubt = buildLink(1, { item: null, ...changes })
    const { todo, link } = await survey({ links: [doubt] })
    expect(todo).toMatchObject([{ action: "create" }])
    expect(link).toEqual(kept ? doubt : null)
  })

  it("keeps off the place where somebody is putting a card alone", async () => {
    const links = [buildLink(9, { state: "pushing", item: null, slot: 20, beganAt: START })]
    const { frames } = await survey({ cards: 1, links })
    expect(frames.some(({ rect }) => overlaps(rect, slotRect(20)))).toBe(false)
    const alone = await survey({ cards: 1 })
    expect(alone.frames.some(({ rect }) => overlaps(rect, slotRect(20)))).toBe(true)
  })
})

describe("a look that decides the places anew", () => {
  it("leaves what is done alone, and gives the others a place in frames of their own", async () => {
    const record = { replans: 1, phase: "survey" } as const
    const job = buildJob({
      record,
      rows: [buildRow(1, { state: "done", outcome: "created", item: itemId(1) }), buildRow(2)],
      links: [buildLink(1, { job: JOB })],
      frames: [buildStoredFrame()],
      miro: () => pageOf([buildItem(1)]),
    })
    await surveyBoards(job.run)
    const { jobs, frames } = job.ports.tables
    expect(jobs.rows(JOB, "done")).toMatchObject([{ seq: 1, frame: "f1" }])
    const [frame, ...others] = frames.onBoard(MIRO_BOARD)
    expect(others).toEqual([])
    expect(frame?.key).toMatch(/^A{22}\/1\//)
    expect(jobs.rows(JOB, "todo")).toMatchObject([{ seq: 2, frame: frame?.key }])
  })
})
