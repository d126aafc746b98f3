import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import type { UpstreamResult } from "../../grants/upstream.ts"
import type { BoardItem } from "../../miro/items.ts"
import { sendFrames } from "./frames.ts"
import { buildJob, toJson } from "./job.fixture.ts"
import { buildFrameItem, buildStoredFrame, itemId, MIRO_BOARD } from "./samples.fixture.ts"

const OLD = { x: 360, y: -148, width: 400, height: 296 }
const NEW = { ...OLD, height: 1016 }
const FRAME = buildStoredFrame({ state: "grow", rect: NEW })
const there = (rect: Partial<typeof OLD> = {}) =>
  buildFrameItem({ ...FRAME, rect: { ...OLD, ...rect } })

async function grow(
  seen: BoardItem | UpstreamResult,
  options: { readonly patched?: UpstreamResult; readonly replans?: number } = {},
) {
  const { patched = answer(200), replans = 0 } = options
  const look = "id" in seen ? answer(200, toJson(seen)) : seen
  const job = buildJob({
    frames: [FRAME],
    record: { replans },
    miro: ({ method, path }) => {
      if (method === "PATCH") return patched
      return path.includes("/items/") ? look : answer(200, { id: MIRO_BOARD, name: "Roadmap" })
    },
  })
  const end = await sendFrames(job.run)
  const sent = job.bodies[job.asked.findIndex((call) => call.startsWith("PATCH"))]
  return { ...job, end, sent, frames: job.ports.tables.frames.onBoard(MIRO_BOARD) }
}

describe("a frame that is too small", () => {
  it("grows from its top left", async () => {
    const { end, sent, frames, asked } = await grow(there())
    expect(end).toEqual({ kind: "more" })
    expect(asked).toEqual([`GET /items/${itemId(900)}`, `PATCH /frames/${itemId(900)}`])
    expect(sent).toEqual({ position: { x: 560, y: 360 }, geometry: { width: 400, height: 1016 } })
    expect(frames).toMatchObject([{ state: "made", rect: NEW }])
  })

  it("is not sent back where people moved it: the places are decided anew", async () => {
    const { end, sent, frames, run } = await grow(there({ x: 5_000 }))
    expect(end).toEqual({ kind: "more" })
    expect(sent).toBeUndefined()
    expect(frames).toMatchObject([{ state: "grow" }])
    expect(run.record()).toMatchObject({ phase: "survey", replans: 1 })
  })

  it("grows where people moved it once the places were decided anew too often", async () => {
    const { sent, frames } = await grow(there({ x: 5_000 }), { replans: 3 })
    expect(sent).toMatchObject({ position: { x: 5_200 } })
    expect(frames).toMatchObject([{ state: "made", rect: { x: 5_000, height: 1016 } }])
  })

  it("stays as wide as people made it", async () => {
    const { sent } = await grow(there({ width: 900 }))
    expect(sent).toMatchObject({ geometry: { width: 900, height: 1016 } })
  })

  it("is left alone where it has the size already, as after an answer that got lost", async () => {
    const { sent, frames } = await grow(there({ height: 1016 }))
    expect(sent).toBeUndefined()
    expect(frames).toMatchObject([{ state: "made" }])
  })

  it.each([
    ["before", [answer(404)] as const],
    ["while", [there(), { patched: answer(404) }] as const],
  ])("is forgotten where people delete it %s it grows", async (_, [seen, options]) => {
    const { end, frames, run } = await grow(seen, options)
    expect(end).toEqual({ kind: "more" })
    expect(frames).toEqual([])
    expect(run.record()).toMatchObject({ phase: "survey", replans: 1 })
  })

  it("is not given up where it was deleted and the places were decided too often", async () => {
    const { end, frames } = await grow(answer(404), { replans: 3 })
    expect(end).toEqual({ kind: "more" })
    expect(frames).toEqual([])
  })

  it.each<[string, UpstreamResult, object]>([
    ["a time-out", TIMED_OUT, { kind: "wait", failure: { code: "upstream_timeout" } }],
    ["a conflict", answer(409), { kind: "wait", seconds: 1 }],
    ["429", answer(429), { kind: "wait", failure: { code: "upstream_rate_limited" } }],
    ["403", answer(403), { kind: "stop", failure: { code: "miro_board_read_only" } }],
  ])("is still to grow after %s", async (_, result, end) => {
    for (const grown of [await grow(result), await grow(there(), { patched: result })]) {
      expect(grown.end).toMatchObject(end)
      expect(grown.frames).toEqual([FRAME])
    }
  })
})
