import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { BoardPageState, LandingState } from "./pageState.ts"
import { ARCHITECTURE, BEN, PRIVATE_NOTES, PUBLIC_ROADMAP, ROADMAP, VERA } from "./seed.ts"
import { type Rig, startRig } from "./testing.ts"

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await rig.control("reset")
})

/** A call of the page; without a user as the default one. */
function page(method: string, path: string, user?: string, body?: unknown): Promise<Response> {
  return fetch(`${rig.origin}/_page/${path}`, {
    method,
    headers: user === undefined ? {} : { cookie: `miro_viewer=${user}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
const state = async (user?: string) =>
  (await (
    await page("GET", `state?board=${encodeURIComponent(ROADMAP)}`, user)
  ).json()) as BoardPageState
const status = async (board: string, user: string) =>
  (await page("GET", `state?board=${encodeURIComponent(board)}`, user)).status
const itemPath = (id: string) => `boards/${encodeURIComponent(ROADMAP)}/items/${id}`
const boardPath = `/v2/boards/${encodeURIComponent(ROADMAP)}`

describe("what the board page calls", () => {
  it("shows a board to those who may see it, by link too, and their role", async () => {
    expect((await state()).board).toMatchObject({ role: "owner", canEdit: true })
    expect((await state(VERA)).board).toMatchObject({ role: "viewer", canEdit: false })
    expect(await status(PUBLIC_ROADMAP, VERA)).toBe(200)
    expect(await status(PRIVATE_NOTES, VERA)).toBe(404)
  })

  it("says who looks in vain", async () => {
    const answer = await page("GET", `state?board=${encodeURIComponent(PRIVATE_NOTES)}`, VERA)
    expect(((await answer.json()) as LandingState).viewer.name).toBe("Vera Lindqvist")
  })

  it("remembers who looks", async () => {
    const answer = await page("POST", "viewer", undefined, { user: BEN })
    expect(answer.headers.get("set-cookie")).toContain(`miro_viewer=${BEN}`)
    expect((await page("POST", "viewer", undefined, { user: "1" })).status).toBe(404)
  })

  it("copies an app card as a person does: a new id, disconnected, still the app's", async () => {
    const { access_token } = await rig.connect()
    const body = { data: { title: "Fix", status: "connected" } }
    const made = await rig.api(access_token, "POST", `${boardPath}/app_cards`, body)
    const { id } = (await made.json()) as { id: string }
    const answer = await page("POST", `${itemPath(id)}/copy`, BEN)
    const copy = (await answer.json()) as { id: string }
    expect(copy.id).not.toBe(id)
    const shown = await rig.api(access_token, "GET", `${boardPath}/app_cards/${copy.id}`)
    expect(await shown.json()).toMatchObject({
      data: { title: "Fix", status: "disconnected", owned: true },
      createdBy: { id: BEN },
    })
  })

  it("moves an item, in its frame while it lies there and out of it beyond", async () => {
    const sticky = (await state()).items.find((item) => item.type === "sticky_note")
    const id = sticky?.id ?? ""
    const find = async () => (await state()).items.find((item) => item.id === id)
    await page("PATCH", itemPath(id), BEN, { x: -900, y: 10 })
    expect(await find()).toMatchObject({ x: -900, y: 10, parentId: sticky?.parentId })
    await page("PATCH", itemPath(id), BEN, { x: 700, y: 10 })
    expect(await find()).toMatchObject({ x: 700, y: 10, parentId: null })
  })

  it("deletes for good, and children of a frame stay where they were", async () => {
    const before = await state()
    const frame = before.items.find((item) => item.type === "frame")
    const child = before.items.find((item) => item.parentId === frame?.id)
    await page("DELETE", itemPath(frame?.id ?? ""), BEN)
    const after = await state()
    expect(after.items.some((item) => item.id === frame?.id)).toBe(false)
    const left = after.items.find((item) => item.id === child?.id)
    expect(left).toMatchObject({ x: child?.x, y: child?.y, parentId: null })
  })

  it("refuses changes by those who may only look", async () => {
    const id = (await state()).items[0]?.id ?? ""
    expect((await page("DELETE", itemPath(id), VERA)).status).toBe(403)
    const board = encodeURIComponent(ARCHITECTURE)
    expect((await page("POST", `boards/${board}/items/1/copy`, VERA)).status).toBe(403)
  })

  it("tells when a board changes, through REST too", async () => {
    const { access_token } = await rig.connect()
    const events = await page("GET", "events")
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
    const next = async () => (await reader?.read())?.value ?? ""
    expect(await next()).toContain("event: ready")
    await rig.api(access_token, "POST", `${boardPath}/app_cards`, {})
    expect(await next()).toContain(`{"board":"${ROADMAP}"}`)
    await reader?.cancel()
  })

  it("is not in the request log", async () => {
    await state()
    expect(await (await fetch(`${rig.origin}/_sandbox/requests`)).json()).toEqual([])
  })
})

describe("the pages", () => {
  it("let anybody frame a live embed", async () => {
    const { headers } = await fetch(`${rig.origin}/app/live-embed/uXjVOD6LSME%3D/`)
    expect(headers.get("x-frame-options")).toBeNull()
    expect(headers.get("content-security-policy") ?? "").not.toContain("frame-ancestors")
  })

  it.each([
    "/",
    "/app/board/uXjVOD6LSME=/",
    "/app/board/uXjVOD6LSME%3D/?moveToWidget=1",
    "/app/live-embed/uXjVOD6LSME%3D/?autoplay=true",
    "/app/live-embed/uXjVOD6LSME%3D",
  ])("serves %s with its script and style", async (path) => {
    const html = await (await fetch(rig.origin + path)).text()
    for (const [, file = ""] of html.matchAll(/(?:src|href)="(\/_page\/[^"]+)"/g)) {
      const asset = await fetch(rig.origin + file)
      expect(asset.status).toBe(200)
      expect((await asset.text()).length).toBeGreaterThan(1000)
    }
    expect(html).toContain("/_page/assets/board.js")
  })
})
