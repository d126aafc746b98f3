import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { ANN, ROADMAP } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
let ann: string
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await rig.control("reset")
  ann = await tokenOf(ANN)
})

interface ItemJson {
  readonly id: string
  readonly type: string
  readonly data: Record<string, unknown>
  readonly style: Record<string, unknown>
  readonly geometry: { readonly width: number; readonly height: number }
  readonly position: { readonly x: number; readonly y: number; readonly relativeTo: string }
  readonly parent?: { readonly id: string }
}

const tokenOf = async (member: string) => (await rig.connect({ member })).access_token
const path = (rest: string, board = ROADMAP) => `/v2/boards/${encodeURIComponent(board)}/${rest}`
const post = (rest: string, body: unknown, token = ann) => rig.api(token, "POST", path(rest), body)
const patch = (rest: string, body: unknown) => rig.api(ann, "PATCH", path(rest), body)
const get = (rest: string) => rig.api(ann, "GET", path(rest))
const make = async (collection: string, body: unknown) => {
  const answer = await post(collection, body)
  expect(answer.status).toBe(201)
  return (await answer.json()) as ItemJson
}
const errorOf = async (answer: Response) => {
  const body = (await answer.json()) as { code: string; context?: { fields: { field: string }[] } }
  return [answer.status, body.code, ...(body.context?.fields ?? []).map((field) => field.field)]
}

describe("app cards", () => {
  it("come back as they went in, with defaults, and as the app's own", async () => {
    const card = await make("app_cards", {
      data: {
        title: "<p>Fix</p>",
        status: "connected",
        fields: [{ value: "Doing", tooltip: "List", fillColor: "#AABBCC" }],
        unknown: 1,
      },
      style: { fillColor: "#0C66E4" },
      position: { x: 100, y: -50 },
      geometry: { width: 320 },
    })
    expect(card.id).toMatch(/^\d{19}$/)
    expect(card).toMatchObject({
      type: "app_card",
      data: {
        title: "<p>Fix</p>",
        description: "",
        status: "connected",
        owned: true,
        fields: [{ value: "Doing", tooltip: "List", fillColor: "#aabbcc", iconShape: "round" }],
      },
      style: { fillColor: "#0c66e4" },
      position: { x: 100, y: -50, relativeTo: "canvas_center" },
    })
    expect(card.data).not.toHaveProperty("unknown")
    expect(await (await get(`app_cards/${card.id}`)).json()).toEqual(card)
    const { style: _, ...generic } = card
    expect(await (await get(`items/${card.id}`)).json()).toEqual(generic)
  })

  it("are disconnected and have a sample title when nothing is said", async () => {
    const card = await make("app_cards", {})
    expect(card.data).toMatchObject({ title: "sample app card item", status: "disconnected" })
    expect(card.style).toEqual({ fillColor: "#2d9bf0" })
  })

  it("strip and encode HTML", async () => {
    const { data } = await make("app_cards", {
      data: { title: "<h1>Tom & Jerry</h1>", description: "<p><b>a</b><img src=x></p>" },
    })
    expect(data).toMatchObject({ title: "Tom &amp; Jerry", description: "<p><b>a</b></p>" })
  })

  it.each([
    [{ data: { title: "x".repeat(6000) } }, "data.title"],
    [{ data: { title: 5 } }, "data.title"],
    [{ data: { status: "live" } }, "data.status"],
    [{ data: { fields: Array.from({ length: 21 }, () => ({ value: "a" })) } }, "data.fields"],
    [{ data: { fields: [{ value: "a", fillColor: "red" }] } }, "data.fields.0.fillColor"],
    [{ data: { fields: [{ iconUrl: "http://a.b/c.png" }] } }, "data.fields.0.iconUrl"],
    [{ style: { fillColor: "#12345" } }, "style.fillColor"],
    [{ geometry: { width: 0 } }, "geometry.width"],
    [{ parent: { id: "1" } }, "parent.id"],
  ])("refuse %j", async (body, field) => {
    expect(await errorOf(await post("app_cards", body))).toEqual([400, "2.0703", field])
  })

  it("take a title of 5,999 characters and 20 fields", async () => {
    const fields = Array.from({ length: 20 }, () => ({ value: "a" }))
    const card = await make("app_cards", { data: { title: "x".repeat(5999), fields } })
    expect(card.data["fields"]).toHaveLength(20)
  })

  it("keep what a patch leaves out and replace fields as a whole", async () => {
    const card = await make("app_cards", {
      data: { title: "a", description: "b", fields: [{ value: "1" }, { value: "2" }] },
      position: { x: 10, y: 20 },
    })
    const answer = await patch(`app_cards/${card.id}`, { data: { fields: [{ value: "3" }] } })
    const changed = (await answer.json()) as ItemJson
    expect(changed.data).toMatchObject({ title: "a", description: "b" })
    expect(changed.data["fields"]).toEqual([{ value: "3", iconShape: "round" }])
    expect(changed.position).toEqual(card.position)
  })

  it("grow with their text up to the height that was asked for", async () => {
    const description = "word ".repeat(100)
    const free = await make("app_cards", { data: { description } })
    const capped = await make("app_cards", { data: { description }, geometry: { height: 100 } })
    expect(free.geometry.height).toBeGreaterThan(100)
    expect(capped.geometry.height).toBe(100)
  })

  it("of another app can be read and moved, not changed or deleted", async () => {
    const list = (await (await get("items?type=app_card")).json()) as { data: ItemJson[] }
    const foreign = list.data[0]
    expect(foreign?.data["owned"]).toBe(false)
    const id = foreign?.id ?? ""
    const refused = [403, "insufficientPermissions"]
    expect(await errorOf(await patch(`app_cards/${id}`, { data: { title: "x" } }))).toEqual(refused)
    expect(await errorOf(await rig.api(ann, "DELETE", path(`items/${id}`)))).toEqual(refused)
    expect((await patch(`app_cards/${id}`, { position: { x: 200, y: 200 } })).status).toBe(200)
  })

  it("are gone once deleted", async () => {
    const { id } = await make("app_cards", {})
    expect((await rig.api(ann, "DELETE", path(`app_cards/${id}`))).status).toBe(204)
    expect(await errorOf(await get(`app_cards/${id}`))).toEqual([404, "notFound"])
    expect((await patch(`app_cards/${id}`, { data: { title: "x" } })).status).toBe(404)
    expect((await rig.api(ann, "DELETE", path(`items/${id}`))).status).toBe(404)
  })

  it("can meet a conflict, when told so", async () => {
    const { id } = await make("app_cards", {})
    await rig.control("faults", [
      { method: "PATCH", path: "/v2/boards/*/app_cards/*", kind: "status", status: 409 },
    ])
    expect(await errorOf(await patch(`app_cards/${id}`, {}))).toEqual([409, "conflict"])
    expect((await patch(`app_cards/${id}`, {})).status).toBe(200)
  })
})
