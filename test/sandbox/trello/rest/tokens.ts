import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import { bearerOf, type RestEnv } from "./caller.ts"
import { ANY_SCOPE, guard } from "./guard.ts"
import { INVALID_TOKEN, NO_PERMISSION, Refusal } from "./refusal.ts"
import { viewMember } from "./views/member.ts"

/**
 * `/tokens/{token}` with an OAuth 2.0 access token. A token may ask for itself and for others of its grant;
 * `DELETE` ends the whole grant.
 */
export function buildTokenInfoRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const open = (bearer: string | null, token: string) => {
    const described = trello.grants.describe(token)
    if (described === null || described.grant.revoked) throw new Refusal(404, "token not found")
    const own = bearer === null ? null : trello.grants.authenticate(bearer)
    if (own === null) throw new Refusal(401, INVALID_TOKEN)
    if (own !== described.grant) throw new Refusal(401, NO_PERMISSION)
    return described
  }

  app.get("/tokens/:token", guard("id", ANY_SCOPE), (c) => {
    const { grant, expiresAt } = open(bearerOf(c), c.req.param("token"))
    return c.json({
      id: grant.id,
      identifier: trello.client.name,
      idMember: grant.idMember,
      dateCreated: new Date(grant.consentedAt).toISOString(),
      dateExpires: new Date(expiresAt).toISOString(),
      permissions: grant.scopes.map((scope) => ({
        idModel: grant.idOrganization,
        modelType: "Organization",
        read: scope.startsWith("read:"),
        write: scope.startsWith("write:"),
      })),
    })
  })

  app.get("/tokens/:token/member", guard("id", ANY_SCOPE), (c) => {
    const { grant } = open(bearerOf(c), c.req.param("token"))
    const member = trello.store.members.get(grant.idMember)
    if (member === undefined) throw new Refusal(404, "member not found")
    return c.json(viewMember(trello, member))
  })

  app.delete("/tokens/:token", guard("id", ANY_SCOPE), (c) => {
    const { grant } = open(bearerOf(c), c.req.param("token"))
    trello.grants.revoke(grant)
    return c.json({ _value: null })
  })
  return app
}
