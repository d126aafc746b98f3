import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type BoardClient, type Json, openBoard } from "../boardClient.ts"
import { ANN, CLUB_PLANS, DAN, PRIVATE_NOTES, ROADMAP, TEAM_B, VERA } from "../seed.ts"
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

/** What a copy has in common with its original. */
const looks = ({ type, position, geometry, data }: Json) => {
  return { type, position, geometry, data: { ...data, status: null } }
}
const copyOf = (id: string) => `/v2/boards?copy_from=${encodeURIComponent(id)}`

describe("the copy of a board", () => {
  it("holds copies of everything, frames and tags in place, app cards disconnected", async () => {
    const tag = await ann.make("tags", { title: "Urgent" })
    const card = (await ann.all("&type=card"))[0]
    await ann.call("POST", `items/${card?.id}?tag_id=${tag.id}`)
    const answer = await ann.call("PUT", copyOf(ROADMAP), { name: "Roadmap 2" })
    expect([answer.status, answer.json]).toMatchObject([201, { name: "Roadmap 2" }])

    const copy = await openBoard(rig, ANN, answer.json.id)
    const [from, to] = [await ann.all(), await copy.all()]
    expect(to.map(looks)).toEqual(from.map(looks))
    const frame = to.find(({ type }) => type === "frame")
    expect(to.flatMap(({ parent }) => parent?.id ?? [])).toEqual(Array(3).fill(frame?.id))
    expect(to.find(({ type }) => type === "app_card")?.data["status"]).toBe("disconnected")
    const tagged = to.find(({ type }) => type === "card")
    const tags = (await copy.call("GET", `items/${tagged?.id}/tags`)).json as unknown as {
      tags: { id: string; title: string }[]
    }
    expect(tags.tags.map(({ title }) => title)).toEqual(["Urgent"])
    const ids = new Set([...from, ...to].map(({ id }) => id).concat(tag.id, tags.tags[0]?.id ?? ""))
    expect(ids.size).toBe(from.length + to.length + 2)
  })

  it("keeps the name without a body, and belongs to who made it", async () => {
    const vera = await openBoard(rig, VERA)
    const answer = await vera.call("PUT", copyOf(ROADMAP))
    expect(answer.json).toMatchObject({ name: "Product roadmap", owner: { id: VERA } })
  })

  it("costs 2,000 credits, and needs a board that one can see", async () => {
    const made = await ann.call("PUT", copyOf(ROADMAP))
    expect(made.headers.get("x-ratelimit-remaining")).toBe("98000")
    expect(await ann.refusal("PUT", copyOf(PRIVATE_NOTES))).toEqual([404, "notFound"])
    expect(await ann.refusal("PUT", "/v2/boards")).toEqual([400, "invalidParameters", "copy_from"])
  })

  it("is refused where the plan allows no more boards", async () => {
    const { access_token } = await rig.connect({ member: DAN, team: TEAM_B })
    const answer = await rig.api(access_token, "PUT", copyOf(CLUB_PLANS))
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: "boardLimitReached" }])
  })
})

describe("a board's members", () => {
  it("come one by one too, and page by offset", async () => {
    const one = await ann.call("GET", `members/${VERA}`)
    expect(one.json).toMatchObject({ id: VERA, role: "viewer", type: "board_member" })
    expect((await ann.call("GET", `members/${DAN}`)).status).toBe(404)
    const ids: string[] = []
    for (const offset of [0, 1, 2, 3]) {
      const page = await ann.call("GET", `members?limit=1&offset=${offset}`)
      expect(page.json).toMatchObject({ total: 3, offset, limit: 1 })
      ids.push(...page.rows.map(({ id }) => id))
    }
    expect(new Set(ids).size).toBe(3)
    expect(await ann.refusal("GET", "members?limit=51")).toEqual([
      400,
      "invalidParameters",
      "limit",
    ])
  })

  it("lose their place for 100 credits", async () => {
    const answer = await ann.call("DELETE", `members/${VERA}`)
    expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([204, "99900"])
  })
})
