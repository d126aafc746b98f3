import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type BoardClient, openBoard } from "../boardClient.ts"
import { ANN, BEN, DAN, ROADMAP } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"
import { readError } from "./errorShapes.ts"

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

const long = (length: number) => "x".repeat(length)
const of = (length: number, row: unknown) => Array.from({ length }, () => row)

describe("limits of queries", () => {
  it.each([
    ["/v2/boards?limit=0", "limit"],
    ["/v2/boards?limit=51", "limit"],
    ["/v2/boards?offset=-1", "offset"],
    ["/v2/boards?sort=newest", "sort"],
    [`/v2/boards?query=${long(501)}`, "query"],
    ["members?limit=51", "limit"],
    ["tags?limit=51", "limit"],
    ["items?limit=9", "limit"],
    ["items?limit=51", "limit"],
    ["items?type=panda", "type"],
    ["items?cursor=nonsense", "cursor"],
  ])("GET %s: 400 invalidParameters", async (path, field) => {
    expect(readError("parameters", await ann.call("GET", path))).toEqual([field])
  })

  it.each([
    "/v2/boards?limit=50",
    `/v2/boards?query=${long(500)}`,
    "members?limit=1",
    "items?limit=10",
  ])("GET %s: 200", async (path) => {
    expect((await ann.call("GET", path)).status).toBe(200)
  })
})

describe("limits of boards and tags", () => {
  it.each([
    ["POST", "/v2/boards", { name: "" }, "name"],
    ["POST", "/v2/boards", { name: long(61) }, "name"],
    ["POST", "/v2/boards", { description: long(301) }, "description"],
    ["PATCH", "", { name: long(61) }, "name"],
    ["PATCH", "", { description: long(301) }, "description"],
    ["PATCH", "", { policy: { sharingPolicy: { access: "all" } } }, "policy.sharingPolicy.access"],
    ["PATCH", `members/${BEN}`, { role: "king" }, "role"],
    ["POST", "tags", { title: long(121) }, "title"],
    ["POST", "tags", { title: "a", fillColor: "pink" }, "fillColor"],
    ["PUT", "/v2/boards", {}, "copy_from"],
  ])("%s %s %j: 400 invalidParameters", async (method, path, body, field) => {
    expect(readError("parameters", await ann.call(method, path, body))).toEqual([field])
  })

  it.each([
    ["POST", "/v2/boards", { name: long(60), description: long(300) }, 201],
    ["POST", "tags", { title: long(120) }, 201],
  ])("%s %s: at the limit", async (method, path, body, status) => {
    expect((await ann.call(method, path, body)).status).toBe(status)
  })
})

describe("limits of items", () => {
  const limits: readonly (readonly [string, unknown, string])[] = [
    ["app_cards", { data: { title: long(6000) } }, "data.title"],
    ["cards", { data: { title: long(6000) } }, "data.title"],
    ["app_cards", { data: { fields: of(21, { value: "a" }) } }, "data.fields"],
    ["app_cards", { data: { status: "live" } }, "data.status"],
    ["app_cards", { data: { fields: [{ fillColor: "red" }] } }, "data.fields.0.fillColor"],
    ["app_cards", { data: { fields: [{}, { textColor: "#12" }] } }, "data.fields.1.textColor"],
    ["app_cards", { data: { fields: [{ iconUrl: "http://a.b/c.png" }] } }, "data.fields.0.iconUrl"],
    ["app_cards", { data: { fields: [{ iconShape: "star" }] } }, "data.fields.0.iconShape"],
    ["app_cards", { style: { fillColor: "blue" } }, "style.fillColor"],
    ["app_cards", { geometry: { width: 0 } }, "geometry.width"],
    ["app_cards", { position: { x: "1" } }, "position.x"],
    ["app_cards", { parent: { id: "1" } }, "parent.id"],
    ["cards", { data: { dueDate: "tomorrow" } }, "data.dueDate"],
    ["cards", { data: { dueDate: "2026-12-03T10:00:00+01:00" } }, "data.dueDate"],
    ["cards", { data: { assigneeId: DAN } }, "data.assigneeId"],
    ["cards", { style: { cardTheme: "#1234567" } }, "style.cardTheme"],
    ["frames", { data: { format: "phone" } }, "data.format"],
    ["texts", { data: { content: "" }, geometry: { height: 20 } }, "geometry.height"],
    ["sticky_notes", { geometry: { width: 10, height: 10 } }, "geometry"],
    ["shapes", { data: { shape: "blob" } }, "data.shape"],
  ]
  it.each(limits)("POST %s %j: 400 with a number as its code", async (path, body, field) => {
    expect(readError("item", await ann.call("POST", path, body))).toEqual([field])
  })

  it("hold when an item changes, which then stays as it was", async () => {
    const { id, data } = await ann.make("app_cards", { data: { title: "a" } })
    for (const [collection, body, field] of limits) {
      if (collection !== "app_cards") continue
      const answer = await ann.call("PATCH", `app_cards/${id}`, body)
      expect(readError("item", answer)).toEqual([field])
    }
    expect((await ann.call("GET", `app_cards/${id}`)).json.data).toEqual(data)
  })

  it("are told for each wrong item of a bulk call, by its index", async () => {
    const rows = [
      { type: "app_card", data: { title: long(6000) } },
      { type: "card" },
      { type: "image" },
      { type: "card", data: { assigneeId: "1" } },
      {},
    ]
    const fields = readError("bulk", await ann.call("POST", "items/bulk", rows))
    expect(fields).toEqual(["0.data.title", "2.type", "3.data.assigneeId", "4.type"])
  })

  it.each([[[]], [of(21, { type: "card" })], [{ type: "card" }], ["text"]])(
    "are 1 to 20 items in a bulk call: %#",
    async (body) => {
      expect(readError("item", await ann.call("POST", "items/bulk", body))).toEqual(["body"])
    },
  )

  it("are no JSON at all", async () => {
    const path = `${rig.origin}/v2/boards/${ROADMAP}/app_cards`
    const headers = { authorization: `Bearer ${ann.token}` }
    const answer = await fetch(path, { method: "POST", headers, body: "{" })
    const json = await answer.json()
    expect(readError("item", { status: answer.status, json })).toEqual(["body"])
  })
})

describe("limits of time", () => {
  it("429 has a body with a null context, and the headers", async () => {
    for (let n = 0; n < 50; n += 1) {
      await ann.call("POST", "items/bulk", of(20, { type: "text" }))
    }
    const answer = await ann.call("GET", "")
    expect(readError("tooMany", answer)).toEqual([])
    expect(answer.headers.get("x-ratelimit-limit")).toBe("100000")
    expect(answer.headers.get("x-ratelimit-remaining")).toBe("0")
    expect(Number(answer.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000)
  })

  it.each([400, 401, 403, 404, 409, 429, 500, 503])(
    "a fault without a body of its own looks like the real thing: %i",
    async (status) => {
      await rig.control("faults", [{ path: "/v2/", kind: "status", status }])
      const answer = await ann.call("GET", "")
      expect(answer.status).toBe(status)
      expect(answer.json).toMatchObject({ type: "error", status })
    },
  )
})
