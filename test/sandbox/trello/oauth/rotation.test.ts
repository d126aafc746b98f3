import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient, type Tokens } from "../testing.ts"

const DAY = 86_400
let trello: Client
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())
beforeEach(() => trello.control("reset"))

const works = async (tokens: Tokens) => (await trello.get("/1/members/me", tokens)).status === 200
const rotate = async (tokens: Tokens) =>
  (await trello.refresh(tokens.refresh_token)).json as unknown as Tokens

describe("rotation", () => {
  it("gives a new pair, names the scope and leaves the old access token alone", async () => {
    const first = await trello.connect()
    const second = await rotate(first)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(second.scope).toBe(first.scope)
    expect([await works(first), await works(second)]).toEqual([true, true])
  })

  it("ends access after an hour, not the refresh token", async () => {
    const first = await trello.connect()
    await trello.control("clock", { advanceSeconds: 3600 })
    const answer = await trello.get("/1/members/me", first)
    expect([answer.status, answer.text]).toEqual([401, "invalid token"])
    expect(await works(await rotate(first))).toBe(true)
  })

  it("ends the whole family when a used token comes back", async () => {
    const first = await trello.connect()
    const second = await rotate(first)
    const replay = await trello.refresh(first.refresh_token)
    expect([replay.status, replay.json["error"]]).toEqual([403, "invalid_grant"])
    expect([await works(first), await works(second)]).toEqual([false, false])
    expect((await trello.refresh(second.refresh_token)).status).toBe(403)
  })

  it("gives the very same pair again inside the leeway", async () => {
    await trello.control("quirks", { leewaySeconds: 60 })
    const first = await trello.connect()
    const second = await rotate(first)
    await trello.control("clock", { advanceSeconds: 59 })
    const again = await rotate(first)
    expect(again.access_token).toBe(second.access_token)
    expect(again.refresh_token).toBe(second.refresh_token)
    expect(again.expires_in).toBeLessThan(second.expires_in)
    await trello.control("clock", { advanceSeconds: 2 })
    expect((await trello.refresh(first.refresh_token)).status).toBe(403)
    expect(await works(second)).toBe(false)
  })

  it("lets an idle token die after 90 days", async () => {
    const first = await trello.connect()
    await trello.control("clock", { advanceSeconds: 90 * DAY - 1 })
    const second = await rotate(first)
    expect(await works(second)).toBe(true)
    await trello.control("clock", { advanceSeconds: 90 * DAY })
    expect((await trello.refresh(second.refresh_token)).json["error"]).toBe("invalid_grant")
  })

  it("ends a chain a year after the consent, however busy it was", async () => {
    let tokens = await trello.connect()
    for (let round = 0; round < 4; round += 1) {
      await trello.control("clock", { advanceSeconds: 80 * DAY })
      tokens = await rotate(tokens)
    }
    await trello.control("clock", { advanceSeconds: 45 * DAY })
    expect((await trello.refresh(tokens.refresh_token)).status).toBe(403)
  })

  it.each([
    ["unknown", "trr_unknown", 403, "invalid_grant"],
    ["missing", undefined, 400, "invalid_request"],
  ])("refuses a refresh token that is %s", async (_name, token, status, error) => {
    const answer = await trello.refresh(token)
    expect([answer.status, answer.json["error"]]).toEqual([status, error])
  })
})

describe("several grants", () => {
  it("live beside each other unless the quirk says otherwise", async () => {
    const first = await trello.connect()
    await trello.connect("amaraokafor")
    await trello.connect("diegofernandez")
    expect(await works(first)).toBe(true)
    await trello.control("quirks", { secondConsentKillsFirst: true })
    const other = await trello.connect("amaraokafor")
    expect(await works(first)).toBe(true)
    await trello.connect("diegofernandez")
    expect([await works(first), await works(other)]).toEqual([false, true])
  })
})

describe("revocation", () => {
  it("by the app ends access and refresh", async () => {
    const tokens = await trello.connect()
    const path = `/1/tokens/${tokens.access_token}`
    const answer = await trello.call("DELETE", path, { token: tokens.access_token })
    expect([answer.status, answer.json]).toEqual([200, { _value: null }])
    expect((await trello.get("/1/members/me", tokens)).text).toBe("invalid token")
    expect((await trello.refresh(tokens.refresh_token)).json["error"]).toBe("invalid_grant")
  })

  it("at the authorization server exists only where the quirk says so", async () => {
    const tokens = await trello.connect()
    const { id, secret } = trello.seed.client
    const revoke = (client_secret = secret) =>
      fetch(`${trello.origin}/oauth/revoke`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ client_id: id, client_secret, token: tokens.refresh_token }),
      })
    expect((await revoke()).status).toBe(404)
    await trello.control("quirks", { revocation: "rfc7009" })
    expect((await revoke("wrong")).status).toBe(401)
    expect(await works(tokens)).toBe(true)
    expect((await revoke()).status).toBe(200)
    expect(await works(tokens)).toBe(false)
  })

  it("is not for the tokens of others", async () => {
    const [mine, theirs] = [await trello.connect(), await trello.connect("amaraokafor")]
    const path = `/1/tokens/${theirs.access_token}`
    expect((await trello.call("DELETE", path, { token: mine.access_token })).status).toBe(401)
    expect(await works(theirs)).toBe(true)
  })

  it("by the member happens on their account page", async () => {
    const tokens = await trello.connect()
    const url = `${trello.origin}/u/diegofernandez/account`
    const page = await (await fetch(url)).text()
    const grant = /name="grant" value="([0-9a-f]{24})"/.exec(page)?.[1] ?? ""
    await fetch(url, { method: "POST", body: new URLSearchParams({ grant }) })
    expect(await works(tokens)).toBe(false)
    expect(await (await fetch(url)).text()).toContain("No app may use this account")
  })
})

describe("the request log", () => {
  it("names actor, grant and fingerprint and holds no token", async () => {
    const tokens = await trello.connect()
    await trello.get("/1/members/me", tokens)
    await trello.refresh(tokens.refresh_token)
    await trello.call("DELETE", `/1/tokens/${tokens.access_token}`, { token: tokens.access_token })
    const log = (await trello.call("GET", "/_sandbox/requests")).text
    const rows = JSON.parse(log) as Record<string, unknown>[]
    expect(rows.map((row) => row["path"])).toEqual([
      "/oauth/token",
      "/1/members/me",
      "/oauth/token",
      "/1/tokens/",
    ])
    expect(new Set(rows.map((row) => row["grant"])).size).toBe(1)
    expect(new Set(rows.map((row) => row["actor"]))).toEqual(
      new Set([trello.member("diegofernandez")]),
    )
    expect(log).not.toMatch(/tr[arc]_[A-Za-z0-9]{40}/)
  })
})
