import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type BoardClient, openBoard } from "../boardClient.ts"
import { ANN, BEN } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
let ann: BoardClient
let ben: BoardClient
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await rig.control("reset")
  ann = await openBoard(rig, ANN)
  ben = await openBoard(rig, BEN)
})

/** Sends Ann's change, which is under way until `meanwhile` is done. */
async function overlap(path: string, body: unknown, meanwhile: () => Promise<unknown>) {
  await rig.control("faults", [{ method: "PATCH", path: "/v2/", kind: "delay", delayMs: 600 }])
  const slow = ann.call("PATCH", path, body)
  await expect.poll(left, { interval: 10 }).toEqual([])
  await meanwhile()
  return slow
}
const left = async () => (await fetch(`${rig.origin}/_sandbox/faults`)).json()

describe("two changes of one item at once", () => {
  it.each(["app_cards", "cards", "sticky_notes", "shapes"])(
    "let the first through and answer 409 to the other: %s",
    async (collection) => {
      const { id } = await ann.make(collection)
      const path = `${collection}/${id}`
      const late = await overlap(path, { position: { x: 1 } }, () =>
        ben.call("PATCH", path, { position: { x: 2 } }),
      )
      expect([late.status, late.json.code]).toEqual([409, "conflict"])
      expect((await ann.call("GET", path)).json.position.x).toBe(2)
      expect((await ann.call("PATCH", path, { position: { x: 3 } })).status).toBe(200)
    },
  )

  it("conflict also with what a person does on the page, and with a deletion as 404", async () => {
    const { id } = await ann.make("app_cards")
    const body = { data: { title: "Late" } }
    const dragged = await overlap(`app_cards/${id}`, body, () =>
      ben.page("PATCH", `items/${id}`, { x: 5, y: 5 }),
    )
    expect(dragged.status).toBe(409)
    const gone = await overlap(`app_cards/${id}`, body, () => ben.page("DELETE", `items/${id}`))
    expect(gone.status).toBe(404)
  })

  it("do not conflict when they are about two items", async () => {
    const [one, two] = [await ann.make("app_cards"), await ann.make("app_cards")]
    const late = await overlap(`items/${one.id}`, { position: { x: 1 } }, () =>
      ben.call("PATCH", `items/${two.id}`, { position: { x: 2 } }),
    )
    expect(late.status).toBe(200)
  })

  it("do not conflict one after the other, whatever was answered to the first", async () => {
    const { id } = await ann.make("app_cards")
    await rig.control("faults", [{ method: "PATCH", path: "/v2/", kind: "drop_after" }])
    const body = { position: { x: 9 } }
    await expect(ann.call("PATCH", `app_cards/${id}`, body)).rejects.toThrow("fetch failed")
    expect((await ann.call("PATCH", `app_cards/${id}`, body)).status).toBe(200)
  })
})
