import { ApiError, NoWorkspaceError, SignedOutError } from "./errors.ts"
import type { TrelloContext } from "./types.ts"

/** Throws `SignedOutError` where nobody is signed in, which Trello's context says as `notLoggedIn`. */
export function requireMember(t: TrelloContext): void {
  if (t.getContext().member === "notLoggedIn") throw new SignedOutError("nobody is signed in")
}

/** The workspace given, else the open board's; throws `NoWorkspaceError` where there is none. */
export function requireWorkspace(t: TrelloContext, workspace: string | null | undefined): string {
  const id = workspace === undefined ? t.getContext().organization : workspace
  if (typeof id !== "string" || id === "") throw new NoWorkspaceError("the board has no workspace")
  return id
}

/**
 * Asks Trello who looks. Trello caches an identity per set of parameters until a minute before it expires, so
 * `nonce` goes in as its `state` where a new one must be made.
 */
export async function askIdentity(
  t: TrelloContext,
  wanted: { readonly card: boolean; readonly nonce?: string },
): Promise<string> {
  requireMember(t)
  const card = wanted.card && t.getContext().card !== undefined
  let jwt: unknown
  try {
    jwt = await t.jwt({
      ...(card ? { card } : {}),
      ...(wanted.nonce === undefined ? {} : { state: wanted.nonce }),
    })
  } catch (cause) {
    if (/no active member/i.test(messageOf(cause))) throw new SignedOutError("nobody is signed in")
    throw new ApiError("identity_unverifiable")
  }
  if (typeof jwt !== "string" || jwt === "") throw new ApiError("identity_unverifiable")
  return jwt
}

function messageOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message
  return typeof cause === "string" ? cause : ""
}
