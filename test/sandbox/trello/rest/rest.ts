import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import { buildActionRoutes } from "./actions.ts"
import { buildAttachmentRoutes } from "./attachments.ts"
import { buildBatchRoutes } from "./batch.ts"
import { buildBoardRoutes } from "./boards.ts"
import { buildBoardWriteRoutes } from "./boardWrites.ts"
import { buildCallerMiddleware, type RestEnv } from "./caller.ts"
import { buildCardPartRoutes } from "./cardParts.ts"
import { buildCardRoutes } from "./cards.ts"
import { buildCardWriteRoutes } from "./cardWrites.ts"
import { buildCheckItemRoutes } from "./checkItems.ts"
import { buildChecklistRoutes } from "./checklists.ts"
import { buildCommentRoutes } from "./comments.ts"
import { buildCustomFieldRoutes } from "./customFieldItems.ts"
import { buildIdentityRoutes } from "./identity.ts"
import { buildLabelRoutes } from "./labels.ts"
import type { RateLimits } from "./limits.ts"
import { buildListRoutes } from "./lists.ts"
import { buildListWriteRoutes } from "./listWrites.ts"
import { buildMembershipRoutes } from "./memberships.ts"
import { buildOrganizationRoutes } from "./organizations.ts"
import { buildPeopleRoutes } from "./people.ts"
import { buildPluginRoutes } from "./plugins.ts"
import { buildRefusalResponse, NOT_FOUND, Refusal } from "./refusal.ts"
import { buildSearchRoutes } from "./search.ts"
import { buildTokenInfoRoutes } from "./tokens.ts"
import { buildWebhookRoutes } from "./webhooks.ts"

/** Everything under `/1`, without the prefix. */
export function buildRest(trello: Trello, limits: () => RateLimits): Hono<RestEnv> {
  const app = new Hono<RestEnv>({ strict: false }).basePath("/1")
  app.use("*", async (c, next) => {
    await next()
    c.res.headers.set("access-control-allow-origin", "*")
    c.res.headers.set("cache-control", "max-age=0, must-revalidate, no-cache, no-store")
  })
  app.route("/", buildIdentityRoutes(trello))
  app.use("*", buildCallerMiddleware(trello, limits))
  const batch = buildBatchRoutes(async (path, headers) =>
    app.request(path, { headers: new Headers(headers) }),
  )
  for (const routes of [
    batch,
    buildCardWriteRoutes(trello),
    buildCardPartRoutes(trello),
    buildCommentRoutes(trello),
    buildAttachmentRoutes(trello),
    buildCustomFieldRoutes(trello),
    buildCheckItemRoutes(trello),
    buildChecklistRoutes(trello),
    buildCardRoutes(trello),
    buildActionRoutes(trello),
    buildMembershipRoutes(trello),
    buildBoardRoutes(trello),
    buildBoardWriteRoutes(trello),
    buildListRoutes(trello),
    buildListWriteRoutes(trello),
    buildLabelRoutes(trello),
    buildOrganizationRoutes(trello),
    buildPeopleRoutes(trello),
    buildPluginRoutes(trello),
    buildSearchRoutes(trello),
    buildTokenInfoRoutes(trello),
    buildWebhookRoutes(trello),
  ]) {
    app.route("/", routes)
  }
  app.all("*", () => buildRefusalResponse(new Refusal(404, NOT_FOUND)))
  app.onError((error, c) => {
    if (error instanceof Refusal) return buildRefusalResponse(error)
    console.error(error)
    return c.text("Internal Server Error", 500)
  })
  return app
}
