import * as v from "valibot"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type BoardClient, cursorOf, openBoard } from "../boardClient.ts"
import { ANN, BEN, CLUB_PLANS, ROADMAP, TEAM_B, VERA } from "../seed.ts"
import { buildAuthorizeUrl, CALLBACK, type Rig, startRig } from "../testing.ts"
import { AnyItemShape, type Collection, GenericItemShape, ITEM_SHAPES } from "./itemShapes.ts"
import {
  BoardShape,
  BoardWithLinksShape,
  bulkListOf,
  cursorPageOf,
  ItemTagsShape,
  MemberShape,
  MemberWithLinksShape,
  offsetPageOf,
  TagShape,
  TagWithLinksShape,
  TokenContextShape,
  TokenShape,
} from "./shapes.ts"

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

/** Makes a call and holds its answer against a shape; gives the answer back. */
async function hold<S extends v.GenericSchema>(
  shape: S,
  call: readonly [method: string, path: string, body?: unknown],
  status = 200,
): Promise<v.InferOutput<S>> {
  const answer = await ann.call(...call)
  expect([...call, answer.status]).toEqual([...call, status])
  expect(answer.headers.get("content-type")).toContain("application/json")
  return v.parse(shape, answer.json)
}

describe("every answer about boards", () => {
  it("over the whole seed: list, board, members", async () => {
    const { data } = await hold(offsetPageOf(BoardShape), ["GET", "/v2/boards?limit=50"])
    expect(data.length).toBeGreaterThan(20)
    for (const { id } of data) {
      const path = `/v2/boards/${encodeURIComponent(id)}`
      await hold(BoardWithLinksShape, ["GET", path])
      await hold(offsetPageOf(MemberShape), ["GET", `${path}/members`])
      await hold(cursorPageOf(GenericItemShape), ["GET", `${path}/items`])
      await hold(offsetPageOf(TagShape), ["GET", `${path}/tags`])
    }
    await hold(offsetPageOf(BoardShape), ["GET", "/v2/boards?query=nothing+like+it"])
    ann = await openBoard(rig, ANN, CLUB_PLANS, TEAM_B)
    const club = await hold(BoardWithLinksShape, ["GET", ""])
    expect(club).not.toHaveProperty("currentUserMembership")
  })

  it("when they are made, copied and changed, and their members", async () => {
    const body = { name: "New", description: "One" }
    const { id } = await hold(BoardWithLinksShape, ["POST", "/v2/boards", body], 201)
    await hold(BoardWithLinksShape, ["PUT", `/v2/boards?copy_from=${encodeURIComponent(id)}`], 201)
    const renamed = await hold(BoardWithLinksShape, ["PATCH", "", { name: "Roadmap" }])
    expect(renamed).toMatchObject({ id: ROADMAP, name: "Roadmap" })
    await hold(MemberWithLinksShape, ["GET", `members/${BEN}`])
    await hold(MemberWithLinksShape, ["PATCH", `members/${VERA}`, { role: "editor" }])
  })
})

const PLACE = { position: { x: 10, y: 20 } }
const BODIES: readonly (readonly [Collection, unknown])[] = [
  [
    "app_cards",
    {
      data: {
        title: '<p><a href="https://trello.com/c/AbCd1234">Tom & "Jerry" </a></p>',
        description: "<h1>Head</h1><ul><li>one<li>two</ul><script>x</script>",
        status: "connected",
        fields: [
          { value: "Doing", tooltip: "List", fillColor: "#FFD5D2", textColor: "#5D1F1A" },
          { iconUrl: "https://a.test/b.png", iconShape: "square" },
          {},
        ],
      },
      style: { fillColor: "#0C66E4" },
      geometry: { width: 320, height: 200, rotation: 10 },
    },
  ],
  ["cards", { data: { title: "<b>a</b>", dueDate: "2026-12-03T10:00:00Z", assigneeId: BEN } }],
  ["frames", { data: { title: "Doing" }, geometry: { width: 900, height: 700 } }],
  ["texts", { data: { content: "<p>1 < 2</p>" }, style: { color: "#1a1a1a", fontSize: "20" } }],
  ["sticky_notes", { data: { content: "a", shape: "rectangle" }, style: { fillColor: "cyan" } }],
  ["shapes", { data: { content: "a", shape: "star" }, geometry: { width: 70, height: 80 } }],
]

describe("every answer about items", () => {
  it.each(BODIES)("of their own type: %s", async (collection, body) => {
    const shape: v.GenericSchema<unknown, { id: string }> = ITEM_SHAPES[collection]
    const bare = collection === "texts" ? { data: { content: "" } } : { data: {} }
    await hold(shape, ["POST", collection, bare], 201)
    const { id } = await hold(shape, ["POST", collection, body], 201)
    await hold(shape, ["GET", `${collection}/${id}`])
    await hold(shape, ["PATCH", `${collection}/${id}`, PLACE])
    await hold(shape, ["PATCH", `${collection}/${id}`, body])
    await hold(GenericItemShape, ["GET", `items/${id}`])
    await hold(GenericItemShape, ["PATCH", `items/${id}`, PLACE])
    if (collection === "frames") return
    const frame = await ann.make("frames", { data: {} })
    const inside = { ...PLACE, parent: { id: frame.id } }
    await hold(shape, ["PATCH", `${collection}/${id}`, inside])
    await hold(GenericItemShape, ["GET", `items/${id}`])
    const page = cursorPageOf(GenericItemShape)
    expect((await hold(page, ["GET", `items?parent_item_id=${frame.id}`])).size).toBe(1)
    await hold(GenericItemShape, ["PATCH", `items/${id}`, { parent: null }])
  })

  it("in bulk, in lists with and without a cursor, and copied by a person", async () => {
    const types = ["app_card", "card", "frame", "text", "sticky_note", "shape"]
    const rows = Array.from({ length: 20 }, (_, n) => ({ type: types[n % types.length] }))
    const made = await hold(bulkListOf(AnyItemShape), ["POST", "items/bulk", rows], 201)
    for (const { id } of made.data.slice(0, 6)) await ann.page("POST", `items/${id}/copy`)
    const page = cursorPageOf(GenericItemShape)
    const first = await hold(page, ["GET", "items"])
    expect([first.size, first.limit, first.total]).toEqual([10, 10, 30])
    const rest = await ann.call("GET", `items?limit=50&cursor=${first.cursor}`)
    expect([rest.rows.length, cursorOf(rest)]).toEqual([20, undefined])
    v.parse(page, rest.json)
    for (const type of types) await hold(page, ["GET", `items?type=${type}`])
    for (const type of ["image", "preview", "embed"]) {
      expect((await hold(page, ["GET", `items?type=${type}`])).data).toEqual([])
    }
  })

  it("and tags", async () => {
    const tag = await hold(TagWithLinksShape, ["POST", "tags", { title: "a" }], 201)
    await hold(TagWithLinksShape, ["GET", `tags/${tag.id}`])
    await hold(TagWithLinksShape, ["PATCH", `tags/${tag.id}`, { fillColor: "black" }])
    const { id } = await ann.make("cards")
    const attached = await ann.call("POST", `items/${id}?tag_id=${tag.id}`)
    expect([attached.status, attached.json]).toEqual([204, {}])
    await hold(ItemTagsShape, ["GET", `items/${id}/tags`])
    await hold(offsetPageOf(GenericItemShape), ["GET", `items?tag_id=${tag.id}`])
  })

  it.each([
    ["DELETE", (id: string, tag: string) => `items/${id}?tag_id=${tag}`],
    ["DELETE", (id: string) => `cards/${id}`],
    ["DELETE", (id: string) => `items/${id}`],
    ["DELETE", (_: string, tag: string) => `tags/${tag}`],
    ["DELETE", () => `members/${VERA}`],
    ["DELETE", () => ""],
  ])("none but a status: %s %s", async (method, path) => {
    const [{ id }, tag] = [await ann.make("cards"), await ann.make("tags", { title: "a" })]
    await ann.call("POST", `items/${id}?tag_id=${tag.id}`)
    const answer = await rig.api(
      ann.token,
      method,
      `/v2/boards/${encodeURIComponent(ROADMAP)}/${path(id, tag.id)}`.replace(/\/$/, ""),
    )
    expect([answer.status, await answer.text()]).toEqual([204, ""])
  })
})

describe("every answer about tokens", () => {
  it("has a team id that JSON.parse would get wrong, and nothing undocumented", async () => {
    const code = (await rig.consent({ member: ANN })).searchParams.get("code") ?? ""
    const exchange = { grant_type: "authorization_code", code, redirect_uri: CALLBACK }
    const pair = await readToken(await rig.token(exchange))
    const refresh = { grant_type: "refresh_token", refresh_token: pair.refresh_token }
    const next = await readToken(await rig.token(refresh))
    expect(next.refresh_token).not.toBe(pair.refresh_token)
    for (const team of [undefined, TEAM_B]) {
      const who = { member: ANN, ...(team === undefined ? {} : { team }) }
      const { access_token } = await rig.connect(who)
      const context = await rig.api(access_token, "GET", "/v1/oauth-token")
      expect(v.parse(TokenContextShape, await context.json()).user.id).toBe(ANN)
    }
  })

  it("is a redirect with a code, a state, the client and the team", async () => {
    await rig.control("consent", { mode: "allow", member: ANN })
    const address = buildAuthorizeUrl(rig.origin, rig.client.id, { state: "a b&c" })
    const answer = await fetch(address, { redirect: "manual" })
    const back = new URL(answer.headers.get("location") ?? "")
    expect([...back.searchParams.keys()]).toEqual(["code", "state", "client_id", "team_id"])
    expect(back.searchParams.get("state")).toBe("a b&c")
    expect(back.searchParams.get("code")).toMatch(/^mic_[A-Za-z0-9]{40}$/)
  })
})

async function readToken(answer: Response) {
  const text = await answer.text()
  expect(answer.headers.get("cache-control")).toBe("no-store")
  expect(String((JSON.parse(text) as { team_id: number }).team_id)).not.toBe(
    /"team_id":(\d+)/.exec(text)?.[1],
  )
  return v.parse(TokenShape, JSON.parse(text.replace(/"team_id":(\d+)/, '"team_id":"$1"')))
}
