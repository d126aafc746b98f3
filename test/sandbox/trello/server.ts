import { Hono } from "hono"
import { buildControl } from "../control/control.ts"
import { type Listening, listen } from "../control/listen.ts"
import type { SandboxEnv } from "../control/middleware.ts"
import { addControlRoutes, buildFreshState, DEFAULT_QUIRKS } from "./control.ts"
import { buildKeys } from "./identity/keys.ts"
import { buildAuthorizeRoutes } from "./oauth/authorize.ts"
import { buildGrantBook } from "./oauth/grants.ts"
import { CLIENT_SCOPES } from "./oauth/scopes.ts"
import { buildTokenRoutes } from "./oauth/token.ts"
import { deliverWebhooks } from "./rest/delivery.ts"
import { buildRateLimits } from "./rest/limits.ts"
import { buildRest } from "./rest/rest.ts"
import { describeSeed } from "./seed/describe.ts"
import { SEED_EPOCH } from "./seed/people.ts"
import { buildSeed } from "./seed/seed.ts"
import { newSecret, seedId } from "./store/ids.ts"
import { dropWebhooksOfGrant } from "./store/webhooks.ts"
import type { Trello } from "./trello.ts"
import { buildAccountRoutes } from "./web/account.ts"
import { buildAssets } from "./web/assets.ts"
import { buildAvatarRoutes } from "./web/avatars.ts"
import { buildPageApi } from "./web/pageApi.ts"
import { buildPageRoutes } from "./web/pages.ts"
import { isWebClient } from "./web/viewer.ts"

export interface TrelloOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Where the Power-Up and its Worker are served. */
  readonly appOrigin: string
  readonly miroOrigin?: string
}

/** Starts a local Trello on 127.0.0.1; rejects with one sentence when the port is in use. */
export async function startTrello(options: TrelloOptions): Promise<Listening> {
  let app: Hono<SandboxEnv> | null = null
  const listening = await listen((request, env) => {
    if (app === null) return new Response("Starting", { status: 503 })
    return app.fetch(request, env)
  }, options.port)
  const built = buildStandIn(listening.origin, options)
  app = built.app
  const close = (): Promise<void> => {
    built.stop()
    return listening.close()
  }
  return { origin: listening.origin, close }
}

/** What surrounds a stand-in: tests in the same process give their own. */
export interface Surroundings {
  /** The real time in milliseconds. */
  readonly now: () => number
  /** How it reaches callbacks. */
  readonly fetch: typeof fetch
}

/** The app that `startTrello` serves, and what it knows. `origin` is where it says that it is. */
export function buildStandIn(
  origin: string,
  { appOrigin, miroOrigin }: Omit<TrelloOptions, "port">,
  surroundings: Surroundings = { now: Date.now, fetch },
): { readonly app: Hono<SandboxEnv>; readonly trello: Trello; stop(): void } {
  const idPlugin = seedId(SEED_EPOCH, "plugin")
  const now = (): number => control.clock.now()
  const control = buildControl({
    now: surroundings.now,
    defaults: DEFAULT_QUIRKS,
    covers: (path) => path === "/oauth/token" || path === "/oauth/revoke" || path.startsWith("/1/"),
    seed: () => describeSeed(trello, buildSeed(now(), idPlugin)),
    reset: () => {
      trello.store = buildSeed(now(), idPlugin)
      trello.grants = buildGrants()
      Object.assign(trello, buildFreshState())
      limits = buildRateLimits(now)
    },
  })
  const buildGrants = () =>
    buildGrantBook({
      now,
      quirks: () => control.quirks(),
      revoked: (grant) => {
        dropWebhooksOfGrant(trello.store, grant.id)
        const date = new Date(now()).toISOString()
        trello.privacy.events.push({ id: grant.idMember, date, event: "tokenRevoked" })
      },
      rotated: (grant) => {
        if (control.quirks().webhooksDieOnRefresh) dropWebhooksOfGrant(trello.store, grant.id)
      },
    })
  let limits = buildRateLimits(now)
  const trello: Trello = {
    origin,
    keys: buildKeys(),
    fetch: surroundings.fetch,
    client: {
      id: newSecret("", 32),
      secret: newSecret("ATO"),
      name: "Cards for Miro",
      redirectUris: [`${appOrigin}/oauth/trello/callback`, "http://localhost:8790/callback"],
      scopes: CLIENT_SCOPES,
    },
    plugin: {
      id: idPlugin,
      name: "Cards for Miro",
      author: "Cards for Miro",
      connectorUrl: `${appOrigin}/connector/`,
      iconUrl: `${appOrigin}/icons/app.svg`,
      capabilities: CAPABILITIES,
    },
    now,
    quirks: () => control.quirks(),
    consent: () => control.consent(),
    store: buildSeed(now(), idPlugin),
    grants: buildGrants(),
    ...buildFreshState(),
    listeners: { changed: new Set(), acted: new Set() },
  }
  trello.listeners.acted.add(deliverWebhooks(trello))

  // Trello writes some of its paths with a slash at the end and takes all of them both ways.
  const app = new Hono<SandboxEnv>({ strict: false })
  // Trello's own pages are no program: their calls are neither logged nor made to fail.
  app.use("*", (c, next) => (isWebClient(c) ? next() : control.middleware(c, next)))
  app.route("/", addControlRoutes(trello, control))
  app.route("/", buildTokenRoutes(trello))
  app.route("/", buildAuthorizeRoutes(trello))
  app.route(
    "/",
    buildRest(trello, () => limits),
  )
  app.route("/", buildPageApi(trello))
  app.route("/", buildAvatarRoutes(trello))
  app.route("/", buildAccountRoutes(trello))
  app.route(
    "/",
    buildPageRoutes(trello, buildAssets(), { miroOrigin: miroOrigin ?? null, appOrigin }),
  )
  // Deliveries that still wait for their next attempt end with their webhooks.
  return { app, trello, stop: () => trello.store.webhooks.clear() }
}

/** What is switched on in the app admin portal; the connector answers each of them. */
const CAPABILITIES = [
  "attachment-sections",
  "attachment-thumbnail",
  "authorization-status",
  "board-buttons",
  "card-back-section",
  "card-badges",
  "card-buttons",
  "card-detail-badges",
  "format-url",
  "list-actions",
  "on-enable",
  "remove-data",
  "show-authorization",
  "show-settings",
]
