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

const attach = (item: string, tag: string) => ann.call("POST", `items/${item}?tag_id=${tag}`)
const detach = (item: string, tag: string) => ann.call("DELETE", `items/${item}?tag_id=${tag}`)
const tagsOn = async (item: string) => {
  const { json } = await ann.call("GET", `items/${item}/tags`)
  return (json as unknown as { tags: { id: string }[] }).tags.map(({ id }) => id)
}

describe("tags", () => {
  it("have a title of up to 120 characters that is unique, with its case, and a known colour", async () => {
    const tag = await ann.make("tags", { title: "x".repeat(120) })
    expect(tag).toMatchObject({ fillColor: "red", type: "tag" })
    await ann.make("tags", { title: "Urgent" })
    await ann.make("tags", { title: "urgent" })
    const refuse = (body: unknown) => ann.refusal("POST", "tags", body)
    expect(await refuse({ title: "Urgent" })).toEqual([400, "invalidParameters", "title"])
    expect(await refuse({ title: "x".repeat(121) })).toEqual([400, "invalidParameters", "title"])
    expect(await refuse({ fillColor: "red" })).toEqual([400, "invalidParameters", "title"])
    const pink = { title: "p", fillColor: "pink" }
    expect(await refuse(pink)).toEqual([400, "invalidParameters", "fillColor"])
  })

  it("change their title and colour, and stay unique", async () => {
    const { id } = await ann.make("tags", { title: "a" })
    await ann.make("tags", { title: "b" })
    const changed = await ann.call("PATCH", `tags/${id}`, { title: "A", fillColor: "cyan" })
    expect(changed.json).toMatchObject({ id, title: "A", fillColor: "cyan" })
    expect((await ann.call("PATCH", `tags/${id}`, { title: "A" })).status).toBe(200)
    const taken = await ann.refusal("PATCH", `tags/${id}`, { title: "b" })
    expect(taken).toEqual([400, "invalidParameters", "title"])
    expect((await ann.call("GET", `tags/${id}`)).json).toEqual(changed.json)
  })

  it.each(["cards", "sticky_notes"])("are up to eight on an item: %s", async (collection) => {
    const { id } = await ann.make(collection)
    const tags: string[] = []
    for (let n = 0; n < 9; n += 1) tags.push((await ann.make("tags", { title: `${n}` })).id)
    const statuses: number[] = []
    for (const tag of tags) statuses.push((await attach(id, tag)).status)
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 204), 400])
    expect((await detach(id, tags[0] ?? "")).status).toBe(204)
    expect((await detach(id, tags[0] ?? "")).status).toBe(404)
    expect((await ann.call("DELETE", `tags/${tags[1]}`)).status).toBe(204)
    expect(await tagsOn(id)).toEqual(tags.slice(2, 8))
  })

  it.each(["app_cards", "shapes", "texts", "frames"])("are refused on %s", async (collection) => {
    const { id } = await ann.make(collection, { data: { content: "" } })
    const tag = await ann.make("tags", { title: "a" })
    expect((await attach(id, tag.id)).status).toBe(400)
  })

  it("find what carries them, by offset, for 50 credits", async () => {
    const tag = await ann.make("tags", { title: "a" })
    const ids: string[] = []
    for (let n = 0; n < 3; n += 1) ids.push((await ann.make("cards")).id)
    for (const id of ids) await attach(id, tag.id)
    const before = await ann.call("GET", "")
    const page = await ann.call("GET", `items?tag_id=${tag.id}&limit=2&offset=1`)
    expect(page.rows.map(({ id }) => id)).toEqual(ids.slice(1))
    expect(page.json).toMatchObject({ total: 3, size: 2, offset: 1, limit: 2 })
    expect(remaining(before.headers) - remaining(page.headers)).toBe(50)
    expect(await ann.refusal("GET", "items?tag_id=1")).toEqual([404, "notFound"])
  })
})

function remaining(headers: Headers): number {
  return Number(headers.get("x-ratelimit-remaining"))
}
