import type { Context, MiddlewareHandler } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Grant } from "../oauth/grants.ts"
import type { Actor } from "../store/changes.ts"
import type { Trello } from "../trello.ts"
import { isWebClient, readViewer } from "../web/viewer.ts"
import type { RateLimits } from "./limits.ts"
import {
  buildRefusalResponse,
  INVALID_KEY,
  INVALID_TOKEN,
  NO_PERMISSION,
  Refusal,
} from "./refusal.ts"

/**
 * Who calls: a program with an OAuth 2.0 token, the stand-in's own pages with all rights of the member who looks,
 * or nobody, and then why.
 */
export type Caller =
  | { readonly kind: "grant"; readonly grant: Grant; readonly idMember: string }
  | { readonly kind: "web"; readonly idMember: string | null }
  | { readonly kind: "nobody"; readonly refusal: string }

export interface RestEnv extends SandboxEnv {
  Variables: SandboxEnv["Variables"] & { caller: Caller }
}

/** Finds out who calls and counts the call; refuses only over a rate limit, `guard` does the rest. */
export function buildCallerMiddleware(
  trello: Trello,
  limits: () => RateLimits,
): MiddlewareHandler<RestEnv> {
  return async (c, next) => {
    const caller = identify(trello, c)
    c.set("caller", caller)
    if (caller.kind !== "grant") return await next()
    c.set("actor", caller.idMember)
    c.set("grant", caller.grant.id)
    const verdict = limits().count(bearerOf(c) ?? "", new URL(c.req.url).pathname)
    if (verdict.refusal === null) await next()
    else c.res = buildRefusalResponse(new Refusal(429, verdict.refusal))
    for (const [name, value] of Object.entries(verdict.headers)) c.res.headers.set(name, value)
    return undefined
  }
}

function identify(trello: Trello, c: Context<RestEnv>): Caller {
  const token = bearerOf(c)
  if (token !== null) {
    const grant = trello.grants.authenticate(token)
    if (grant === null) return { kind: "nobody", refusal: INVALID_TOKEN }
    return { kind: "grant", grant, idMember: grant.idMember }
  }
  if (isWebClient(c)) return { kind: "web", idMember: readViewer(c, trello.store)?.id ?? null }
  if (c.req.query("key") !== undefined) return { kind: "nobody", refusal: INVALID_KEY }
  const tried = c.req.query("token") !== undefined || c.req.header("authorization") !== undefined
  return { kind: "nobody", refusal: tried ? INVALID_TOKEN : NO_PERMISSION }
}

/** The access token that a request carries. */
export function bearerOf(c: Context): string | null {
  return /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null
}

/** Whom a change is recorded for; refuses somebody who is signed out. */
export function actorOf(trello: Trello, caller: Caller): Actor {
  const idMember = memberOf(caller)
  return { idMember, idPlugin: caller.kind === "grant" ? trello.plugin.id : null }
}

/** The member who calls; refuses somebody who is signed out. */
export function memberOf(caller: Caller): string {
  if (caller.kind === "nobody") throw new Refusal(401, caller.refusal)
  if (caller.idMember === null) throw new Refusal(401, NO_PERMISSION)
  return caller.idMember
}
