import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall, UpstreamResult } from "../../grants/upstream.ts"
import type { StoredFrame } from "../store/frames.ts"
import { buildJob, pageOf } from "./job.fixture.ts"
import type { JobRecord } from "./record.ts"
import { deleteStrays, tidyFrames } from "./tidy.ts"
import {
  buildItem,
  buildStoredFrame,
  itemId,
  JOB,
  listId,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"

const SEEN = answer(200, { id: MIRO_BOARD, name: "Roadmap" })
const isBoard = ({ path }: UpstreamCall) => !path.includes("/items")

/** A Miro where nothing lies in a frame, and one where a person's item does. */
const empty = ({ method }: UpstreamCall) => (method === "GET" ? pageOf([]) : answer(204))
const full = () => pageOf([buildItem(1, { owned: false, type: "sticky_note" })])

describe("items that are there twice", () => {
  const strays = [itemId(1), itemId(2)]

  it.each([204, 404])("are struck off one by one after %i", async (status) => {
    const job = buildJob({
      record: { strays },
      miro: (call) => (isBoard(call) ? SEEN : answer(status)),
    })
    expect(await deleteStrays(job.run)).toEqual({ kind: "more" })
    expect(job.run.record().strays).toEqual([])
    expect(job.asked.filter((call) => call.startsWith("DELETE"))).toEqual(
      strays.map((id) => `DELETE /items/${id}`),
    )
  })

  it.each<[string, UpstreamResult, UpstreamResult]>([
    ["no answer", TIMED_OUT, SEEN],
    ["a conflict", answer(409), SEEN],
    ["404 of a board that is out of sight", answer(404), answer(404)],
  ])("are still to be deleted after %s", async (_, result, board) => {
    const job = buildJob({ record: { strays }, miro: (call) => (isBoard(call) ? board : result) })
    expect((await deleteStrays(job.run)).kind).not.toBe("more")
    expect(job.run.record().strays).toEqual(strays)
  })
})

describe("frames after a removal", () => {
  const REMOVAL = { kind: "remove" } as const

  async function tidy(
    frame: Partial<StoredFrame>,
    record: Partial<JobRecord>,
    miro: (call: UpstreamCall) => UpstreamResult,
  ) {
    const job = buildJob({
      frames: [buildStoredFrame(frame)],
      record: { ...REMOVAL, ...record },
      miro,
    })
    const end = await tidyFrames(job.run)
    return { ...job, end, frames: job.ports.tables.frames.onBoard(MIRO_BOARD) }
  }
  it("are deleted where nothing lies in them", async () => {
    const { end, frames, asked, run } = await tidy({}, {}, empty)
    expect(end).toEqual({ kind: "more" })
    expect(frames).toEqual([])
    expect(asked).toEqual(["GET /items", `DELETE /items/${itemId(900)}`])
    expect(run.record().tidied).toBe(true)
  })

  it("stay where people's items lie in them, and are looked at once", async () => {
    const { frames, run } = await tidy({}, {}, full)
    expect(frames).toMatchObject([{ lookedAt: START }])
    expect(run.record().tidied).toBe(true)
  })

  it("are forgotten where they are gone", async () => {
    const { frames } = await tidy({}, {}, (call) => (isBoard(call) ? SEEN : answer(404)))
    expect(frames).toEqual([])
  })

  it("stay known where the whole board is out of sight", async () => {
    const { end, frames } = await tidy({}, {}, () => answer(404))
    expect(end).toMatchObject({ kind: "stop", failure: { code: "miro_board_not_found" } })
    expect(frames).toHaveLength(1)
  })

  it.each<[string, Partial<StoredFrame>, Partial<JobRecord>]>([
    ["of another push at an undo", { job: "another" }, { undoOf: JOB }],
    ["of a list that is not selected", { list: "other" }, { selection: selectionOf(listId(1)) }],
    ["that were looked at already", { lookedAt: START }, {}],
    ["that are not there", { state: "unsure", item: null }, {}],
  ])("%s are left alone", async (_, frame, record) => {
    const { asked, frames } = await tidy(frame, record, empty)
    expect(asked).toEqual([])
    expect(frames).toHaveLength(1)
  })
})

function selectionOf(list: string): JobRecord["selection"] {
  return { lists: [list], labels: [], members: [], due: "any", text: "", notOnMiro: false }
}
