import { describe, expect, it } from "vitest"
import { TIMED_OUT, answer } from "../../grants/answers.fixture.ts"
import type { UpstreamCall } from "../../grants/upstream.ts"
import { buildJob, pageOf } from "./job.fixture.ts"
import { CallMeter } from "../callMeter.ts"
import { placeOnCanvas, readSurvey } from "./survey.ts"
import { buildItem, itemId } from "./samples.fixture.ts"

const PAGES = [
  pageOf([buildItem(1), buildItem(2)], "two"),
  pageOf([buildItem(3)], "three"),
  pageOf([buildItem(4)]),
]
const cursorOf = ({ path }: UpstreamCall) => /cursor=(\w+)/.exec(path)?.[1] ?? "one"
const byCursor = (call: UpstreamCall) =>
  PAGES[["one", "two", "three"].indexOf(cursorOf(call))] ?? answer(400)

describe("the look at the whole board", () => {
  it("reads page after page, as background work", async () => {
    const priorities: unknown[] = []
    const job = buildJob({
      miro: (call) => {
        priorities.push(call.priority)
        return byCursor(call)
      },
    })
    const survey = await readSurvey(job.run)
    expect(survey).toMatchObject({ kind: "complete" })
    expect(survey.kind === "complete" && survey.items.map(({ id }) => id)).toEqual(
      [1, 2, 3, 4].map(itemId),
    )
    expect(priorities).toEqual(["background", "background", "background"])
  })

  it("goes on in the next invocation where the last one ended", async () => {
    const job = buildJob({ miro: byCursor })
    const first = { ...job.run, meter: new CallMeter(2) }
    expect(await readSurvey(first)).toEqual({ kind: "ended", end: { kind: "out_of_calls" } })
    expect(await readSurvey(job.run)).toMatchObject({ kind: "complete" })
    expect(job.asked).toHaveLength(3)
  })

  it("asks for the same page again after a failure", async () => {
    const asked: string[] = []
    const job = buildJob({
      miro: (call, nth) => {
        asked.push(cursorOf(call))
        return nth === 2 ? TIMED_OUT : byCursor(call)
      },
    })
    expect(await readSurvey(job.run)).toMatchObject({ end: { kind: "wait" } })
    await readSurvey(job.run)
    expect(asked).toEqual(["one", "two", "two", "three"])
  })

  it("counts an item once that comes on two pages", async () => {
    const moved = buildItem(1, { x: 500 })
    const pages = [pageOf([buildItem(1), buildItem(2)], "two"), pageOf([moved, buildItem(3)])]
    const job = buildJob({ miro: (_, nth) => pages[nth - 1] ?? answer(400) })
    const survey = await readSurvey(job.run)
    expect(survey.kind === "complete" && survey.items.map(({ id, x }) => [id, x])).toEqual([
      [itemId(1), 500],
      [itemId(2), 0],
      [itemId(3), 0],
    ])
  })

  it("does not go round in circles where a page leads to itself", async () => {
    const job = buildJob({ miro: () => pageOf([buildItem(1)], "again") })
    expect(await readSurvey(job.run)).toMatchObject({
      end: { kind: "wait", failure: { code: "upstream_malformed" } },
    })
    expect(job.asked).toHaveLength(2)
  })
})

describe("where items are on the canvas", () => {
  const FRAME = { type: "frame", width: 400, height: 300, owned: false, title: "" }

  it("is told of those in a frame from the frame's top left", () => {
    const frame = buildItem(9, { ...FRAME, x: 1000, y: 500 })
    const child = buildItem(1, { parent: frame.id, x: 200, y: 150 })
    expect(placeOnCanvas([frame, child])[1]).toEqual({
      id: child.id,
      parent: frame.id,
      rect: { x: 840, y: 453, width: 320, height: 94 },
    })
  })

  it("is its own place where the frame is not among the items", () => {
    const child = buildItem(1, { parent: itemId(77), x: 200, y: 150 })
    expect(placeOnCanvas([child])[0]).toMatchObject({ parent: null, rect: { x: 40, y: 103 } })
  })
})
