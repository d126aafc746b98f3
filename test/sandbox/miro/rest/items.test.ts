import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { ANN, ARCHITECTURE, BEN, OPEN_WORKSHOP, PUBLIC_ROADMAP, ROADMAP, VERA } from "../seed.ts"
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

describe("roles", () => {
  it.each([
    [VERA, ROADMAP, 403],
    [BEN, ROADMAP, 201],
    [ANN, ARCHITECTURE, 403],
    [ANN, "uXjVOD6LSNo=", 403],
    [VERA, PUBLIC_ROADMAP, 403],
    [VERA, OPEN_WORKSHOP, 201],
    [VERA, "uXjVOD6LSNw=", 404],
  ])("%s writes to %s: %i", async (member, board, status) => {
    const answer = await rig.api(await tokenOf(member), "POST", path("app_cards", board), {})
    expect(answer.status).toBe(status)
  })
})

describe("frames and cards", () => {
  it("hold children by their top left, inside only", async () => {
    const frame = await make("frames", {
      data: { title: "List" },
      geometry: { width: 400, height: 600 },
    })
    const parent = { id: frame.id }
    const card = await make("app_cards", { parent, position: { x: 200, y: 100 } })
    expect(card.parent?.id).toBe(frame.id)
    expect(card.position).toMatchObject({ x: 200, y: 100, relativeTo: "parent_top_left" })
    const outside = await post("app_cards", { parent, position: { x: 401, y: 100 } })
    expect(await errorOf(outside)).toEqual([400, "2.0703", "position"])
    const inside = (await (await get(`items?parent_item_id=${frame.id}`)).json()) as {
      data: ItemJson[]
    }
    expect(inside.data.map((item) => item.id)).toEqual([card.id])
  })

  it("let a child stay where it is when it leaves its frame", async () => {
    const frame = await make("frames", { data: {}, geometry: { width: 400, height: 600 } })
    const card = await make("app_cards", { parent: { id: frame.id }, position: { x: 50, y: 60 } })
    const answer = await patch(`items/${card.id}`, { parent: null })
    expect(((await answer.json()) as ItemJson).position).toMatchObject({ x: -150, y: -240 })
  })

  it("are found under their own type only", async () => {
    const card = await make("cards", { data: { title: "a", dueDate: "2026-12-03T10:00:00Z" } })
    expect((await get(`cards/${card.id}`)).status).toBe(200)
    expect((await get(`app_cards/${card.id}`)).status).toBe(404)
    expect(await errorOf(await post("cards", { data: { assigneeId: "99" } }))).toEqual([
      400,
      "2.0703",
      "data.assigneeId",
    ])
  })
})

describe("the list of items", () => {
  it.each(["limit=9", "limit=51", "type=panda", "cursor=%25%25"])("refuses %s", async (query) => {
    expect(await errorOf(await get(`items?${query}`))).toEqual([
      400,
      "invalidParameters",
      query.split("=")[0],
    ])
  })
})

const count = async () => ((await (await get("items")).json()) as { total: number }).total

describe("bulk creation", () => {
  it("keeps the order and makes every type in one go", async () => {
    const body = ["app_card", "card", "frame", "sticky_note"].map((type) => ({ type }))
    const answer = await post("items/bulk", body)
    expect(answer.status).toBe(201)
    const { data, type } = (await answer.json()) as { data: ItemJson[]; type: string }
    expect(type).toBe("bulk-list")
    expect(data.map((item) => item.type)).toEqual(body.map((item) => item.type))
  })

  it("makes nothing when one is wrong, and says which", async () => {
    const before = await count()
    const body = [
      { type: "app_card" },
      { type: "app_card", data: { title: "x".repeat(6000) } },
      { type: "panda" },
      { type: "card", parent: { id: "1" } },
    ]
    expect(await errorOf(await post("items/bulk", body))).toEqual([
      400,
      "2.0703",
      "1.data.title",
      "2.type",
      "3.parent.id",
    ])
    expect(await count()).toBe(before)
  })

  it.each([0, 21])("refuses %i items", async (size) => {
    const body = Array.from({ length: size }, () => ({ type: "app_card" }))
    expect((await post("items/bulk", body)).status).toBe(400)
  })
})
