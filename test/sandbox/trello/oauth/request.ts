import { isGuestOf } from "../store/rights.ts"
import { membershipOf } from "../store/lookups.ts"
import type { Member, Organization } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { OFFLINE_ACCESS, parseScopes, SCOPE_WORDS } from "./scopes.ts"

const WORKSPACE_ARI = /^ari:cloud:trello::workspace\/([0-9a-f]{24})$/

/** A well-formed wish of our app: who is asked is open. */
export interface AuthorizeRequest {
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string | null
  readonly codeChallenge: string
  readonly organization: Organization
}

/**
 * What `/authorize` was asked for. `page`: the address to go back to cannot be trusted, so that the person is told;
 * `redirect`: the app is told (RFC 6749, section 4.1.2.1).
 */
export type ReadRequest =
  | { readonly kind: "ok"; readonly request: AuthorizeRequest }
  | { readonly kind: "page"; readonly words: string }
  | { readonly kind: "redirect"; readonly to: string }

export function readAuthorizeRequest(trello: Trello, query: URLSearchParams): ReadRequest {
  const { client } = trello
  const redirectUri = query.get("redirect_uri") ?? ""
  if (query.get("client_id") !== client.id) {
    return { kind: "page", words: "No app is registered under this client id." }
  }
  if (!client.redirectUris.includes(redirectUri)) {
    const words = "The app did not register the address that it wants to go back to."
    return { kind: "page", words }
  }
  const state = query.get("state")
  const refuse = (error: string, description: string): ReadRequest => ({
    kind: "redirect",
    to: buildErrorRedirect({ redirectUri, state }, error, description),
  })
  if (query.get("response_type") !== "code") {
    return refuse("unsupported_response_type", "response_type must be code.")
  }
  const scopes = parseScopes(query.get("scope") ?? "")
  const named = scopes.filter((scope) => scope !== OFFLINE_ACCESS)
  if (named.length === 0) return refuse("invalid_scope", "No scope was asked for.")
  const unknown = named.find((scope) => !SCOPE_WORDS.has(scope) || !client.scopes.includes(scope))
  if (unknown !== undefined) return refuse("invalid_scope", `The app does not have ${unknown}.`)
  const codeChallenge = query.get("code_challenge") ?? ""
  const method = query.get("code_challenge_method")
  if (method !== "S256" || !/^[A-Za-z0-9_-]{43}$/.test(codeChallenge)) {
    return refuse("invalid_request", "A code_challenge with the method S256 is required.")
  }
  const resources = query.getAll("resource")
  const idOrganization = WORKSPACE_ARI.exec(resources[0] ?? "")?.[1]
  const organization = trello.store.organizations.get(idOrganization ?? "")
  if (resources.length !== 1 || organization === undefined) {
    return refuse("invalid_target", "resource must name one Workspace.")
  }
  return { kind: "ok", request: { redirectUri, scopes, state, codeChallenge, organization } }
}

/** Whether a member may consent for the workspace, and if not why. */
export function refusalOf(
  trello: Trello,
  organization: Organization,
  member: Member,
): string | null {
  if (membershipOf(organization.memberships, member.id) !== null) return null
  if (!isGuestOf(trello.store, organization, member.id)) {
    return `${member.fullName} is not a member of the Workspace.`
  }
  return trello.quirks().guestConsent === "allowed"
    ? null
    : `${member.fullName} is only a guest of the Workspace.`
}

export function buildCodeRedirect(request: AuthorizeRequest, code: string): string {
  return buildRedirect(request, { code })
}

export function buildErrorRedirect(
  request: Pick<AuthorizeRequest, "redirectUri" | "state">,
  error: string,
  description: string,
): string {
  return buildRedirect(request, { error, error_description: description })
}

function buildRedirect(
  request: Pick<AuthorizeRequest, "redirectUri" | "state">,
  parameters: Readonly<Record<string, string>>,
): string {
  const url = new URL(request.redirectUri)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  if (request.state !== null) url.searchParams.set("state", request.state)
  return url.href
}
