import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import type { RestEnv } from "./caller.ts"
import { ANY_SCOPE, guard, READ_ORGANIZATION } from "./guard.ts"
import { Refusal } from "./refusal.ts"
import { viewPlugin } from "./views/plugin.ts"

/** The Power-Up's record, and what became of the people whose data it may hold. */
export function buildPluginRoutes(trello: Trello): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  const open = (id: string): void => {
    if (id.toLowerCase() !== trello.plugin.id) throw new Refusal(404, "plugin not found")
  }

  app.get("/plugins/:id", guard("id", READ_ORGANIZATION), (c) => {
    open(c.req.param("id"))
    return c.json(viewPlugin(trello))
  })

  // Open to every token by the specification; who may ask in truth is an open question.
  app.get("/plugins/:id/compliance/memberPrivacy", guard("id", ANY_SCOPE), (c) => {
    open(c.req.param("id"))
    trello.privacy.lastPolled = new Date(trello.now()).toISOString()
    return c.json(trello.privacy.events)
  })
  return app
}
