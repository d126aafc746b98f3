import { type Context, Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { ApiError, notFound, oauthError } from "../errors.ts"
import { ACCESS_SECONDS, type Grant, SCOPES } from "./grants.ts"

/** `/v1/oauth/token`, `/v2/oauth/revoke`. */
export function buildTokenRoutes({ client, grants, control }: Miro): Hono<SandboxEnv> {
  const routes = new Hono<SandboxEnv>()

  routes.post("/v1/oauth/token", async (c) => {
    const read = await readParameters(c)
    if (read("client_id") !== client.id || read("client_secret") !== client.secret) {
      throw oauthError("Invalid client credentials.")
    }
    const grant = takeGrant(read)
    c.set("actor", grant.userId)
    c.set("grant", grant.id)
    return c.body(buildTokenAnswer(grant, control.clock.now()), 200, {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
    })
  })

  const takeGrant = (read: (name: string) => string): Grant => {
    switch (read("grant_type")) {
      case "authorization_code":
        return grants.exchange(read("code"), read("redirect_uri"))
      case "refresh_token":
        return grants.refresh(read("refresh_token"))
      default:
        throw oauthError("Unsupported grant type.")
    }
  }

  routes.post("/v2/oauth/revoke", async (c) => {
    const body = readJson(await c.req.text())
    const token = body["accessToken"]
    if (body["clientId"] !== client.id || body["clientSecret"] !== client.secret) {
      throw notFound("Application")
    }
    const grant = typeof token === "string" ? grants.find(token) : null
    c.set("actor", grant?.userId ?? null)
    c.set("grant", grant?.id ?? null)
    if (typeof token !== "string" || !grants.revoke(token)) throw notFound("Token")
    return c.body(null, 204)
  })

  return routes
}

/**
 * The token answer as text: `team_id` is a bare number beyond 2^53, which `JSON.parse` rounds
 * (https://developers.miro.com/reference/exchange-authorization-code-with-access-token).
 */
export function buildTokenAnswer(grant: Grant, now: number): string {
  const left = Math.min(ACCESS_SECONDS, Math.round((grant.accessUntil - now) / 1000))
  const rest = JSON.stringify({
    access_token: grant.access,
    refresh_token: grant.refresh,
    scope: SCOPES.join(" "),
    expires_in: left,
    user_id: grant.userId,
  })
  return `{"token_type":"bearer","team_id":${grant.teamId},${rest.slice(1)}`
}

/** Form bodies as documented; the reference page sends the same in the query, so that counts too. */
async function readParameters(c: Context<SandboxEnv>): Promise<(name: string) => string> {
  const json = /json/i.test(c.req.header("content-type") ?? "")
  const body = new URLSearchParams(json ? "" : await c.req.text())
  return (name) => body.get(name) ?? c.req.query(name) ?? ""
}

function readJson(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === "object" && body !== null) return body as Record<string, unknown>
  } catch {
    // Told below, like every other body that is no object.
  }
  throw new ApiError(400, "invalidParameters", "The body must be a JSON object")
}
