import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type BoardClient, openBoard } from "../boardClient.ts"
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

describe.each([
  ["texts", "text"],
  ["sticky_notes", "sticky_note"],
  ["shapes", "shape"],
])("%s", (collection, type) => {
  it("are made, read, changed and deleted under their own path", async () => {
    const made = await ann.make(collection, { data: { content: "<h1>a & b</h1>" } })
    expect(made).toMatchObject({ type, data: { content: "a &amp; b" } })
    const path = `${collection}/${made.id}`
    const changed = await ann.call("PATCH", path, { data: { content: "c" }, position: { x: 7 } })
    expect(changed.json).toMatchObject({ data: { content: "c" }, position: { x: 7, y: 0 } })
    expect((await ann.call("GET", path)).json).toEqual(changed.json)
    expect((await ann.call("GET", `cards/${made.id}`)).status).toBe(404)
    expect((await ann.call("DELETE", path)).status).toBe(204)
    expect((await ann.call("GET", path)).status).toBe(404)
  })
})

describe("the sizes of what holds words", () => {
  it("follow from the content of a text, whose width alone can be set", async () => {
    const short = await ann.make("texts", { data: { content: "Hi" }, geometry: { width: 200 } })
    const long = await ann.make("texts", { data: { content: "word ".repeat(60) } })
    expect(long.geometry.height).toBeGreaterThan(short.geometry.height)
    const data = { content: "" }
    const refuse = (geometry: unknown) => ann.refusal("POST", "texts", { data, geometry })
    expect(await refuse({ height: 50 })).toEqual([400, "2.0703", "geometry.height"])
    expect(await refuse({ width: 23 })).toEqual([400, "2.0703", "geometry.width"])
  })

  it("keep a sticky note's shape, by width or height but not both", async () => {
    const wide = await ann.make("sticky_notes", { geometry: { width: 398 } })
    expect(wide.geometry).toEqual({ width: 398, height: 456 })
    const high = await ann.make("sticky_notes", { geometry: { height: 114 } })
    expect(high.geometry.width).toBe(100)
    const both = { geometry: { width: 100, height: 100 } }
    expect(await ann.refusal("POST", "sticky_notes", both)).toEqual([400, "2.0703", "geometry"])
  })

  it.each([
    ["texts", {}, "data"],
    ["texts", { data: {} }, "data.content"],
    ["sticky_notes", { data: { shape: "circle" } }, "data.shape"],
    ["sticky_notes", { style: { fillColor: "#ffffff" } }, "style.fillColor"],
    ["shapes", { data: { shape: "blob" } }, "data.shape"],
  ])("are refused in %s with %j", async (collection, body, field) => {
    expect(await ann.refusal("POST", collection, body)).toEqual([400, "2.0703", field])
  })
})
