import type { Consent, Quirks } from "../../control/settings.ts"
import type { Team, User } from "../model.ts"
import type { Store } from "../store.ts"
import type { Client } from "./grants.ts"

/** What an authorize address asks for. There is neither a scope nor PKCE: both would be ignored. */
export interface AuthorizeRequest {
  readonly redirectUri: string
  /** Null when none was sent: then none goes back. */
  readonly state: string | null
  /** The team to preselect. */
  readonly teamId: string | null
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; error: string }

/** Reads an authorize address. An unknown client or redirect address is told to the person, never redirected. */
export function parseAuthorize(query: URLSearchParams, client: Client): Parsed<AuthorizeRequest> {
  if (query.get("client_id") !== client.id) {
    return { ok: false, error: "No app has this client ID." }
  }
  if (query.get("response_type") !== "code") {
    return { ok: false, error: "The response type must be “code”." }
  }
  const redirectUri = query.get("redirect_uri") ?? ""
  if (!client.redirectUris.includes(redirectUri)) {
    return { ok: false, error: "The redirect URI is not one of the app's." }
  }
  return {
    ok: true,
    value: {
      redirectUri,
      state: query.get("state") || null,
      teamId: query.get("team_id") || null,
    },
  }
}

/** The teams that somebody may install the app in; with `team_id` only that one, if it is theirs. */
export function teamsToChoose(store: Store, userId: string, teamId: string | null): Team[] {
  const own = [...store.teams.values()].filter((team) => team.members.includes(userId))
  const preselected = own.filter((team) => team.id === teamId)
  return preselected.length > 0 ? preselected : own
}

/** Who answers the page and how: `null` asks the person. */
export function presetAnswer(
  consent: Consent,
  quirks: Quirks,
  store: Store,
  request: AuthorizeRequest,
  viewer: User,
): Parsed<{ allow: boolean; user: User; team: Team } | null> {
  if (consent.mode === "ask" || quirks.adminApproval) return { ok: true, value: null }
  const user = consent.member === undefined ? viewer : store.users.get(consent.member)
  if (user === undefined) return { ok: false, error: "The sandbox has no such user." }
  const wanted = consent.team ?? request.teamId
  const team = teamsToChoose(store, user.id, wanted)[0]
  if (team === undefined || (consent.team !== undefined && team.id !== consent.team)) {
    return { ok: false, error: `${user.name} is not in that team.` }
  }
  return { ok: true, value: { allow: consent.mode === "allow", user, team } }
}

/** The way back with a code: `code`, `state` as sent, `client_id` and `team_id`. */
export function buildSuccessUrl(
  request: AuthorizeRequest,
  answer: { code: string; clientId: string; teamId: string },
): string {
  const url = new URL(request.redirectUri)
  url.searchParams.set("code", answer.code)
  if (request.state !== null) url.searchParams.set("state", request.state)
  url.searchParams.set("client_id", answer.clientId)
  url.searchParams.set("team_id", answer.teamId)
  return url.href
}

/** The way back without one, in RFC 6749's form: Miro does not document it. */
export function buildDeniedUrl(request: AuthorizeRequest): string {
  const url = new URL(request.redirectUri)
  url.searchParams.set("error", "access_denied")
  url.searchParams.set("error_description", "The user denied access.")
  if (request.state !== null) url.searchParams.set("state", request.state)
  return url.href
}
