import type { Context } from "hono"
import { getCookie, setCookie } from "hono/cookie"
import { defaultMember } from "../seed/people.ts"
import type { Member, Store } from "../store/model.ts"

const COOKIE = "viewer"
const SIGNED_OUT = "none"

/** Who looks: the member of the cookie, the plain member of the seed without one, null for somebody signed out. */
export function readViewer(c: Context, store: Store): Member | null {
  const value = getCookie(c, COOKIE)
  if (value === SIGNED_OUT) return null
  return store.members.get(value ?? "") ?? defaultMember(store)
}

/** Whether the request comes from the stand-in's own pages rather than from a program. */
export function isWebClient(c: Context): boolean {
  return c.req.header("authorization") === undefined && getCookie(c, COOKIE) !== undefined
}

export function writeViewer(c: Context, member: Member | null): void {
  setCookie(c, COOKIE, member?.id ?? SIGNED_OUT, { path: "/", httpOnly: true, sameSite: "Lax" })
}
