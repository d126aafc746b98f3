import type { HandlerContext } from "../trello.ts"

/** Whether anybody is signed in; a public board is shown to people who are not. */
export function isSignedIn(t: HandlerContext): boolean {
  const { member } = t.getContext()
  return member !== undefined && member !== "notLoggedIn"
}
