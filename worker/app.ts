import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { except } from "hono/combine"
import type { Clock } from "./clock.ts"
import { ConfigurationError } from "./config.ts"
import { randomId } from "./encoding.ts"
import { toHttp } from "./failure.ts"
import { type ApiEnvironment, requireCaller } from "./identity/caller.ts"
import { logEvent } from "./log.ts"
import { cardRoutes } from "./routes/cards.ts"
import { connectionRoutes } from "./routes/connections.ts"
import { hookRoutes } from "./routes/hooks.ts"
import { jobRoutes } from "./routes/jobs.ts"
import { miroBoardRoutes } from "./routes/miroBoards.ts"
import { oauthRoutes } from "./routes/oauth.ts"
import { operatorRoutes } from "./routes/operator.ts"
import { syncRoutes } from "./routes/sync.ts"

/** No request of ours comes near this. What Trello delivers has a limit of its own. */
const BODY_MAX_BYTES = 64 * 1024

/** The Worker's HTTP side. `clock` is the only source of time for its routes. */
export function buildApp(clock: Clock): Hono<ApiEnvironment> {
  const app = new Hono<ApiEnvironment>()
  app.use(async function provideClock(c, next) {
    c.set("clock", clock)
    c.header("X-Content-Type-Options", "nosniff")
    await next()
  })
  const limit = bodyLimit({
    maxSize: BODY_MAX_BYTES,
    onError: (c) => toHttp(c, { code: "body_too_large" }),
  })
  app.use(except("/hooks/*", limit))
  app.use("/api/*", requireCaller())
  app.route("/api/cards", cardRoutes)
  app.route("/api/jobs", jobRoutes)
  app.route("/api/miro/boards", miroBoardRoutes)
  app.route("/api/sync", syncRoutes)
  app.route("/api", connectionRoutes)
  app.route("/oauth", oauthRoutes)
  app.route("/hooks", hookRoutes)
  app.route("/ops", operatorRoutes)
  app.notFound((c) => toHttp(c, { code: "not_found" }))
  app.onError((error, c) => {
    const reference = randomId(6)
    // The message may quote what somebody sent; the name and the place in our code are enough to find it.
    const fault = error instanceof ConfigurationError ? error.message : error.name
    logEvent("unexpected_error", { reference, error: fault, path: c.req.routePath })
    return toHttp(c, { code: "internal_error" }, reference)
  })
  return app
}
