import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { ANN, BEN, TEAM_A, TEAM_B } from "../seed.ts"
import { buildAuthorizeUrl, CALLBACK, type Rig, startRig } from "../testing.ts"

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

const manual = { redirect: "manual" } as const
const authorize = (changes: Record<string, string | null> = {}) =>
  fetch(buildAuthorizeUrl(rig.origin, rig.client.id, changes), manual)

const post = (form: Record<string, string>) =>
  fetch(buildAuthorizeUrl(rig.origin, rig.client.id), {
    ...manual,
    method: "POST",
    body: new URLSearchParams(form),
  })

describe("the authorize address", () => {
  it("redirects with code, state, client_id and team_id when the person allows", async () => {
    const back = await rig.consent({ member: ANN, team: TEAM_B })
    expect(back.origin + back.pathname).toBe(CALLBACK)
    expect(back.searchParams.get("code")).toMatch(/^mic_[A-Za-z0-9]{40}$/)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      state: "st-1",
      client_id: rig.client.id,
      team_id: TEAM_B,
    })
  })

  it("sends no state back when none came", async () => {
    await rig.control("consent", { mode: "allow" })
    const answer = await authorize({ state: null })
    expect(new URL(answer.headers.get("location") ?? "").searchParams.has("state")).toBe(false)
  })

  it("answers a denial as access_denied", async () => {
    await rig.control("consent", { mode: "deny" })
    const back = new URL((await authorize()).headers.get("location") ?? "")
    expect(back.searchParams.get("error")).toBe("access_denied")
    expect(back.searchParams.get("state")).toBe("st-1")
    expect(back.searchParams.has("code")).toBe(false)
  })

  it.each([
    { redirect_uri: `${CALLBACK}/` },
    { redirect_uri: "http://127.0.0.1:9999/oauth/miro/callback" },
    { client_id: "1" },
    { response_type: "token" },
  ])("tells the person and never redirects: %j", async (changes) => {
    await rig.control("consent", { mode: "allow" })
    const answer = await authorize(changes)
    expect(answer.status).toBe(400)
    expect(answer.headers.get("location")).toBeNull()
  })

  it("tolerates an empty state and team and unknown parameters", async () => {
    await rig.control("consent", { mode: "allow", member: BEN })
    const answer = await authorize({ state: "", team_id: "", scope: "x", code_challenge: "y" })
    expect(new URL(answer.headers.get("location") ?? "").searchParams.get("team_id")).toBe(TEAM_A)
  })

  it("asks a person for one of their own teams, only the preselected one when named", async () => {
    const all = await (await authorize()).text()
    expect(all).toContain("Northwind Product")
    expect(all).toContain("Weekend Club")
    const one = await (await authorize({ team_id: TEAM_B })).text()
    expect(one).not.toContain("Northwind Product")
  })

  it("answers the form of the page", async () => {
    const allowed = await post({ user: BEN, team: TEAM_A, answer: "allow" })
    expect(allowed.headers.get("location")).toContain("code=mic_")
    const cancelled = await post({ user: BEN, answer: "cancel" })
    expect(cancelled.headers.get("location")).toContain("error=access_denied")
    expect((await post({ user: BEN, team: TEAM_B, answer: "allow" })).status).toBe(400)
  })

  it("never redirects while an admin must approve", async () => {
    await rig.control("consent", { mode: "allow" })
    await rig.control("quirks", { adminApproval: true })
    const answer = await authorize()
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain("admin must approve")
    const asked = await post({ answer: "allow", user: ANN, team: TEAM_A })
    expect(asked.status).toBe(200)
  })

  it("cuts the opener when told so", async () => {
    expect((await authorize()).headers.get("cross-origin-opener-policy")).toBeNull()
    await rig.control("quirks", { opener: "cut" })
    expect((await authorize()).headers.get("cross-origin-opener-policy")).toBe("same-origin")
  })
})
