import { Hono } from "hono"
import { getCookie, setCookie } from "hono/cookie"
import * as v from "valibot"
import { ERRORS } from "../../core/contract/errors.ts"
import { ProviderSchema } from "../../core/contract/ids.ts"
import { readConfig } from "../config.ts"
import { randomId } from "../encoding.ts"
import { type Failure, toHttp } from "../failure.ts"
import type { ApiEnvironment } from "../identity/caller.ts"
import { logEvent } from "../log.ts"
import { attemptOf } from "./connections.ts"
import { respond } from "./parse.ts"
import type { Context } from "hono"

const COOKIE_SECONDS = 600

/** What a person's browser visits in the consent window: `/oauth`. The attempt's cookie says which browser it is. */
export const oauthRoutes = new Hono<ApiEnvironment>()
  .get("/:provider/start", async (c) => {
    const id = c.req.query("attempt") ?? ""
    const attempt = attemptOf(c.env, id)
    if (!attempt.ok) return showFailure(c, attempt.failure)
    const cookie = readCookie(c, id) ?? randomId(32)
    const started = await attempt.value.start(cookie)
    if (!started.ok) return showFailure(c, started.failure)
    setCookie(c, `attempt-${id}`, cookie, {
      prefix: "host",
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
      path: "/",
      maxAge: COOKIE_SECONDS,
    })
    return leave(c, started.value)
  })
  .get("/:provider/callback", async (c) => {
    const provider = v.safeParse(ProviderSchema, c.req.param("provider"))
    const [id = ""] = (c.req.query("state") ?? "").split(".")
    const attempt = attemptOf(c.env, id)
    if (!provider.success || !attempt.ok) return showFailure(c, { code: "state_mismatch" })
    const query = new URL(c.req.url).search
    const next = await attempt.value.complete(provider.output, readCookie(c, id), query)
    if (!next.ok) {
      logEvent("callback_refused", { provider: provider.output, code: next.failure.code })
      return showFailure(c, next.failure)
    }
    return leave(c, next.value.kind === "page" ? `/callback/?attempt=${id}` : next.value.url)
  })
  .get("/attempts/:attempt", async (c) => {
    const id = c.req.param("attempt")
    const attempt = attemptOf(c.env, id)
    return respond(
      c,
      attempt.ok ? await attempt.value.answerToCallback(readCookie(c, id)) : attempt,
    )
  })
  .post("/attempts/:attempt/:decision{confirm|refuse}", async (c) => {
    const id = c.req.param("attempt")
    if (c.req.header("origin") !== readConfig(c.env).APP_ORIGIN) {
      return toHttp(c, { code: "wrong_browser" })
    }
    const attempt = attemptOf(c.env, id)
    if (!attempt.ok) return respond(c, attempt)
    const yes = c.req.param("decision") === "confirm"
    return respond(c, await attempt.value.decide(readCookie(c, id), yes))
  })

function readCookie(c: Context, id: string): string | null {
  return getCookie(c, `attempt-${id}`, "host") ?? null
}

function leave(c: Context, address: string): Response {
  c.header("Cache-Control", "no-store")
  c.header("Referrer-Policy", "no-referrer")
  return c.redirect(address, 303)
}

/** A refusal keeps its status and takes a person to the page that has words for it. */
function showFailure(c: Context, failure: Failure): Response | Promise<Response> {
  if (!c.req.header("accept")?.includes("text/html")) return toHttp(c, failure)
  c.header("Cache-Control", "no-store")
  c.header("Referrer-Policy", "no-referrer")
  c.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
  c.header("Refresh", `0; url=/callback/?error=${failure.code}`)
  return c.html(
    `<!doctype html><title>Cards for Miro</title><a href="/callback/?error=${failure.code}">Continue</a>`,
    ERRORS[failure.code].status,
  )
}
