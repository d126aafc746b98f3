import { describe, expect, it } from "vitest"
import type { BoardItem } from "../../miro/items.ts"
import { buildJob } from "./job.fixture.ts"
import type { JobRecord } from "./record.ts"
import { resolveFrames } from "./resolveFrames.ts"
import {
  buildFrameItem,
  buildItem,
  buildStoredFrame,
  itemId,
  MIRO_BOARD,
  START,
} from "./samples.fixture.ts"

/** Made since the job began. */
const NEW = { createdAt: START } as const
const frame = buildStoredFrame({ state: "unsure", item: null, doubted: true })

function look(items: readonly BoardItem[], record: Partial<JobRecord> = {}) {
  const job = buildJob({ record, frames: [frame] })
  const resolved = resolveFrames(job.run, items)
  return { ...resolved, frames: job.ports.tables.frames.onBoard(MIRO_BOARD) }
}

const there = (n: number, changes: Partial<BoardItem> = {}) =>
  buildFrameItem(frame, { id: itemId(n), ...NEW, ...changes })
const inside = (parent: string) => buildItem(3, { parent })

describe("a frame that may be there", () => {
  it("is known by its place and size, whatever its title has become", () => {
    const seen = look([there(900, { title: "R&amp;D" })])
    expect(seen.frames).toEqual([{ ...frame, state: "made", item: itemId(900) }])
    expect(seen).toMatchObject({ strays: [], again: false })
  })

  it.each<[string, Partial<BoardItem>]>([
    ["moved", { x: 0 }],
    ["resized", { width: 800 }],
  ])("is known where people %s it already", (_, changes) => {
    const seen = look([there(900, changes)])
    expect(seen).toMatchObject({ frames: [{ state: "made", item: itemId(900) }], strays: [] })
  })

  it.each<[string, BoardItem[]]>([
    ["nothing is there", []],
    ["what is there has its title alone", [there(900, { x: 0, width: 800 })]],
    ["what is there has its size alone", [there(900, { x: 0, title: "Another" })]],
    ["what is there was moved and is older than the job", [there(900, { x: 0, createdAt: 1 })]],
    ["what is there is a copy of a full one", [there(900, { x: 0 }), inside(itemId(900))]],
    ["what is there is no frame", [there(900, { type: "shape" })]],
  ])("is made again where %s", (_, items) => {
    const seen = look(items)
    expect(seen).toMatchObject({ frames: [{ state: "todo" }], strays: [], again: true })
  })

  it("is deleted where it is there twice, unless something lies in it", () => {
    const items = [there(900), there(901), there(902), inside(itemId(902))]
    const seen = look(items)
    expect(seen).toMatchObject({ frames: [{ item: itemId(900) }], strays: [itemId(901)] })
  })

  it.each<[string, Partial<JobRecord>]>([
    ["the job is cancelled", { cancelling: true }],
    ["the job takes cards off", { kind: "remove" }],
  ])("is forgotten where it is not there and %s", (_, record) => {
    expect(look([], record)).toMatchObject({ frames: [], again: false })
    expect(look([there(900)], record)).toMatchObject({
      frames: [{ state: "made", item: itemId(900) }],
    })
  })
})
