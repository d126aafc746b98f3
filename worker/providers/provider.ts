import type { Provider } from "../../core/contract/ids.ts"
import type { Config } from "../config.ts"
import type { Secret } from "../secret.ts"

/** What differs between Trello's and Miro's OAuth, as data and small pure functions. */
export interface ProviderSpec {
  readonly provider: Provider
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly apiOrigin: string
  readonly clientId: string
  /** The one in use first; a second one while they are exchanged. */
  readonly clientSecrets: readonly Secret[]
  readonly redirectUri: string
  /** Whether the authorization server takes PKCE; Miro documents none. */
  readonly pkce: boolean
  /** Asked for on every consent; empty where scopes live in the app's settings. */
  readonly leastScopes: readonly string[]
  /** Parameters of the authorization request besides RFC 6749's. */
  authorizationParameters(workspace: string): Readonly<Record<string, string>>
  /** Re-encodes a token request for this server. */
  encodeTokenRequest(form: URLSearchParams): { readonly contentType: string; readonly body: string }
  /** Makes a token answer's body one that RFC 6749 §5 describes; the text is not parsed as JSON before. */
  normaliseTokenAnswer(status: number, body: string): string
  /** The upstream calls that end a grant, the best first; the next is tried where one does not exist. */
  revocations(tokens: {
    readonly accessToken: Secret
    readonly refreshToken: Secret | null
  }): readonly RevocationRequest[]
  /** Whether an answer says that the access token is dead. */
  saysTokenDead(status: number, path: string, body: string): boolean
  /** Whether a 401's text says that the token lacks a scope rather than being dead. */
  saysScopeMissing(status: number, body: string): boolean
}

export interface RevocationRequest {
  readonly method: "POST" | "DELETE"
  readonly url: string
  /** JSON; null sends none. */
  readonly body: string | null
  /** Sent as Bearer where the call wants one. */
  readonly bearer: Secret | null
}

/** Where a provider sends people back to. Register it at the provider, exactly so. */
export function redirectUriOf(config: Config, provider: Provider): string {
  return `${config.APP_ORIGIN}/oauth/${provider}/callback`
}
