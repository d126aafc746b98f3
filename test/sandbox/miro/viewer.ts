import type { Context } from "hono"
import { getCookie, setCookie } from "hono/cookie"
import type { SandboxEnv } from "../control/middleware.ts"
import type { User } from "./model.ts"
import { ANN } from "./seed.ts"
import type { Store } from "./store.ts"

/** Not `viewer`: cookies ignore ports, and the other stand-in on this host has one of that name. */
const COOKIE = "miro_viewer"

/** Who sits in front of the pages: the cookie's user, at first Ann. */
export function readViewer(c: Context<SandboxEnv>, store: Store): User {
  const user = store.users.get(getCookie(c, COOKIE) ?? ANN) ?? store.users.get(ANN)
  if (user === undefined) throw new Error("The seed lacks its first user")
  return user
}

export function writeViewer(c: Context<SandboxEnv>, user: User): void {
  setCookie(c, COOKIE, user.id, { path: "/", sameSite: "Lax", httpOnly: true })
}
