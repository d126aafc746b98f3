import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { ANN, BEN, PUBLIC_ROADMAP, ROADMAP, VERA } from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

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

const tokenOf = async (member: string) => (await rig.connect({ member })).access_token
const call = async (token: string, method: string, board: string, rest = "", body?: unknown) => {
  const path = `/v2/boards/${encodeURIComponent(board)}${rest}`
  return (await rig.api(token, method, path, body)).status
}

describe("changes to a board", () => {
  it("close it to somebody who was on it", async () => {
    const [ann, vera] = [await tokenOf(ANN), await tokenOf(VERA)]
    expect(await call(vera, "GET", ROADMAP)).toBe(200)
    expect(await call(ann, "DELETE", ROADMAP, `/members/${VERA}`)).toBe(204)
    expect(await call(vera, "GET", ROADMAP)).toBe(404)
  })

  it("take the right to edit from somebody who keeps seeing it", async () => {
    const [ann, ben] = [await tokenOf(ANN), await tokenOf(BEN)]
    expect(await call(ben, "POST", ROADMAP, "/app_cards", {})).toBe(201)
    expect(await call(ann, "PATCH", ROADMAP, `/members/${BEN}`, { role: "viewer" })).toBe(200)
    expect(await call(ben, "POST", ROADMAP, "/app_cards", {})).toBe(403)
    expect(await call(ben, "GET", ROADMAP)).toBe(200)
  })

  it("open and close the door of the link", async () => {
    const [ann, vera] = [await tokenOf(ANN), await tokenOf(VERA)]
    const policy = { sharingPolicy: { access: "private" } }
    expect(await call(vera, "GET", PUBLIC_ROADMAP)).toBe(200)
    expect(await call(ann, "PATCH", PUBLIC_ROADMAP, "", { policy })).toBe(200)
    expect(await call(vera, "GET", PUBLIC_ROADMAP)).toBe(404)
  })

  it("are for owners, but for the name", async () => {
    const ben = await tokenOf(BEN)
    const policy = { sharingPolicy: { access: "edit" } }
    expect(await call(ben, "PATCH", ROADMAP, "", { policy })).toBe(403)
    expect(await call(ben, "DELETE", ROADMAP)).toBe(403)
    expect(await call(ben, "PATCH", ROADMAP, "", { name: "Plan" })).toBe(200)
    expect(await call(ben, "PATCH", ROADMAP, "", { name: "" })).toBe(400)
  })

  it("delete it with all that is on it", async () => {
    const ann = await tokenOf(ANN)
    expect(await call(ann, "DELETE", ROADMAP)).toBe(204)
    expect(await call(ann, "GET", ROADMAP)).toBe(404)
    expect(await call(ann, "GET", ROADMAP, "/items")).toBe(404)
  })
})
