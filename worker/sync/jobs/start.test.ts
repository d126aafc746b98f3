import { describe, expect, it } from "vitest"
import { EVERY_CARD } from "../../../core/contract/jobs.ts"
import type { StoredLink } from "../link.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"
import { buildLink, buildRecord, buildTrelloBoard, MIRO_BOARD, START } from "./samples.fixture.ts"
import { startJob, startUndo } from "./start.ts"

const ASKER = { member: "m", board: "b", workspace: "w" }
const CONNECTION = "miro:1:2"

function remove(links: readonly Partial<StoredLink>[]) {
  const tables = new MemoryBoard().open()
  for (const [n, link] of links.entries()) tables.links.write(buildLink(n, link))
  const format = { locale: "en", timeZone: "UTC" }
  const started = startJob({ tables, board: buildTrelloBoard([]), format, now: START }, ASKER, {
    kind: "remove",
    workspace: "w",
    miroBoard: { id: MIRO_BOARD, name: "Roadmap" },
    connection: CONNECTION,
    selection: EVERY_CARD,
    customFields: null,
    ...format,
  })
  return { tables, started, job: started.ok ? started.value : null }
}

describe("a removal", () => {
  it("takes off what is known to be there, without looking at the board", () => {
    const { tables, job } = remove([{}, {}])
    expect(job).toMatchObject({ phase: "send", checkNeeded: false, doubtAt: null })
    expect(tables.jobs.rows(job?.id ?? "", "todo")).toHaveLength(2)
  })

  it("looks for what may be there, once it has arrived", () => {
    const { tables, job } = remove([{}, { state: "unsure", item: null }])
    expect(job).toMatchObject({ checkNeeded: true, doubtAt: START })
    expect(tables.jobs.rows(job?.id ?? "", "unsure")).toMatchObject([{ seq: 1, doubted: true }])
  })

  it("has nothing to do on a board without our cards", () => {
    expect(remove([]).started).toMatchObject({ ok: false, failure: { code: "no_cards" } })
  })
})

describe("an undo", () => {
  it("takes off what its push made or may have made, and nothing else", () => {
    const tables = new MemoryBoard().open()
    const push = buildRecord({ state: "cancelled" })
    const links = [{ job: push.id }, { job: push.id, state: "unsure", item: null }, {}] as const
    for (const [n, link] of links.entries()) tables.links.write(buildLink(n, link))
    const started = startUndo({ tables, now: START }, ASKER, CONNECTION, push)
    const id = started.ok ? started.value.id : ""
    expect(started).toMatchObject({ value: { undoOf: push.id, checkNeeded: true } })
    expect(tables.jobs.rows(id, "todo").map(({ seq }) => seq)).toEqual([0])
    expect(tables.jobs.rows(id, "unsure").map(({ seq }) => seq)).toEqual([1])
  })
})
