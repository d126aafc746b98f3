import { randomInt } from "node:crypto"
import { Hono } from "hono"
import { buildControl, type Control } from "../control/control.ts"
import { type Listening, listen } from "../control/listen.ts"
import type { SandboxEnv } from "../control/middleware.ts"
import type { Quirks } from "../control/settings.ts"
import type { Miro } from "./context.ts"
import { buildCredits } from "./credits.ts"
import { ApiError, notFound } from "./errors.ts"
import { buildAuthorizeRoutes } from "./oauth/authorizeRoutes.ts"
import { buildGrants, type Client, randomToken } from "./oauth/grants.ts"
import { buildTokenRoutes } from "./oauth/tokenRoutes.ts"
import { buildPageRoutes } from "./pageRoutes.ts"
import { buildBoardChangeRoutes } from "./rest/boardChanges.ts"
import { buildBoardCreationRoutes } from "./rest/boardCreation.ts"
import { buildBoardRoutes } from "./rest/boards.ts"
import { buildBulkRoutes } from "./rest/bulk.ts"
import { noteArrival } from "./rest/conflicts.ts"
import { buildItemRoutes } from "./rest/items.ts"
import { buildTagRoutes } from "./rest/tags.ts"
import { buildTokenContextRoutes } from "./rest/tokenContext.ts"
import { buildTypedItemRoutes } from "./rest/typedItems.ts"
import { buildSeedJson } from "./seedJson.ts"
import { addSeedRoute } from "./seedRoute.ts"
import { buildStore, type Store } from "./store.ts"

const QUIRKS: Quirks = {
  leewaySeconds: 0,
  opener: "kept",
  guestConsent: "allowed",
  webhooksDieOnRefresh: false,
  secondConsentKillsFirst: false,
  adminApproval: false,
  revocation: "missing",
}

/**
 * Starts a local Miro on 127.0.0.1 (port 0: any free one). `appOrigin` is where the app under test runs: its callback
 * is registered. The client's id and secret are random for each start; `GET /_sandbox/seed` tells them.
 */
export function startMiro(options: { port: number; appOrigin: string }): Promise<Listening> {
  return listen(buildApp(options.appOrigin).fetch, options.port)
}

/** Builds the app that `startMiro` serves. */
export function buildApp(appOrigin: string): Hono<SandboxEnv> {
  return buildStandIn(appOrigin, Date.now).app
}

/** The app and what it knows, for tests in the same process. `now` gives its time in milliseconds. */
export function buildStandIn(
  appOrigin: string,
  now: () => number,
): { readonly app: Hono<SandboxEnv>; readonly store: Store } {
  const client = {
    id: `3458764${Array.from({ length: 12 }, () => randomInt(10)).join("")}`,
    secret: randomToken("mis_"),
    redirectUris: [`${appOrigin}/oauth/miro/callback`, "http://localhost:8790/callback"],
  }
  const miro = buildMiro(client, now)
  addSeedRoute(miro)
  const app = new Hono<SandboxEnv>()
  app.use("/v2/*", noteArrival(miro.store))
  app.use("*", miro.control.middleware)
  for (const routes of [
    miro.control.routes,
    buildAuthorizeRoutes(miro),
    buildTokenRoutes(miro),
    buildTokenContextRoutes(miro),
    buildBoardRoutes(miro),
    buildBoardCreationRoutes(miro),
    buildBoardChangeRoutes(miro),
    buildBulkRoutes(miro),
    buildItemRoutes(miro),
    buildTypedItemRoutes(miro),
    buildTagRoutes(miro),
    buildPageRoutes(miro),
  ]) {
    app.route("/", routes)
  }
  app.notFound((c) => c.json(notFound("Resource").body(), 404))
  app.onError((error, c) => {
    if (error instanceof ApiError) return c.json(error.body(), error.status)
    console.error(error)
    return c.json({ type: "error", code: "internalError", message: "", status: 500 }, 500)
  })
  return { app, store: miro.store }
}

function buildMiro(client: Client, realNow: () => number): Miro {
  const control: Control = buildControl({
    now: realNow,
    defaults: QUIRKS,
    seed: () => buildSeedJson(store, client),
    reset: () => {
      grants.clear()
      credits.clear()
      store.reset()
    },
    covers: (path) => path.startsWith("/v1/") || path.startsWith("/v2/"),
    faultBody: (status) => ({ type: "error", code: faultCode(status), message: "", status }),
  })
  const now = () => control.clock.now()
  const store = buildStore(now)
  const grants = buildGrants({ now, quirks: () => control.quirks() })
  const credits = buildCredits(now)
  return { store, grants, credits, client, control }
}

function faultCode(status: number): string {
  const codes: Readonly<Record<number, string>> = {
    400: "invalidParameters",
    401: "tokenNotFound",
    403: "insufficientPermissions",
    404: "notFound",
    409: "conflict",
    429: "tooManyRequests",
  }
  return codes[status] ?? "internalError"
}
