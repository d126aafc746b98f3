import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { answer } from "../grants/answers.fixture.ts"
import { buildBulk, buildFrame, buildGrowFrame, parseBulk } from "./bulk.ts"

const ONE = { id: "3458764600000000001", data: { title: "One" }, position: { x: 1, y: 2 } }
const TWO = { id: "3458764600000000002", data: { title: "Two" }, position: { x: 3, y: 4 } }
const made = (...data: readonly unknown[]) => answer(201, { data, type: "bulk-list" })
const fault = (...fields: readonly string[]) =>
  answer(400, { status: 400, context: { fields: fields.map((field) => ({ field, message: "" })) } })

describe("what a bulk creation made", () => {
  it("is told with what tells the items apart", () => {
    expect(parseBulk(made(ONE, TWO), 2)).toEqual({
      kind: "made",
      items: [
        { id: ONE.id, title: "One", parent: null, position: { x: 1, y: 2 } },
        { id: TWO.id, title: "Two", parent: null, position: { x: 3, y: 4 } },
      ],
    })
  })

  it.each([
    ["no data of an item", { id: ONE.id }],
    ["null for the data", { ...ONE, data: null, position: null }],
    ["null for the title", { ...ONE, data: { title: null } }],
    [
      "keys that nobody knows",
      { ...ONE, later: { deep: [1] }, data: { title: "One", fields: [] } },
    ],
  ])("is read from an answer with %s", (_, item) => {
    expect(parseBulk(made(item), 1)).toMatchObject({ kind: "made", items: [{ id: ONE.id }] })
    expect(parseBulk(answer(200, { data: [item] }), 1)).toMatchObject({ kind: "made" })
  })

  it.each([
    ["no JSON", answer(201, "<html>")],
    ["nothing", answer(201, "")],
    ["JSON that is cut off", answer(201, '{"data":[{"id":"345876460000000')],
    ["null", answer(201, "null")],
    ["a bare list", answer(201, [ONE, TWO])],
    ["no list", answer(201, { type: "bulk-list" })],
    ["null for the list", answer(201, { data: null })],
    ["fewer items", made(ONE)],
    ["more items", made(ONE, TWO, { ...TWO, id: "3458764600000000003" })],
    ["an item without id", made(ONE, { data: TWO.data })],
    ["an id that is a number", made(ONE, { ...TWO, id: 3_458_764 })],
    ["an id that is no number", made(ONE, { ...TWO, id: "soon" })],
    ["an id that leads elsewhere", made(ONE, { ...TWO, id: "1/../2" })],
    ["the same id twice", made(ONE, { ...TWO, id: ONE.id })],
    ["a title that is no text", made(ONE, { ...TWO, data: { title: 7 } })],
    ["a place that is no place", made(ONE, { ...TWO, position: { x: "1", y: 2 } })],
    ["null for an item", made(ONE, null)],
    ["204", answer(204, "")],
    ["500", answer(500)],
    ["502 with a page", answer(502, "<h1>Bad gateway</h1>")],
    ["503", answer(503)],
    ["504", answer(504)],
    ["a time-out", { kind: "no_answer", reason: "timeout" } as const],
    ["a cut", { kind: "no_answer", reason: "cut" } as const],
  ])("is unknown after %s", (_, result) => {
    expect(parseBulk(result, 2)).toMatchObject({ kind: "unknown" })
  })

  it("never reads as made what is not exactly what was asked for", () => {
    const item = fc.oneof(fc.constantFrom(ONE, TWO, null, {}), fc.object())
    const body = fc.oneof(
      fc.json(),
      fc.array(item).map((data) => JSON.stringify({ data })),
    )
    fc.assert(
      fc.property(body, fc.integer({ min: 1, max: 20 }), (text, count) => {
        const outcome = parseBulk(answer(201, text), count)
        const ids = outcome.kind === "made" ? outcome.items.map(({ id }) => id) : null
        expect(ids === null ? outcome.kind : new Set(ids).size).toBe(
          ids === null ? "unknown" : count,
        )
      }),
    )
  })
})

describe("a bulk creation that was refused", () => {
  it.each([
    ["names one item", fault("1.data.title"), [{ index: 1, field: "data.title" }]],
    [
      "names two",
      fault("0.parent.id", "1.position"),
      [
        { index: 0, field: "parent.id" },
        { index: 1, field: "position" },
      ],
    ],
    [
      "names the tenth",
      fault("9.data.fields.20.value"),
      [{ index: 9, field: "data.fields.20.value" }],
    ],
    ["names none", fault("data.title"), []],
    ["names an item without a field", fault("1"), []],
    ["names one that was not sent", fault("10.data.title"), []],
    ["names one in words", fault("first.data.title"), []],
    ["has no fields", answer(400, { context: { fields: null } }), []],
    ["has no context", answer(400, { code: "invalidParameters" }), []],
    ["is no JSON", answer(400, "Bad request"), []],
  ])("had no effect: an answer that %s", (_, result, faults) => {
    expect(parseBulk(result, 10)).toEqual({ kind: "refused", faults })
  })

  it.each([
    [409, "upstream_unavailable", 1],
    [429, "upstream_rate_limited", 60],
    [403, "miro_board_read_only", undefined],
    [404, "miro_board_not_found", undefined],
    [413, "upstream_refused", undefined],
    [302, "upstream_refused", undefined],
  ])("had no effect: %i", (status, code, retryAfterSeconds) => {
    expect(parseBulk(answer(status), 1)).toEqual({
      kind: "failed",
      failure: { code, provider: "miro", ...(retryAfterSeconds && { retryAfterSeconds }) },
    })
  })

  it("passes on why it never went out", () => {
    const failure = { code: "reauth_required", provider: "miro" } as const
    expect(parseBulk({ kind: "failure", failure }, 1)).toEqual({ kind: "failed", failure })
  })
})

describe("what is sent", () => {
  it("encodes the board's id and sends the items as a list", () => {
    const frame = buildFrame("Doing", { x: 10, y: 20, width: 400, height: 300 })
    expect(frame).toMatchObject({ type: "frame", position: { x: 210, y: 170 } })
    const { path, body, method } = buildBulk("uXjVOD6LSME=", [frame])
    expect([method, path]).toEqual(["POST", "/v2/boards/uXjVOD6LSME%3D/items/bulk"])
    expect(JSON.parse(body ?? "")).toEqual([frame])
  })

  it("grows a frame from its top left", () => {
    const call = buildGrowFrame("b", "7", { x: 0, y: 0, width: 760, height: 300 })
    expect(call).toMatchObject({ method: "PATCH", path: "/v2/boards/b/frames/7" })
    expect(JSON.parse(call.body ?? "")).toEqual({
      position: { x: 380, y: 150 },
      geometry: { width: 760, height: 300 },
    })
  })
})
