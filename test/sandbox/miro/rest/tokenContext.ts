import { Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Miro } from "../context.ts"
import { ApiError } from "../errors.ts"
import { SCOPES } from "../oauth/grants.ts"
import { authenticate, charge } from "./caller.ts"

/**
 * `GET /v1/oauth-token`: whose token it is, for which team. A bad token is 400 here (OpenAPI token-info), not 401.
 * Its price is not documented: the cheapest level is assumed.
 */
export function buildTokenContextRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store } = miro
  const routes = new Hono<SandboxEnv>()

  routes.get("/v1/oauth-token", (c) => {
    const caller = (() => {
      try {
        return authenticate(c, miro)
      } catch (error) {
        if (error instanceof ApiError) throw new ApiError(400, error.code, error.message)
        throw error
      }
    })()
    charge(c, miro, caller, 1)
    const team = store.teams.get(caller.teamId)
    const user = { type: "user", name: store.users.get(caller.userId)?.name, id: caller.userId }
    return c.json({
      type: "oAuthToken",
      // A team outside any organisation has none, whatever the OpenAPI file requires.
      ...(team?.organization
        ? { organization: { type: "organization", ...team.organization } }
        : {}),
      team: { type: "team", name: team?.name, id: caller.teamId },
      createdBy: user,
      user,
      scopes: SCOPES,
    })
  })

  return routes
}
