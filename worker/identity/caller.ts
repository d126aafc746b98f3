import type { MiddlewareHandler } from "hono"
import type { Clock } from "../clock.ts"
import { readConfig } from "../config.ts"
import { type Failure, fail, type Result, toHttp } from "../failure.ts"
import { readTrelloKeys } from "./trelloKeys.ts"
import { type Caller, verifyTrelloJwt } from "./trelloJwt.ts"

/** What the routes below `/api` find in their context. */
export interface ApiEnvironment {
  Bindings: Env
  Variables: { caller: Caller; clock: Clock }
}

/** Lets nobody pass whose identity Trello did not sign. */
export function requireCaller(): MiddlewareHandler<ApiEnvironment> {
  return async function requireCaller(c, next) {
    const [scheme, jwt, ...rest] = (c.req.header("authorization") ?? "").split(" ")
    if (!jwt || rest.length > 0 || scheme?.toLowerCase() !== "bearer") {
      return refuse({ code: "identity_missing" })
    }
    const caller = await identify(c.env, c.var.clock, jwt)
    if (!caller.ok) return refuse(caller.failure)
    c.set("caller", caller.value)
    return next()

    function refuse(failure: Failure): Response {
      return toHttp(c, failure)
    }
  }
}

async function identify(env: Env, clock: Clock, jwt: string): Promise<Result<Caller>> {
  const config = readConfig(env)
  const source = {
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    kv: env.TOKENS,
    apiOrigin: config.TRELLO_API_ORIGIN,
    clock,
  }
  const verify = (keys: readonly string[]) =>
    verifyTrelloJwt(jwt, { keys, idPlugin: config.TRELLO_PLUGIN_ID, now: clock.now() })

  const keys = await readTrelloKeys(source)
  if (keys === null) return fail("identity_unverifiable", { provider: "trello" })
  const first = await verify(keys)
  if (first.ok || first.failure.code !== "identity_untrusted") return first
  // Trello may have rolled its keys over since we fetched them.
  const newer = await readTrelloKeys(source, true)
  const rolledOver = newer !== null && newer.some((key) => !keys.includes(key))
  return rolledOver ? verify(newer) : first
}
