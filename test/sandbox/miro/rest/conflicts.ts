import type { Context, MiddlewareHandler } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import { conflict } from "../errors.ts"
import type { Item } from "../model.ts"
import type { Store } from "../store.ts"

const ITEM = /^\/v2\/boards\/([^/]+)\/[a-z_]+\/(\d+)$/

/** What each `PATCH` in flight found when it arrived. */
const arrivals = new WeakMap<Request, number>()

/**
 * Notes the version of the item that a `PATCH` is about, before anything else happens to the request: faults that delay
 * it come later. Of two in flight at once, the one that is done first wins.
 */
export function noteArrival(store: Store): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const match = c.req.method === "PATCH" ? ITEM.exec(c.req.path) : null
    if (match !== null) {
      const board = store.boards.get(decodeURIComponent(match[1] ?? ""))
      const item = board?.items.get(match[2] ?? "")
      if (item !== undefined) arrivals.set(c.req.raw, item.version)
    }
    await next()
  }
}

/** Throws 409 when the item has changed since the request arrived (OpenAPI, PATCH of items: concurrent updates). */
export function refuseOvertaken(c: Context<SandboxEnv>, item: Item): void {
  const seen = arrivals.get(c.req.raw)
  if (seen !== undefined && seen !== item.version) throw conflict()
}
