import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall } from "../../grants/upstream.ts"
import type { StoredFrame } from "../store/frames.ts"
import { sendFrames } from "./frames.ts"
import { buildJob } from "./job.fixture.ts"
import { buildStoredFrame, itemId, MIRO_BOARD } from "./samples.fixture.ts"

const TODO = [0, 1, 2].map((n) =>
  buildStoredFrame({
    key: `f${n}`,
    title: n === 0 ? "R&D <x>" : "Doing",
    state: "todo",
    item: null,
    rect: { x: n * 480, y: -148, width: 400, height: 296 },
  }),
)

interface Body {
  readonly data: { readonly title: string }
  readonly position: { readonly x: number; readonly y: number }
}
const bodiesOf = ({ body }: UpstreamCall) => JSON.parse(body ?? "[]") as Body[]
/** Miro's items for these bodies: its ids go up with x. */
const madeOf = (bodies: readonly Body[]) =>
  bodies.map(({ data, position }) => ({ id: itemId(position.x), data, position }))

async function send(frames: readonly StoredFrame[], miro: (call: UpstreamCall) => unknown) {
  const job = buildJob({
    frames,
    miro: (call) => {
      const result = miro(call)
      return result === null ? TIMED_OUT : answer(201, { data: result })
    },
  })
  const end = await sendFrames(job.run)
  return { ...job, end, stored: job.ports.tables.frames.onBoard(MIRO_BOARD) }
}

describe("the frames of new lists", () => {
  it("are made in one call, and each is known by its place", async () => {
    const { end, stored, asked } = await send(TODO, (call) => madeOf(bodiesOf(call)))
    expect(end).toEqual({ kind: "more" })
    expect(asked).toEqual(["POST /items/bulk"])
    expect(stored.map(({ state, item }) => [state, item])).toEqual([
      ["made", itemId(200)],
      ["made", itemId(680)],
      ["made", itemId(1160)],
    ])
  })

  it("are known where Miro cleans their titles and answers in another order", async () => {
    const { stored } = await send(TODO, (call) =>
      madeOf(bodiesOf(call))
        .map((item) => ({ ...item, data: { title: "R&amp;D" } }))
        .toReversed(),
    )
    expect(stored.map(({ item }) => item)).toEqual([itemId(200), itemId(680), itemId(1160)])
  })

  it("are known by title and order where Miro tells no places", async () => {
    const { stored } = await send(TODO, (call) =>
      madeOf(bodiesOf(call)).map(({ id, data }) => ({ id, data })),
    )
    expect(stored.map(({ item }) => item)).toEqual([itemId(200), itemId(680), itemId(1160)])
  })

  it.each([
    ["an answer gets lost", () => null],
    ["an item is missing", (call: UpstreamCall) => madeOf(bodiesOf(call)).slice(1)],
    [
      "neither places nor titles tell which is which",
      (call: UpstreamCall) => madeOf(bodiesOf(call)).map(({ id }) => ({ id, data: null })),
    ],
    [
      "two have the same place",
      (call: UpstreamCall) => {
        const [first] = bodiesOf(call)
        return bodiesOf(call).map((_, n) => ({ id: itemId(n), position: first?.position }))
      },
    ],
  ])("are looked for where %s", async (_, miro) => {
    const { end, stored, run } = await send(TODO, miro)
    expect(end).toEqual({ kind: "more" })
    expect(stored.every(({ state, item }) => state === "unsure" && item === null)).toBe(true)
    expect(stored.every(({ doubted }) => doubted)).toBe(true)
    expect(run.record()).toMatchObject({ checkNeeded: true, frameDoubts: 1 })
  })

  it("stop the job when nobody ever says what became of them", async () => {
    const job = buildJob({ frames: TODO, miro: () => TIMED_OUT })
    const ends = []
    for (let tries = 0; tries < 5; tries++) {
      for (const frame of TODO) job.ports.tables.frames.write(frame)
      ends.push((await sendFrames(job.run)).kind)
    }
    expect(ends).toEqual(["more", "more", "more", "more", "stop"])
  })

  it("count their doubts anew after a clear answer", async () => {
    const job = buildJob({
      frames: TODO,
      record: { frameDoubts: 4 },
      miro: (call) => answer(201, { data: madeOf(bodiesOf(call)) }),
    })
    await sendFrames(job.run)
    expect(job.run.record().frameDoubts).toBe(0)
  })

  it("are sent twenty at a time", async () => {
    const many = Array.from({ length: 45 }, (_, n) =>
      buildStoredFrame({
        key: `f${n}`,
        state: "todo",
        item: null,
        rect: { x: n * 480, y: -148, width: 400, height: 296 },
      }),
    )
    const { asked, bodies } = await send(many, (call) => madeOf(bodiesOf(call)))
    expect(asked).toHaveLength(3)
    expect(bodies.map((body) => (body as Body[]).length)).toEqual([20, 20, 5])
  })

  it.each([
    [429, { kind: "wait" }],
    [409, { kind: "wait" }],
    [403, { kind: "stop", failure: { code: "miro_board_read_only" } }],
    [404, { kind: "stop", failure: { code: "miro_board_not_found" } }],
    [400, { kind: "stop", failure: { code: "upstream_refused" } }],
  ])("are still to be made after %i, which has no effect", async (status, end) => {
    const job = buildJob({ frames: TODO, miro: () => answer(status) })
    expect(await sendFrames(job.run)).toMatchObject(end)
    const stored = job.ports.tables.frames.onBoard(MIRO_BOARD)
    expect(stored.every(({ state, doubted }) => state === "todo" && !doubted)).toBe(true)
  })
})
