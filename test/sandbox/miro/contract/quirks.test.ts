import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { BEN } from "../seed.ts"
import { buildAuthorizeUrl, type Pair, type Rig, startRig } from "../testing.ts"

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

const rotate = (token: string) => rig.token({ grant_type: "refresh_token", refresh_token: token })
const works = async ({ access_token }: Pair) =>
  (await rig.api(access_token, "GET", "/v2/boards")).status === 200
const authorize = (method = "GET") =>
  fetch(buildAuthorizeUrl(rig.origin, rig.client.id), { method, redirect: "manual" })

describe("each quirk in both positions", () => {
  it.each([
    [0, 0, 401],
    [0, 30, 401],
    [60, 30, 200],
    [60, 61, 401],
  ])("leewaySeconds %i: a used refresh token after %i s is %i", async (leeway, after, status) => {
    await rig.control("quirks", { leewaySeconds: leeway })
    const first = await rig.connect()
    const second = (await (await rotate(first.refresh_token)).json()) as Pair
    await rig.control("clock", { advanceSeconds: after })
    const again = await rotate(first.refresh_token)
    expect(again.status).toBe(status)
    expect(await works(second)).toBe(true)
    expect(await works(first)).toBe(false)
    const { refresh_token } = (await again.json()) as Partial<Pair>
    expect(refresh_token).toBe(status === 200 ? second.refresh_token : undefined)
  })

  it.each([
    [false, true],
    [true, false],
  ])("secondConsentKillsFirst %j: the first grant lives is %j", async (kills, lives) => {
    await rig.control("quirks", { secondConsentKillsFirst: kills })
    const first = await rig.connect()
    const other = await rig.connect({ member: BEN })
    const second = await rig.connect()
    expect(await works(first)).toBe(lives)
    expect((await rotate(first.refresh_token)).status).toBe(lives ? 200 : 401)
    expect(await works(second)).toBe(true)
    expect(await works(other)).toBe(true)
  })

  it.each([
    ["kept", null],
    ["cut", "same-origin"],
  ])("opener %s: the consent page's opener policy is %j", async (opener, policy) => {
    await rig.control("quirks", { opener })
    const page = await authorize()
    expect([page.status, page.headers.get("cross-origin-opener-policy")]).toEqual([200, policy])
  })

  it.each([
    [false, 302, ""],
    [true, 200, "admin"],
  ])(
    "adminApproval %j: consent that is allowed beforehand is %i",
    async (adminApproval, status, word) => {
      await rig.control("quirks", { adminApproval })
      await rig.control("consent", { mode: "allow" })
      const answer = await authorize()
      expect(answer.status).toBe(status)
      expect(answer.headers.has("location")).toBe(!adminApproval)
      expect(await answer.text()).toContain(word)
    },
  )
})
