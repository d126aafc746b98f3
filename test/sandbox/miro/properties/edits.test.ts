import * as fc from "fast-check"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type BoardClient, type Json, openBoard } from "../boardClient.ts"
import { ANN } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})

const COLLECTIONS = ["app_cards", "cards", "frames", "texts", "sticky_notes", "shapes"] as const

/** One edit of a board; `of` chooses among the items that are there. */
type Edit =
  | { do: "make"; collection: (typeof COLLECTIONS)[number]; x: number; y: number }
  | { do: "drop"; of: number; x: number; y: number }
  | { do: "remove"; of: number }
  | { do: "copy"; of: number }

/** Small enough for frames to overlap often: they are 800 by 600. */
const coordinate = fc.integer({ min: -600, max: 600 })
const collection = fc.oneof(fc.constant("frames" as const), fc.constantFrom(...COLLECTIONS))
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("make" as const),
      collection,
      x: coordinate,
      y: coordinate,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("drop" as const),
      of: fc.nat(),
      x: coordinate,
      y: coordinate,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("remove" as const), of: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("copy" as const), of: fc.nat() }),
  },
)

it("the same edits leave the same board, made on the page, through REST or in turns", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 8, maxLength: 16 }),
      fc.infiniteStream(fc.boolean()),
      async (edits, coins) => {
        await rig.control("reset")
        const shapes: unknown[] = []
        for (const byHand of [() => true, () => false, () => coins.next().value]) {
          const board = await newBoard()
          for (const one of edits) await apply(board, one, byHand())
          shapes.push(shapeOf(await board.all()))
        }
        expect(shapes[1]).toEqual(shapes[0])
        expect(shapes[2]).toEqual(shapes[0])
      },
    ),
    { numRuns: 6 },
  )
})

async function newBoard(): Promise<BoardClient> {
  const maker = await openBoard(rig, ANN)
  const { id } = (await maker.call("POST", "/v2/boards", {})).json
  return openBoard(rig, ANN, id)
}

async function apply(board: BoardClient, one: Edit, byHand: boolean): Promise<void> {
  if (one.do === "make") {
    const body = { data: { content: "" }, position: { x: one.x, y: one.y } }
    await board.make(one.collection, body)
    return
  }
  const items = await board.all()
  const item = items[one.of % Math.max(1, items.length)]
  if (item === undefined) return
  const path = `items/${item.id}`
  if (one.do === "copy") await ok(board.page("POST", `${path}/copy`))
  else if (one.do === "remove") {
    await ok(byHand ? board.page("DELETE", path) : board.call("DELETE", path))
  } else if (byHand) await ok(board.page("PATCH", path, { x: one.x, y: one.y }))
  else await ok(board.call("PATCH", path, placeFor(items, item, one)))
}

async function ok(answer: Promise<{ status: number }>): Promise<void> {
  const { status } = await answer
  if (status >= 300) throw new Error(String(status))
}

/** What a program sends to do as a drop does: into the newest frame under the point, or onto the canvas. */
function placeFor(items: readonly Json[], item: Json, at: { x: number; y: number }) {
  if (item.type === "frame") return { position: { x: at.x, y: at.y } }
  const places = items
    .filter(({ type }) => type === "frame")
    .map(({ id, position, geometry }) => ({
      parent: { id },
      position: {
        x: at.x - position.x + geometry.width / 2,
        y: at.y - position.y + geometry.height / 2,
      },
      geometry,
    }))
    .filter(({ position: { x, y }, geometry: { width, height } }) => {
      return Math.abs(x - width / 2) <= width / 2 && Math.abs(y - height / 2) <= height / 2
    })
  const [frame] = places.toReversed()
  if (frame === undefined) return { position: { x: at.x, y: at.y }, parent: null }
  return { position: frame.position, parent: frame.parent }
}

/** A board without what differs for good: ids, times and addresses. */
function shapeOf(items: readonly Json[]): unknown {
  const ids = items.map(({ id }) => id)
  return items.map(({ type, data, position, geometry, parent }) => ({
    type,
    data,
    position,
    geometry,
    parent: parent === undefined ? null : ids.indexOf(parent.id),
  }))
}
