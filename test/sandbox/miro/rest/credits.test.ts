import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { ANN, BEN, ROADMAP, TEAM_A, TEAM_B } from "../seed.ts"
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

const board = `/v2/boards/${encodeURIComponent(ROADMAP)}`
const tokenOf = async (member = ANN, team = TEAM_A) =>
  (await rig.connect({ member, team })).access_token
const remaining = (answer: Response) => Number(answer.headers.get("x-ratelimit-remaining"))

/** Leaves an account with 500 credits: 49 bulk calls of 2,000 and 15 creations of 100. */
async function drain(token: string): Promise<void> {
  const rows = Array.from({ length: 20 }, () => ({ type: "app_card" }))
  for (let n = 0; n < 49; n += 1) await rig.api(token, "POST", `${board}/items/bulk`, rows)
  for (let n = 0; n < 15; n += 1) await rig.api(token, "POST", `${board}/app_cards`, {})
}

describe("credits", () => {
  it("cost by level, each item of a bulk call for itself, and show in headers", async () => {
    const token = await tokenOf()
    const read = await rig.api(token, "GET", board)
    expect(read.headers.get("x-ratelimit-limit")).toBe("100000")
    expect(remaining(read)).toBe(99_950)
    const inSeconds = Number(read.headers.get("x-ratelimit-reset")) - Date.now() / 1000
    expect(inSeconds).toBeGreaterThan(55)
    expect(inSeconds).toBeLessThan(62)
    const card = await rig.api(token, "POST", `${board}/app_cards`, {})
    expect(remaining(card)).toBe(99_850)
    const { id } = (await card.json()) as { id: string }
    const rows = [{ type: "card" }, { type: "card" }, { type: "card" }]
    const bulk = await rig.api(token, "POST", `${board}/items/bulk`, rows)
    expect(remaining(bulk)).toBe(99_550)
    const gone = await rig.api(token, "DELETE", `${board}/items/${id}`)
    expect(remaining(gone)).toBe(99_050)
  })

  it("end in 429 with the headers, without effect, until the minute is over", async () => {
    const token = await tokenOf()
    await drain(token)
    const { id } = (await (await rig.api(token, "POST", `${board}/app_cards`, {})).json()) as {
      id: string
    }
    const refused = await rig.api(token, "DELETE", `${board}/items/${id}`)
    expect(refused.status).toBe(429)
    expect(remaining(refused)).toBe(400)
    expect(await refused.json()).toMatchObject({
      status: 429,
      code: "tooManyRequests",
      type: "error",
    })
    expect((await rig.api(token, "GET", `${board}/items/${id}`)).status).toBe(200)
    await rig.control("clock", { advanceSeconds: 61 })
    expect((await rig.api(token, "DELETE", `${board}/items/${id}`)).status).toBe(204)
  })

  it("are one account for a user in all teams, and another for each user", async () => {
    await rig.api(await tokenOf(ANN, TEAM_A), "GET", board)
    expect(remaining(await rig.api(await tokenOf(ANN, TEAM_B), "GET", "/v2/boards"))).toBe(99_900)
    expect(remaining(await rig.api(await tokenOf(BEN), "GET", board))).toBe(99_950)
  })
})
