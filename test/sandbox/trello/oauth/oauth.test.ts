import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient, VERIFIER } from "../testing.ts"

let trello: Client
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())
beforeEach(() => trello.control("reset"))

const redirect = (location: string | null) => new URL(location ?? "").searchParams

describe("the authorization request", () => {
  beforeEach(() => trello.control("consent", { mode: "allow" }))

  it("goes back to the exact redirect URI with a code and the state", async () => {
    const answer = await trello.authorize()
    const location = answer.headers.get("location") ?? ""
    expect(answer.status).toBe(302)
    expect(location.startsWith("http://localhost:8787/oauth/trello/callback?code=trc_")).toBe(true)
    expect(redirect(location).get("state")).toBe("a-state")
  })

  it.each([
    ["an unknown client", { client_id: "x".repeat(32) }],
    ["no redirect URI", { redirect_uri: undefined }],
    ["a redirect URI with a trailing slash", { redirect_uri: "http://localhost:8790/callback/" }],
    ["a redirect URI with a query", { redirect_uri: "http://localhost:8790/callback?a=1" }],
  ])("shows a page and redirects nowhere for %s", async (_name, change) => {
    const answer = await trello.authorize(change)
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null])
    expect(answer.text).toContain("This link does not work")
  })

  it.each([
    ["unsupported_response_type", { response_type: "token" }],
    ["invalid_scope", { scope: "read:everything:trello" }],
    ["invalid_scope", { scope: "write:enterprise:trello" }],
    ["invalid_scope", { scope: "offline_access" }],
    ["invalid_request", { code_challenge: undefined }],
    ["invalid_request", { code_challenge_method: "plain" }],
    ["invalid_target", { resource: undefined }],
    ["invalid_target", { resource: "ari:cloud:trello::workspace/000000000000000000000000" }],
    ["invalid_target", { resource: "ari:cloud:trello::board/000000000000000000000000" }],
  ])("tells the app %s for %o", async (error, change) => {
    const answer = await trello.authorize(change)
    const query = redirect(answer.headers.get("location"))
    expect([query.get("error"), query.get("state"), query.get("code")]).toEqual([
      error,
      "a-state",
      null,
    ])
  })

  it("answers access_denied when the member cancels", async () => {
    await trello.control("consent", { mode: "deny" })
    const query = redirect((await trello.authorize()).headers.get("location"))
    expect(query.get("error")).toBe("access_denied")
  })

  it("refuses somebody who is not in the workspace", async () => {
    await trello.control("consent", { mode: "allow", member: trello.member("tomlindqvist") })
    const query = redirect((await trello.authorize()).headers.get("location"))
    expect(query.get("error")).toBe("access_denied")
  })

  it("lets a guest consent only where the quirk allows it", async () => {
    await trello.control("consent", { mode: "allow", member: trello.member("yukitanaka") })
    await trello.control("quirks", { guestConsent: "allowed" })
    expect(redirect((await trello.authorize()).headers.get("location")).has("code")).toBe(true)
    await trello.control("quirks", { guestConsent: "refused" })
    const query = redirect((await trello.authorize()).headers.get("location"))
    expect(query.get("error")).toBe("access_denied")
  })
})

describe("the consent page", () => {
  it("names app, workspace, scopes and everybody who could continue", async () => {
    const page = (await trello.authorize()).text
    for (const words of ["Cards for Miro", "Northwind Studio", "See boards, lists, cards"]) {
      expect(page).toContain(words)
    }
    expect(page.match(/<option /g)).toHaveLength(6)
    expect(page).toMatch(/<option value="[0-9a-f]{24}" selected>Diego Fernández/)
  })

  it("cuts the opener where the quirk says so", async () => {
    const header = "cross-origin-opener-policy"
    expect((await trello.authorize()).headers.get(header)).toBeNull()
    await trello.control("quirks", { opener: "cut" })
    expect((await trello.authorize()).headers.get(header)).toBe("same-origin")
  })

  it.each([
    ["allow", "code"],
    ["deny", "error"],
  ])("answers %s with a %s", async (decision, parameter) => {
    const answer = await post(decision, trello.member("amaraokafor"), trello.origin)
    expect(answer.status).toBe(303)
    expect(redirect(answer.headers.get("location")).has(parameter)).toBe(true)
  })

  it("takes no answer from another site", async () => {
    const member = trello.member("amaraokafor")
    expect((await post("allow", member, "https://evil.example")).status).toBe(403)
  })
})

const exchange = (code: string, change: Readonly<Record<string, string>> = {}, form = false) =>
  trello.token(
    {
      grant_type: "authorization_code",
      code,
      redirect_uri: trello.seed.client.redirectUris[0],
      code_verifier: VERIFIER,
      ...change,
    },
    form,
  )

describe("the code exchange", () => {
  it.each([
    ["JSON", false],
    ["form", true],
  ])("takes a %s body and names scope and lifetime", async (_name, form) => {
    const { status, json } = await exchange(await trello.code(), {}, form)
    expect(status).toBe(200)
    expect(json).toMatchObject({ token_type: "Bearer", expires_in: 3600 })
    expect(json["scope"]).toContain("offline_access")
    expect(json["access_token"]).toMatch(/^tra_[A-Za-z0-9]{40}$/)
    expect(json["refresh_token"]).toMatch(/^trr_[A-Za-z0-9]{40}$/)
  })

  it("gives no refresh token without offline_access", async () => {
    const { json } = await exchange(await trello.code("diegofernandez", "read:board:trello"))
    expect(Object.keys(json).sort()).toEqual(["access_token", "expires_in", "scope", "token_type"])
  })

  it.each([
    [401, "invalid_client", { client_secret: "wrong" }],
    [401, "invalid_client", { client_id: "wrong" }],
    [403, "invalid_grant", { code: "trc_unknown" }],
    [403, "invalid_grant", { code_verifier: "another-verifier-with-forty-three-characters" }],
    [400, "invalid_grant", { redirect_uri: "http://localhost:8790/callback" }],
    [400, "invalid_request", { code_verifier: "" }],
    [400, "unsupported_grant_type", { grant_type: "client_credentials" }],
  ])("answers %i %s for %o", async (status, error, change) => {
    const answer = await exchange(await trello.code(), change)
    expect([answer.status, answer.json["error"]]).toEqual([status, error])
    expect(answer.json["error_description"]).toEqual(expect.any(String))
  })

  it("answers 400 to a body that is neither JSON nor a form", async () => {
    const headers = { "content-type": "text/plain" }
    const answer = await trello.call("POST", "/oauth/token", { body: "x", headers })
    expect([answer.status, answer.json["error"]]).toEqual([400, "invalid_request"])
  })

  it("takes a code for ten minutes", async () => {
    const code = await trello.code()
    await trello.control("clock", { advanceSeconds: 600 })
    expect((await exchange(code)).json["error"]).toBe("invalid_grant")
  })

  it("takes a code once, and a second time ends what the first gave", async () => {
    const code = await trello.code()
    const first = await exchange(code)
    expect((await exchange(code)).json["error"]).toBe("invalid_grant")
    const token = String(first.json["access_token"])
    expect((await trello.call("GET", "/1/members/me", { token })).text).toBe("invalid token")
  })
})

async function post(decision: string, member: string, from: string): Promise<Response> {
  const { client, workspaces } = trello.seed
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: "code",
    redirect_uri: client.redirectUris[0] ?? "",
    scope: "read:board:trello",
    state: "s",
    code_challenge: "a".repeat(43),
    code_challenge_method: "S256",
    resource: `ari:cloud:trello::workspace/${workspaces[0]?.id}`,
  })
  return await fetch(`${trello.origin}/authorize?${query.toString()}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: from },
    body: new URLSearchParams({ decision, member }),
  })
}
