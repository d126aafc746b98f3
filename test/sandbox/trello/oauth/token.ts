import { type Context, Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Trello } from "../trello.ts"
import type { Pair, Refused } from "./grants.ts"

/** `POST /oauth/token`: JSON and form bodies, the client's secret in the body. */
export function buildTokenRoutes(trello: Trello): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.post("/oauth/token", async (c) => {
    const body = await readTokenBody(c)
    if (body === null) return answerError(c, 400, "invalid_request", "The body cannot be read.")
    const { client, grants } = trello
    const known = body.get("client_id") === client.id && body.get("client_secret") === client.secret
    if (!known) return answerError(c, 401, "invalid_client", "Unauthorized")
    const grantType = body.get("grant_type")
    if (grantType === "authorization_code") {
      const [code, redirectUri, verifier] = ["code", "redirect_uri", "code_verifier"].map(
        (name) => body.get(name) ?? "",
      )
      if (!code || !redirectUri || !verifier) {
        const words = "code, redirect_uri and code_verifier are required."
        return answerError(c, 400, "invalid_request", words)
      }
      return answer(c, trello, grants.redeemCode(code, redirectUri, verifier))
    }
    if (grantType === "refresh_token") {
      const refreshToken = body.get("refresh_token") ?? ""
      if (refreshToken === "") {
        return answerError(c, 400, "invalid_request", "refresh_token is required.")
      }
      return answer(c, trello, grants.refresh(refreshToken))
    }
    return answerError(c, 400, "unsupported_grant_type", "Unsupported grant type.")
  })
  // RFC 7009, section 2.2: a token that nobody knows is as good as revoked.
  app.post("/oauth/revoke", async (c) => {
    if (trello.quirks().revocation === "missing") return c.text("Not Found", 404)
    const body = await readTokenBody(c)
    if (body === null) return answerError(c, 400, "invalid_request", "The body cannot be read.")
    const { client, grants } = trello
    const known = body.get("client_id") === client.id && body.get("client_secret") === client.secret
    if (!known) return answerError(c, 401, "invalid_client", "Unauthorized")
    const grant = grants.ownerOf(body.get("token") ?? "")
    if (grant !== null) grants.revoke(grant)
    return c.body(null, 200)
  })
  return app
}

function answer(c: Context<SandboxEnv>, trello: Trello, result: Pair | Refused): Response {
  if ("refused" in result) return answerError(c, result.status, "invalid_grant", result.refused)
  c.set("actor", result.grant.idMember)
  c.set("grant", result.grant.id)
  c.header("cache-control", "no-store")
  return c.json({
    access_token: result.accessToken,
    token_type: "Bearer",
    expires_in: Math.max(0, Math.round((result.accessExpiresAt - trello.now()) / 1000)),
    scope: result.grant.scopes.join(" "),
    ...(result.refreshToken === null ? {} : { refresh_token: result.refreshToken }),
  })
}

function answerError(
  c: Context<SandboxEnv>,
  status: 400 | 401 | 403,
  error: string,
  description: string,
): Response {
  c.header("cache-control", "no-store")
  return c.json({ error, error_description: description }, status)
}

async function readTokenBody(c: Context<SandboxEnv>): Promise<Map<string, string> | null> {
  const text = await c.req.text()
  const contentType = c.req.header("content-type") ?? ""
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    return new Map(new URLSearchParams(text))
  }
  if (!/^application\/json\b/i.test(contentType)) return null
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== "object" || body === null || Array.isArray(body)) return null
    const entries = Object.entries(body)
    return new Map(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    )
  } catch {
    return null
  }
}
