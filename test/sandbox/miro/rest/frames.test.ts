import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type BoardClient, type Json, openBoard } from "../boardClient.ts"
import { ANN } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
let ann: BoardClient
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await rig.control("reset")
  ann = await openBoard(rig, ANN)
})

/** A frame of 400 by 600 around the canvas's point 1000, 1000. */
const makeFrame = () =>
  ann.make("frames", {
    data: { title: "Doing" },
    position: { x: 1000, y: 1000 },
    geometry: { width: 400, height: 600 },
  })
/** Drags an item on the page. */
const drop = (item: Json, x: number, y: number) => ann.page("PATCH", `items/${item.id}`, { x, y })
const place = async (id: string) => {
  const { position, parent } = (await ann.call("GET", `items/${id}`)).json
  return { x: position.x, y: position.y, parent: parent?.id ?? null }
}

describe("frames", () => {
  it("need data when they are made by themselves, and no other format", async () => {
    expect(await ann.refusal("POST", "frames", {})).toEqual([400, "2.0703", "data"])
    const body = { data: { format: "a4" } }
    expect(await ann.refusal("POST", "frames", body)).toEqual([400, "2.0703", "data.format"])
  })

  it.each([
    [0, 0, 201],
    [400, 600, 201],
    [400.5, 600, 400],
    [-1, 300, 400],
    [200, 601, 400],
  ])("take a child with its centre at %d, %d: %i", async (x, y, status) => {
    const { id } = await makeFrame()
    const body = { parent: { id }, position: { x, y } }
    expect((await ann.call("POST", "app_cards", body)).status).toBe(status)
  })

  it("take along what lies in them", async () => {
    const frame = await makeFrame()
    const card = await ann.make("cards", { parent: { id: frame.id }, position: { x: 10, y: 20 } })
    await ann.call("PATCH", `frames/${frame.id}`, { position: { x: 0, y: 0 } })
    expect(await place(card.id)).toEqual({ x: 10, y: 20, parent: frame.id })
    await ann.call("PATCH", `items/${card.id}`, { parent: null })
    expect(await place(card.id)).toEqual({ x: -190, y: -280, parent: null })
  })

  it("take an item in where it lies, and refuse one that lies elsewhere", async () => {
    const frame = await makeFrame()
    const inside = await ann.make("app_cards", { position: { x: 900, y: 800 } })
    const outside = await ann.make("app_cards", { position: { x: 0, y: 0 } })
    const body = { parent: { id: frame.id } }
    expect((await ann.call("PATCH", `items/${inside.id}`, body)).status).toBe(200)
    expect(await place(inside.id)).toEqual({ x: 100, y: 100, parent: frame.id })
    const refusal = await ann.refusal("PATCH", `items/${outside.id}`, body)
    expect(refusal).toEqual([400, "2.0703", "position"])
    expect(await place(outside.id)).toEqual({ x: 0, y: 0, parent: null })
  })

  it("lie in no frame, themselves included", async () => {
    const frame = await makeFrame()
    for (const id of [frame.id, (await makeFrame()).id]) {
      const refusal = await ann.refusal("PATCH", `items/${frame.id}`, { parent: { id } })
      expect(refusal).toEqual([400, "2.0703", "parent.id"])
    }
  })

  it("let go what no longer lies in them when they become smaller", async () => {
    const frame = await makeFrame()
    const parent = { id: frame.id }
    const near = await ann.make("app_cards", { parent, position: { x: 50, y: 50 } })
    const far = await ann.make("app_cards", { parent, position: { x: 390, y: 590 } })
    await ann.call("PATCH", `frames/${frame.id}`, { geometry: { width: 300, height: 400 } })
    expect((await place(near.id)).parent).toBe(frame.id)
    expect((await place(far.id)).parent).toBeNull()
  })

  it("leave what lay in them on the canvas when they are deleted", async () => {
    const frame = await makeFrame()
    const card = await ann.make("app_cards", { parent: { id: frame.id }, position: { x: 0, y: 0 } })
    expect((await ann.call("DELETE", `frames/${frame.id}`)).status).toBe(204)
    expect(await place(card.id)).toEqual({ x: 800, y: 700, parent: null })
    expect(await ann.refusal("GET", `items?parent_item_id=${frame.id}`)).toEqual([404, "notFound"])
  })
})

describe("what people do with frames on the page", () => {
  it("drops an item into the frame under it, and out again", async () => {
    const frame = await makeFrame()
    const card = await ann.make("app_cards")
    await drop(card, 1000, 1000)
    expect(await place(card.id)).toEqual({ x: 200, y: 300, parent: frame.id })
    await drop(card, 1300, 1000)
    expect(await place(card.id)).toEqual({ x: 1300, y: 1000, parent: null })
  })

  it("keeps a frame itself on the canvas wherever it is dropped", async () => {
    const [below, above] = [await makeFrame(), await makeFrame()]
    await drop(above, 1010, 1010)
    expect(await place(above.id)).toEqual({ x: 1010, y: 1010, parent: null })
    expect(below.id).not.toBe(above.id)
  })

  it("copies a frame with what lies in it, all with new ids, app cards disconnected", async () => {
    const frame = await makeFrame()
    const card = await ann.make("app_cards", {
      data: { title: "Fix", status: "connected" },
      parent: { id: frame.id },
      position: { x: 70, y: 80 },
    })
    const copy = (await ann.page("POST", `items/${frame.id}/copy`)).json
    const inside = (await ann.call("GET", `items?parent_item_id=${copy.id}`)).rows
    expect(inside).toHaveLength(1)
    expect(inside[0]).toMatchObject({
      data: { title: "Fix", status: "disconnected", owned: true },
      position: { x: 70, y: 80 },
    })
    expect(new Set([frame.id, card.id, copy.id, inside[0]?.id]).size).toBe(4)
    expect((await ann.call("GET", `app_cards/${card.id}`)).json.data["status"]).toBe("connected")
  })
})
