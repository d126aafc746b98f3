import * as oauth from "oauth4webapi"
import { Secret } from "../secret.ts"
import type { ProviderSpec } from "./provider.ts"

/** What a token endpoint issued. */
export interface TokenSet {
  readonly accessToken: Secret
  /** Absent where the answer omits it: the old one stays valid then (RFC 6749 §6). */
  readonly refreshToken: Secret | null
  readonly expiresInSeconds: number
  /** Null where the answer omits it: as asked for (RFC 6749 §5.1). */
  readonly scopes: readonly string[] | null
}

/** How a token request ended. Only `rejected` says anything about the grant. */
export type TokenOutcome =
  | { readonly kind: "issued"; readonly tokens: TokenSet }
  /** The provider refused the code or refresh token. `certain`: the answer cannot be about our client instead. */
  | { readonly kind: "rejected"; readonly certain: boolean }
  /** The provider refused our client or our request: a fault of the configuration, not of the grant. */
  | { readonly kind: "misconfigured"; readonly error: string }
  /** 429: the request had no effect. */
  | { readonly kind: "rate_limited"; readonly retryAfterSeconds: number | null }
  /** 5xx: probably no effect, but nobody knows. */
  | { readonly kind: "unavailable" }
  /** No answer, or none that can be read: the request may have had its effect. */
  | { readonly kind: "unknown" }

/** What reaches the network. Injected, with its time-out. */
export interface TokenIo {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly timeoutMs: number
}

/** Exchanges an authorization code. `callback` holds the parameters of the redirect, checked already. */
export function exchangeCode(
  spec: ProviderSpec,
  callback: URLSearchParams,
  verifier: string | null,
  io: TokenIo,
): Promise<TokenOutcome> {
  const { server, client, options } = oauthParts(spec, io)
  return withClientSecret(spec, async (authentication) => {
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      callback,
      spec.redirectUri,
      verifier ?? oauth.nopkce,
      options,
    )
    return oauth.processAuthorizationCodeResponse(server, client, response)
  })
}

/** Spends a refresh token, once: nothing here retries. */
export function exchangeRefreshToken(
  spec: ProviderSpec,
  refreshToken: Secret,
  io: TokenIo,
): Promise<TokenOutcome> {
  const { server, client, options } = oauthParts(spec, io)
  return withClientSecret(spec, async (authentication) => {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      authentication,
      refreshToken.reveal(),
      options,
    )
    return oauth.processRefreshTokenResponse(server, client, response)
  })
}

/**
 * A provider that refuses the newer of two client secrets has taken nothing: the older one is tried then, also where
 * the refusal does not tell whether it is about the client.
 */
async function withClientSecret(
  spec: ProviderSpec,
  request: (authentication: oauth.ClientAuth) => Promise<oauth.TokenEndpointResponse>,
): Promise<TokenOutcome> {
  let refusal: TokenOutcome = { kind: "misconfigured", error: "no_client_secret" }
  for (const secret of spec.clientSecrets) {
    const outcome = await classify(spec, () => request(oauth.ClientSecretPost(secret.reveal())))
    if (!maybeAboutClient(outcome)) return outcome
    if (refusal.kind !== "rejected") refusal = outcome
  }
  return refusal
}

function maybeAboutClient(outcome: TokenOutcome): boolean {
  if (outcome.kind === "rejected") return !outcome.certain
  return outcome.kind === "misconfigured" && outcome.error === "invalid_client"
}

/**
 * Checks what a provider sent back to the redirect URI against the state (RFC 6749 §4.1.2, RFC 9207).
 * Gives the parameters to exchange, or why there are none.
 */
export function parseCallback(
  spec: ProviderSpec,
  parameters: URLSearchParams,
  state: string,
):
  | { readonly kind: "code"; readonly callback: URLSearchParams }
  | { readonly kind: "denied" | "mismatch" | "failed" } {
  const { server, client } = oauthParts(spec, null)
  try {
    const callback = oauth.validateAuthResponse(server, client, parameters, state)
    // A redirect without code and without error is how some servers answer a person who cancels.
    return callback.has("code") ? { kind: "code", callback } : { kind: "denied" }
  } catch (error) {
    if (!(error instanceof oauth.AuthorizationResponseError)) return { kind: "mismatch" }
    return { kind: error.error === "access_denied" ? "denied" : "failed" }
  }
}

function oauthParts(spec: ProviderSpec, io: TokenIo | null) {
  const server: oauth.AuthorizationServer = {
    issuer: new URL(spec.authorizationEndpoint).origin,
    authorization_endpoint: spec.authorizationEndpoint,
    token_endpoint: spec.tokenEndpoint,
  }
  const client: oauth.Client = { client_id: spec.clientId }
  return {
    server,
    client,
    options: {
      // Only the local stand-ins are plain HTTP: wrangler.toml names https origins.
      [oauth.allowInsecureRequests]: spec.tokenEndpoint.startsWith("http://"),
      ...(io === null ? {} : { [oauth.customFetch]: adaptFetch(spec, io) }),
    },
  }
}

class UnreadableAnswer extends Error {}
class BusyAnswer extends Error {
  readonly outcome: TokenOutcome
  constructor(outcome: TokenOutcome) {
    super("busy")
    this.outcome = outcome
  }
}

/** oauth4webapi sends forms and expects RFC 6749's JSON: translate both ways, and set 429 and 5xx apart. */
function adaptFetch(spec: ProviderSpec, io: TokenIo) {
  return async (
    url: string,
    init: oauth.CustomFetchOptions<"POST", URLSearchParams>,
  ): Promise<Response> => {
    const { contentType, body } = spec.encodeTokenRequest(init.body)
    const response = await io.fetch(url, {
      method: "POST",
      headers: { "content-type": contentType, accept: "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(io.timeoutMs),
    })
    const text = await response.text()
    if (response.status === 429 || response.status === 408) {
      const retryAfterSeconds = Number.parseInt(response.headers.get("retry-after") ?? "", 10)
      throw new BusyAnswer({
        kind: "rate_limited",
        retryAfterSeconds: Number.isNaN(retryAfterSeconds) ? null : retryAfterSeconds,
      })
    }
    if (response.status >= 500) throw new BusyAnswer({ kind: "unavailable" })
    return Response.json(readAnswer(spec.normaliseTokenAnswer(response.status, text)), {
      // An error status may be 403 at Trello; RFC 6749 §5.2 knows 400 and 401.
      status: response.ok ? 200 : 400,
    })
  }
}

function readAnswer(text: string): unknown {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new UnreadableAnswer()
  }
  if (typeof answer !== "object" || answer === null) throw new UnreadableAnswer()
  // Neither provider is an OpenID provider to us, and an ID token would have to be verified.
  const { id_token: _unused, ...rest } = answer as Record<string, unknown>
  return rest
}

async function classify(
  spec: ProviderSpec,
  request: () => Promise<oauth.TokenEndpointResponse>,
): Promise<TokenOutcome> {
  try {
    return { kind: "issued", tokens: readTokens(await request()) }
  } catch (error) {
    if (error instanceof BusyAnswer) return error.outcome
    if (error instanceof oauth.ResponseBodyError) return readRefusal(spec, error.error)
    return { kind: "unknown" }
  }
}

function readRefusal({ tokenRefusals }: ProviderSpec, error: string): TokenOutcome {
  const about = Object.hasOwn(tokenRefusals, error) ? tokenRefusals[error] : undefined
  switch (about) {
    case "token":
      return { kind: "rejected", certain: true }
    case "either":
      return { kind: "rejected", certain: false }
    case "client":
      return { kind: "misconfigured", error: "invalid_client" }
    case undefined:
      return { kind: "misconfigured", error: error.slice(0, 40) }
  }
}

/** Both providers' access tokens live an hour; said again where an answer forgets to. */
const DEFAULT_LIFETIME_SECONDS = 3600

function readTokens(answer: oauth.TokenEndpointResponse): TokenSet {
  const text = (name: string): string | null => {
    const value = answer[name]
    return typeof value === "string" && value !== "" ? value : null
  }
  const refreshToken = text("refresh_token")
  return {
    accessToken: new Secret(answer.access_token),
    refreshToken: refreshToken === null ? null : new Secret(refreshToken),
    expiresInSeconds: answer.expires_in ?? DEFAULT_LIFETIME_SECONDS,
    scopes: answer.scope?.split(" ").filter((scope) => scope !== "") ?? null,
  }
}
