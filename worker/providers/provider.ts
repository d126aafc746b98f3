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
  /** Whom the `error` of a token answer is about. What is not listed here is a fault of our request. */
  readonly tokenRefusals: Readonly<Record<string, Refused>>
  /** The upstream calls that end a grant, the best first; the next is tried where one is refused. */
  revocations(tokens: {
    readonly accessToken: Secret
    readonly refreshToken: Secret | null
  }): readonly RevocationRequest[]
  /** Whether an answer says that the access token is dead. */
  saysTokenDead(status: number, path: string, body: string): boolean
  /** Whether a 401's text says that the token lacks a scope rather than being dead. */
  saysScopeMissing(status: number, body: string): boolean
}

/** `token`: the code or refresh token itself. `client`: our id or secret. `either`: the answer does not tell. */
export type Refused = "token" | "client" | "either"

/** A call that ends a grant. Success is a 2xx and nothing else: a refusal never shows that the grant is over. */
export interface RevocationRequest {
  readonly method: "POST" | "DELETE"
  readonly url: string
  /** Builds the JSON body, which names our client; null sends none. */
  readonly body: ((clientSecret: Secret) => string) | null
  /** The statuses that may mean that our client's secret was refused, so that another one is worth trying. */
  readonly clientRefusals: readonly number[]
  /** Sent as Bearer where the call wants one. */
  readonly bearer: Secret | null
}

/** Where a provider sends people back to. Register it at the provider, exactly so. */
export function redirectUriOf(config: Config, provider: Provider): string {
  return `${config.APP_ORIGIN}/oauth/${provider}/callback`
}
