import * as oauth from "oauth4webapi"
import type { ProviderSpec } from "../providers/index.ts"

/** Builds the address of a provider's consent page (RFC 6749 §4.1.1, RFC 7636 §4.3, RFC 8707 for Trello's `resource`). */
export async function buildAuthorizationUrl(
  spec: ProviderSpec,
  request: {
    readonly state: string
    readonly verifier: string | null
    readonly workspace: string
    readonly scopes: readonly string[]
  },
): Promise<string> {
  const url = new URL(spec.authorizationEndpoint)
  const set = (name: string, value: string) => url.searchParams.set(name, value)
  set("client_id", spec.clientId)
  set("response_type", "code")
  set("redirect_uri", spec.redirectUri)
  set("state", request.state)
  if (request.scopes.length > 0) set("scope", request.scopes.join(" "))
  for (const [name, value] of Object.entries(spec.authorizationParameters(request.workspace))) {
    set(name, value)
  }
  if (request.verifier !== null) {
    set("code_challenge", await oauth.calculatePKCECodeChallenge(request.verifier))
    set("code_challenge_method", "S256")
  }
  return url.href
}
