import { describe, expect, it } from "vitest"
import { CONFIG } from "../config.fixture.ts"
import { providerSpec } from "./index.ts"
import { Secret } from "../secret.ts"
import {
  exchangeCode,
  exchangeRefreshToken,
  parseCallback,
  type TokenIo,
  type TokenOutcome,
} from "./tokenEndpoint.ts"

const trello = providerSpec(CONFIG, "trello")
const miro = providerSpec(CONFIG, "miro")

interface Sent {
  readonly url: string
  readonly init: RequestInit
  readonly body: string
}

/** A token endpoint with one answer, or none. */
function endpoint(answer: Response | Error): TokenIo & { readonly sent: Sent[] } {
  const sent: Sent[] = []
  return {
    sent,
    timeoutMs: 1_000,
    fetch: (url, init) => {
      sent.push({ url, init, body: typeof init.body === "string" ? init.body : "" })
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers })
const GOOD = { access_token: "a1", token_type: "Bearer", expires_in: 3600, refresh_token: "r1" }
const oauthError = (message: string, status = 401) =>
  json(status, { status, code: "oauthError", message, type: "error" })
const OLD = new Secret("r0")
const HTML = "<html><title>403 Forbidden</title></html>"

/** Tokens are compared by what they hold: one `Secret` looks like any other. */
function reveal(outcome: TokenOutcome): unknown {
  if (outcome.kind !== "issued") return outcome
  const { accessToken, refreshToken, ...rest } = outcome.tokens
  return {
    kind: outcome.kind,
    tokens: {
      ...rest,
      accessToken: accessToken.reveal(),
      refreshToken: refreshToken?.reveal() ?? null,
    },
  }
}

const kindOf = async (spec: typeof trello, answer: Response | Error) =>
  (await exchangeRefreshToken(spec, OLD, endpoint(answer))).kind

describe("an unusual answer of Trello's token endpoint", () => {
  it.each<[string, Response | Error, string]>([
    ["invalid_grant", json(403, { error: "invalid_grant" }), "rejected"],
    ["invalid_grant with 400", json(400, { error: "invalid_grant" }), "rejected"],
    ["invalid_grant with 401", json(401, { error: "invalid_grant" }), "rejected"],
    [
      "unauthorized_client, which names a spent token too",
      json(403, { error: "unauthorized_client", error_description: "refresh_token is invalid" }),
      "rejected",
    ],
    ["invalid_client", json(401, { error: "invalid_client" }), "misconfigured"],
    ["invalid_scope", json(400, { error: "invalid_scope" }), "misconfigured"],
    ["429", json(429, { error: "rate" }), "rate_limited"],
    ["408", json(408, ""), "rate_limited"],
    ["500", json(500, { error: "invalid_grant" }), "unavailable"],
    ["502 with a page", json(502, HTML), "unavailable"],
    ["503", json(503, ""), "unavailable"],
    ["504", json(504, "upstream request timeout"), "unavailable"],
    ["a page of a firewall", json(403, HTML), "unknown"],
    ["an empty 400", json(400, ""), "unknown"],
    ["a 404 in plain text", json(404, "Not Found"), "unknown"],
    ["a redirect", json(302, "", { location: "https://elsewhere.example/" }), "unknown"],
    ["an empty 200", json(200, ""), "unknown"],
    ["half an answer", json(200, '{"access_token":"a1","refr'), "unknown"],
    ["null", json(200, "null"), "unknown"],
    ["a list", json(200, []), "unknown"],
    ["no access token", json(200, { ...GOOD, access_token: undefined }), "unknown"],
    ["an empty access token", json(200, { ...GOOD, access_token: "" }), "unknown"],
    ["a number as access token", json(200, { ...GOOD, access_token: 7 }), "unknown"],
    ["no token type", json(200, { ...GOOD, token_type: undefined }), "unknown"],
    ["a token type that we cannot use", json(200, { ...GOOD, token_type: "mac" }), "unknown"],
    ["a refresh token that is no text", json(200, { ...GOOD, refresh_token: 7 }), "unknown"],
    ["a cut connection", new TypeError("fetch failed"), "unknown"],
    ["no answer in time", new DOMException("too slow", "TimeoutError"), "unknown"],
    ["an ID token that we never asked for", json(200, { ...GOOD, id_token: "x.y.z" }), "issued"],
  ])("reads %s", async (_, answer, kind) => {
    expect(await kindOf(trello, answer)).toBe(kind)
  })
})

describe("an unusual answer of Miro's token endpoint", () => {
  it.each<[string, Response | Error, string]>([
    ["a refused refresh token", oauthError("Invalid refresh token."), "rejected"],
    ["a refused code", oauthError("Invalid authorization code."), "rejected"],
    ["the same with 400", oauthError("Invalid refresh token.", 400), "rejected"],
    ["an answer as RFC 6749 has it", json(400, { error: "invalid_grant" }), "rejected"],
    ["invalid_client", json(401, { error: "invalid_client" }), "misconfigured"],
    ["a secret that we mistyped", oauthError("Invalid client credentials."), "misconfigured"],
    ["429", json(429, { code: "tooManyRequests" }), "rate_limited"],
    ["500", json(500, { code: "internalError" }), "unavailable"],
    ["503 with a page", json(503, HTML), "unavailable"],
    ["a page of a firewall", json(403, HTML), "unknown"],
    ["a 404 of a gateway", json(404, "no Route matched with those values"), "unknown"],
    ["an empty 200", json(200, ""), "unknown"],
    ["half an answer", json(200, '{"access_token":"a1"'), "unknown"],
    ["a cut connection", new TypeError("fetch failed"), "unknown"],
  ])("reads %s", async (_, answer, kind) => {
    expect(await kindOf(miro, answer)).toBe(kind)
  })
})

describe("an issued pair", () => {
  it("is read without Miro's ids, which are numbers beyond 2^53", async () => {
    const body = `{"access_token":"a","refresh_token":"r","token_type":"bearer","expires_in":3599,
      "team_id": 3074457358607431473,"user_id":3074457353169356300,"scope":"boards:read boards:write"}`
    const outcome = await exchangeRefreshToken(miro, OLD, endpoint(json(200, body)))
    expect(reveal(outcome)).toEqual({
      kind: "issued",
      tokens: {
        accessToken: "a",
        refreshToken: "r",
        expiresInSeconds: 3599,
        scopes: ["boards:read", "boards:write"],
      },
    })
  })

  it("may come without refresh token, scope and lifetime", async () => {
    const answer = json(200, { access_token: "a", token_type: "bearer" })
    const outcome = await exchangeRefreshToken(trello, OLD, endpoint(answer))
    expect(reveal(outcome)).toMatchObject({
      tokens: { accessToken: "a", refreshToken: null, scopes: null, expiresInSeconds: 3600 },
    })
  })

  it("tells the seconds of a 429", async () => {
    for (const [seconds, retryAfterSeconds] of [
      ["17", 17],
      ["soon", null],
    ] as const) {
      const io = endpoint(json(429, "", { "retry-after": seconds }))
      const outcome = await exchangeRefreshToken(trello, OLD, io)
      expect(outcome).toEqual({ kind: "rate_limited", retryAfterSeconds })
    }
  })
})

describe("a token request", () => {
  it("is JSON to Trello, with client, code and verifier, and follows no redirect", async () => {
    const io = endpoint(json(200, GOOD))
    const back = new URLSearchParams({ code: "c1", state: "s1" })
    const parsed = parseCallback(trello, back, "s1")
    const callback = parsed.kind === "code" ? parsed.callback : back
    const verifier = "v".repeat(43)
    expect((await exchangeCode(trello, callback, verifier, io)).kind).toBe("issued")
    const [{ url, init, body }] = io.sent as [Sent]
    expect(url).toBe("https://auth.trello.example/oauth/token")
    expect(init).toMatchObject({ method: "POST", redirect: "manual" })
    expect(new Headers(init.headers).get("content-type")).toBe("application/json")
    expect(JSON.parse(body)).toEqual({
      grant_type: "authorization_code",
      client_id: CONFIG.TRELLO_CLIENT_ID,
      client_secret: "trello-client-secret",
      code: "c1",
      code_verifier: verifier,
      redirect_uri: "https://app.example/oauth/trello/callback",
    })
  })

  it("is a form to Miro, with nothing in the address", async () => {
    const io = endpoint(json(200, GOOD))
    await exchangeRefreshToken(miro, OLD, io)
    const [{ url, body }] = io.sent as [Sent]
    expect(url).toBe("https://api.miro.example/v1/oauth/token")
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "r0",
      client_id: CONFIG.MIRO_CLIENT_ID,
      client_secret: "miro-client-secret",
    })
  })

  it("is sent again with the older of two client secrets where the newer is refused", async () => {
    const exchanged = { ...trello, clientSecrets: [new Secret("newer"), new Secret("older")] }
    const refused = json(401, { error: "invalid_client" })
    const sent: string[] = []
    const io = {
      timeoutMs: 1_000,
      fetch: async (_url: string, init: RequestInit) => {
        sent.push(JSON.parse(typeof init.body === "string" ? init.body : "{}").client_secret)
        return sent.length === 1 ? refused : json(200, GOOD)
      },
    }
    expect((await exchangeRefreshToken(exchanged, OLD, io)).kind).toBe("issued")
    expect(sent).toEqual(["newer", "older"])
  })

  it("is not sent again where the token itself is refused", async () => {
    const exchanged = { ...trello, clientSecrets: [new Secret("newer"), new Secret("older")] }
    const io = endpoint(json(403, { error: "invalid_grant" }))
    expect((await exchangeRefreshToken(exchanged, OLD, io)).kind).toBe("rejected")
    expect(io.sent).toHaveLength(1)
  })

  it("is sent once, whatever comes back", async () => {
    const io = endpoint(json(503, ""))
    await exchangeRefreshToken(trello, OLD, io)
    expect(io.sent).toHaveLength(1)
  })
})
