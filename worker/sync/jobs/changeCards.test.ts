import { describe, expect, it } from "vitest"
import { appCardBody } from "../../../core/cards/toAppCard.ts"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import { buildCardSource } from "./cards.ts"
import { removeCard, updateCard } from "./changeCards.ts"
import { buildJob } from "./job.fixture.ts"
import type { JobRow } from "./record.ts"
import {
  buildCard,
  buildLink,
  buildRow,
  buildTrelloBoard,
  cardId,
  itemId,
  JOB,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"

const SEEN = answer(200, { id: MIRO_BOARD, name: "Roadmap" })

/** Updates or removes card 1; `board` is what Miro says when it is asked whether the board is there. */
async function change(
  action: "update" | "remove",
  result: UpstreamResult,
  options: {
    board?: UpstreamResult
    row?: Partial<JobRow>
    during?: Parameters<typeof buildLink>[1] | null
  } = {},
) {
  const { board = SEEN, during } = options
  const built = buildJob({
    links: [buildLink(1)],
    miro: ({ method }: UpstreamCall) => {
      if (method === "GET") return board
      const { links } = built.ports.tables
      if (during === null) links.drop(cardId(1), MIRO_BOARD)
      else if (during !== undefined) links.write(buildLink(1, during))
      return result
    },
  })
  const row = buildRow(1, { action, state: "sending", item: itemId(1), tries: 1, ...options.row })
  const { card, sent } = buildCardSource(buildTrelloBoard([]), [], built.ports).appCard(
    buildCard(1),
  )
  const end =
    action === "update"
      ? await updateCard(built.run, row, appCardBody(card), sent)
      : await removeCard(built.run, row)
  const { jobs, links } = built.ports.tables
  const states = ["todo", "done", "failed"] as const
  const [after] = states.flatMap((state) => jobs.rows(JOB, state))
  return { end, row: after, link: links.read(cardId(1), MIRO_BOARD), sent }
}

describe("a card that is refreshed", () => {
  it("is tied with what was sent", async () => {
    const { end, row, link, sent } = await change("update", answer(200))
    expect(end).toEqual({ kind: "more" })
    expect(row).toMatchObject({ state: "done", outcome: "updated" })
    expect(link).toMatchObject({ item: itemId(1), hash: sent.hash })
  })

  it("is given up where Miro does not take it", async () => {
    const { row, link } = await change("update", answer(400))
    expect(row).toMatchObject({ state: "failed", code: "miro_refused_card" })
    expect(link).not.toBeNull()
  })

  it("is told as gone where somebody deleted it meanwhile, and is linked no more", async () => {
    const { row, link } = await change("update", answer(404))
    expect(row).toMatchObject({ state: "failed", code: "link_not_found" })
    expect(link).toBeNull()
  })

  it("keeps its link where the whole board is out of sight", async () => {
    const { end, row, link } = await change("update", answer(404), { board: answer(404) })
    expect(end).toMatchObject({ kind: "stop", failure: { code: "miro_board_not_found" } })
    expect(row).toMatchObject({ state: "todo" })
    expect(link).not.toBeNull()
  })

  it.each([
    ["makes it anew", { state: "pushing", beganAt: START } as const],
    ["has made it anew", { item: itemId(7) }],
  ])("is looked at again where it is gone and somebody %s", async (_, during) => {
    const { row, link } = await change("update", answer(404), { during })
    expect(row).toMatchObject({ state: "todo" })
    expect(link).toMatchObject(during)
  })
})

describe("a card that is taken off", () => {
  it.each([204, 404])("is removed after %i", async (status) => {
    const { row, link } = await change("remove", answer(status))
    expect(row).toMatchObject({ state: "done", outcome: "removed" })
    expect(link).toBeNull()
  })

  it("is not removed where the whole board is out of sight", async () => {
    const { end, row, link } = await change("remove", answer(404), { board: answer(404) })
    expect(end).toMatchObject({ kind: "stop" })
    expect(row).toMatchObject({ state: "todo" })
    expect(link).not.toBeNull()
  })

  it("leaves the item that somebody made of it meanwhile", async () => {
    const { row, link } = await change("remove", answer(404), { during: { item: itemId(7) } })
    expect(row).toMatchObject({ state: "done" })
    expect(link).toMatchObject({ item: itemId(7) })
  })
})

describe.each(["update", "remove"] as const)("a call to %s without an answer", (action) => {
  it.each<[string, UpstreamResult, object]>([
    ["a time-out", TIMED_OUT, { kind: "wait", seconds: 0 }],
    ["503", answer(503), { kind: "wait", seconds: 0 }],
    ["a conflict", answer(409), { kind: "wait", seconds: 1 }],
    ["403", answer(403), { kind: "stop", failure: { code: "miro_board_read_only" } }],
  ])("is made again: %s", async (_, result, end) => {
    const changed = await change(action, result)
    expect(changed.end).toMatchObject(end)
    expect(changed.row).toMatchObject({ state: "todo", tries: 1 })
    expect(changed.link).toMatchObject({ item: itemId(1) })
  })

  it("does not count where Miro asked to wait", async () => {
    expect((await change(action, answer(429))).row).toMatchObject({ state: "todo", tries: 0 })
  })

  it("is given up after eight, where Miro answers well otherwise", async () => {
    const { row } = await change(action, answer(503), { row: { tries: 8 } })
    expect(row).toMatchObject({ state: "failed", code: "upstream_unavailable" })
  })

  it("is not given up in an outage", async () => {
    const { row } = await change(action, answer(503), { row: { tries: 20 }, board: answer(503) })
    expect(row).toMatchObject({ state: "todo", tries: 20 })
  })
})
