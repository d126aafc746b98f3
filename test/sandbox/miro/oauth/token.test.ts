import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { ANN, TEAM_A, TEAM_B } from "../seed.ts"
import { CALLBACK, type Pair, type Rig, startRig } from "../testing.ts"

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

const codeOf = async () => (await rig.consent({})).searchParams.get("code") ?? ""
const exchange = (code: string, redirect_uri = CALLBACK) =>
  rig.token({ grant_type: "authorization_code", code, redirect_uri })
const refresh = (refresh_token: string) => rig.token({ grant_type: "refresh_token", refresh_token })
const refused = async (answer: Response) => {
  expect(answer.status).toBe(401)
  const body = (await answer.json()) as Record<string, unknown>
  expect(body).toMatchObject({ status: 401, code: "oauthError", type: "error" })
  return body["message"]
}
const works = async (pair: Pair) =>
  (await rig.api(pair.access_token, "GET", "/v2/boards")).status === 200

const context = (token: string) => rig.api(token, "GET", "/v1/oauth-token")
const revoke = (accessToken: string, clientSecret = rig.client.secret) =>
  fetch(`${rig.origin}/v2/oauth/revoke`, {
    method: "POST",
    body: JSON.stringify({ accessToken, clientId: rig.client.id, clientSecret }),
  })

describe("the token endpoint", () => {
  it("gives team_id as a bare number that JSON.parse gets wrong", async () => {
    const text = await (await exchange(await codeOf())).text()
    expect(text).toContain(`"team_id":${TEAM_A},`)
    const body = JSON.parse(text) as Record<string, unknown>
    expect(String(body["team_id"])).not.toBe(TEAM_A)
    expect(body).toMatchObject({
      token_type: "bearer",
      expires_in: 3599,
      scope: "boards:write boards:read",
      user_id: ANN,
    })
    expect(body["access_token"]).toMatch(/^mia_[A-Za-z0-9]{40}$/)
    expect(body["refresh_token"]).toMatch(/^mir_[A-Za-z0-9]{40}$/)
  })

  it("takes the parameters from the query too", async () => {
    const query = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: rig.client.id,
      client_secret: rig.client.secret,
      code: await codeOf(),
      redirect_uri: CALLBACK,
    })
    const answer = await fetch(`${rig.origin}/v1/oauth/token?${query}`, { method: "POST" })
    expect(answer.status).toBe(200)
  })

  it("takes a code once", async () => {
    const code = await codeOf()
    expect((await exchange(code)).status).toBe(200)
    expect(await refused(await exchange(code))).toBe("Invalid authorization code.")
  })

  it("takes a code for ten minutes", async () => {
    const code = await codeOf()
    await rig.control("clock", { advanceSeconds: 601 })
    expect(await refused(await exchange(code))).toBe("Invalid authorization code.")
  })

  it("wants the same redirect address", async () => {
    const code = await codeOf()
    const other = await exchange(code, "http://localhost:8790/callback")
    expect(await refused(other)).toBe("Redirect URI mismatch.")
  })

  it.each([
    [{ client_secret: "mis_wrong" }, "Invalid client credentials."],
    [{ client_id: "1" }, "Invalid client credentials."],
    [{ grant_type: "password" }, "Unsupported grant type."],
    [{ grant_type: "refresh_token", refresh_token: "x" }, "Invalid refresh token."],
  ])("refuses %j", async (wrong, message) => {
    expect(await refused(await rig.token(wrong))).toBe(message)
  })

  it("kills both tokens of the old pair when it rotates", async () => {
    const old = await rig.connect()
    const answer = await refresh(old.refresh_token)
    const fresh = (await answer.json()) as Pair
    expect(fresh.access_token).not.toBe(old.access_token)
    expect(fresh.refresh_token).not.toBe(old.refresh_token)
    expect(await works(fresh)).toBe(true)
    expect(await works(old)).toBe(false)
    expect(await refused(await refresh(old.refresh_token))).toBe("Invalid refresh token.")
    expect(await works(fresh)).toBe(true)
  })

  it("gives one pair to one of two refreshes at once", async () => {
    const old = await rig.connect()
    const answers = await Promise.all([refresh(old.refresh_token), refresh(old.refresh_token)])
    expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 401])
  })

  it("gives the same pair again inside the leeway, and no longer", async () => {
    await rig.control("quirks", { leewaySeconds: 30 })
    const old = await rig.connect()
    const first = (await (await refresh(old.refresh_token)).json()) as Pair
    await rig.control("clock", { advanceSeconds: 20 })
    const again = (await (await refresh(old.refresh_token)).json()) as Pair
    expect(again.access_token).toBe(first.access_token)
    expect(again.refresh_token).toBe(first.refresh_token)
    expect(again.expires_in).toBeLessThan(3599)
    expect(await works(old)).toBe(false)
    await rig.control("clock", { advanceSeconds: 11 })
    expect(await refused(await refresh(old.refresh_token))).toBe("Invalid refresh token.")
  })

  it("lets an access token die after 3599 seconds and a refresh token after 60 idle days", async () => {
    const pair = await rig.connect()
    await rig.control("clock", { advanceSeconds: 3600 })
    expect(await works(pair)).toBe(false)
    const fresh = (await (await refresh(pair.refresh_token)).json()) as Pair
    await rig.control("clock", { advanceSeconds: 60 * 86_400 })
    expect(await refused(await refresh(fresh.refresh_token))).toBe("Invalid refresh token.")
  })

  it("keeps the first grant at a second consent, unless the quirk ends it", async () => {
    const first = await rig.connect()
    const second = await rig.connect()
    expect([await works(first), await works(second)]).toEqual([true, true])
    await rig.control("quirks", { secondConsentKillsFirst: true })
    const third = await rig.connect()
    expect([await works(first), await works(second), await works(third)]).toEqual([
      false,
      false,
      true,
    ])
    expect(await refused(await refresh(first.refresh_token))).toBe("Invalid refresh token.")
  })

  it("logs a rotation under the same grant and never a token", async () => {
    const old = await rig.connect()
    const fresh = (await (await refresh(old.refresh_token)).json()) as Pair
    await rig.api(fresh.access_token, "GET", "/v2/boards?limit=1")
    const text = await (await fetch(`${rig.origin}/_sandbox/requests`)).text()
    const rows = JSON.parse(text) as { path: string; actor: string; grant: string }[]
    expect(rows.map((row) => row.path)).toEqual([
      "/v1/oauth/token",
      "/v1/oauth/token",
      "/v2/boards?limit=1",
    ])
    expect(new Set(rows.map((row) => row.grant)).size).toBe(1)
    expect(rows.every((row) => row.actor === ANN)).toBe(true)
    expect(text).not.toMatch(/mi[a-z]_[A-Za-z0-9]{40}/)
  })

  it("loses the pair when the answer to a rotation is lost", async () => {
    const old = await rig.connect()
    await rig.control("faults", [{ path: "/v1/oauth/token", kind: "drop_after" }])
    await expect(refresh(old.refresh_token)).rejects.toThrow("fetch failed")
    expect(await refused(await refresh(old.refresh_token))).toBe("Invalid refresh token.")
    expect(await works(old)).toBe(false)
  })
})

describe("token context and revocation", () => {
  it("names user and team as strings, and an organisation only where there is one", async () => {
    const inA = await (await context((await rig.connect({ team: TEAM_A })).access_token)).json()
    expect(inA).toMatchObject({
      user: { id: ANN, name: "Ann Keller" },
      team: { id: TEAM_A, name: "Northwind Product" },
      organization: { name: "Northwind" },
      scopes: ["boards:write", "boards:read"],
    })
    const inB = await (await context((await rig.connect({ team: TEAM_B })).access_token)).json()
    expect(inB).not.toHaveProperty("organization")
  })

  it("answers 400 to a bad token", async () => {
    expect((await context("mia_none")).status).toBe(400)
  })

  it("revokes both tokens, once, and only with the client's secret", async () => {
    const pair = await rig.connect()
    expect((await revoke(pair.access_token, "mis_wrong")).status).toBe(404)
    expect((await revoke(pair.access_token)).status).toBe(204)
    expect((await revoke(pair.access_token)).status).toBe(404)
    expect((await rig.api(pair.access_token, "GET", "/v2/boards")).status).toBe(401)
    const answer = await rig.token({
      grant_type: "refresh_token",
      refresh_token: pair.refresh_token,
    })
    expect(answer.status).toBe(401)
  })
})
