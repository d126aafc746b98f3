import type { MiddlewareHandler } from "hono"
import type { RestEnv } from "./caller.ts"
import { INVALID_ID, MISSING_SCOPES, Refusal } from "./refusal.ts"

/** What a path parameter may look like; checked before anybody asks who calls. */
const FORMS = {
  /** 24 hex digits. */
  id: /^[0-9a-f]{24}$/i,
  /** Cards and boards also answer to the 8 characters of their address. */
  shortLinked: /^(?:[0-9a-f]{24}|[A-Za-z0-9]{8})$/i,
  /** Workspaces and members also answer to their name. */
  named: /^[A-Za-z0-9_]{2,100}$/,
} as const
type Form = keyof typeof FORMS

export const READ_BOARD = ["read:board:trello"]
export const WRITE_BOARD = ["write:board:trello"]
export const EDIT_BOARD = ["read:board:trello", "write:board:trello"]
export const READ_ORGANIZATION = ["read:organization:trello"]
/** Open to every valid token. */
export const ANY_SCOPE: readonly string[] = []

/**
 * What stands before a route, in Trello's order: the form of the ids (400), a valid token (401), the scopes (401).
 * `form` is that of the parameter `id`; all other parameters are 24 hex digits.
 */
export function guard(form: Form, scopes: readonly string[]): MiddlewareHandler<RestEnv> {
  return async (c, next) => {
    for (const [name, value] of Object.entries<string>(c.req.param())) {
      if (name !== "id" && !name.startsWith("id")) continue
      if (!FORMS[name === "id" ? form : "id"].test(value)) throw new Refusal(400, INVALID_ID)
    }
    const caller = c.get("caller")
    if (caller.kind === "nobody") throw new Refusal(401, caller.refusal)
    if (caller.kind === "grant") {
      const missing = scopes.some((scope) => !caller.grant.scopes.includes(scope))
      if (missing) throw new Refusal(401, MISSING_SCOPES)
    }
    await next()
  }
}
