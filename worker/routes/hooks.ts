import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { readConfig } from "../config.ts"
import { toHttp } from "../failure.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import { logEvent } from "../log.ts"
import { boardObject } from "../objects.ts"
import { buildCallbackUrl, parseHookPath } from "../sync/live/hookPath.ts"
import { parseWebhook, verifyWebhook } from "../trello/webhooks.ts"

/** A delivery may hold the old and the new description of a card, 16,384 characters each, beside its board. */
const BODY_MAX_BYTES = 256 * 1024

/**
 * Where Trello's webhooks arrive: `/hooks/trello/{path}`. Nobody is signed in here: Trello asks by HEAD before it makes
 * a webhook, and signs what it delivers. Any answer but a 2xx is a failure to Trello, and 410 the end of the webhook
 * ("Webhooks" guide). A delivery is written down and answered; what it means is looked at afterwards.
 */
export const hookRoutes = new Hono<ApiEnvironment>()
  .use(
    bodyLimit({
      maxSize: BODY_MAX_BYTES,
      onError: (c) => {
        logEvent("hook_refused", { reason: "oversized" })
        return toHttp(c, { code: "body_too_large" })
      },
    }),
  )
  // Hono serves HEAD by what it has for GET.
  .get("/trello/:path", async (c) => {
    const board = parseHookPath(c.req.param("path"))
    const asked = c.req.method === "HEAD" && board !== null
    const known = asked && (await boardObject(c.env, board).knowsHook(c.req.param("path")))
    return known ? c.body(null, 200) : toHttp(c, { code: "not_found" })
  })
  .post("/trello/:path", async (c) => {
    const path = c.req.param("path")
    const board = parseHookPath(path)
    if (board === null) return toHttp(c, { code: "not_found" })
    const { APP_ORIGIN, TRELLO_CLIENT_SECRET, TRELLO_PLUGIN_ID } = readConfig(c.env)
    const body = new Uint8Array(await c.req.arrayBuffer())
    const signature = c.req.header("x-trello-webhook")
    const callbackUrl = buildCallbackUrl(APP_ORIGIN, path)
    if (!(await verifyWebhook(body, signature, callbackUrl, TRELLO_CLIENT_SECRET))) {
      logEvent("hook_refused", { reason: signature === undefined ? "unsigned" : "forged" })
      return c.body(null, 401)
    }
    const delivery = parseWebhook(new TextDecoder().decode(body), TRELLO_PLUGIN_ID)
    if (!(await boardObject(c.env, board).receive(path, delivery))) {
      logEvent("hook_orphaned", { board })
      return c.body(null, 410)
    }
    // A repetition would read the same: it is taken as heard.
    if (delivery.kind === "malformed") logEvent("hook_malformed", { board })
    return c.body(null, 200)
  })
