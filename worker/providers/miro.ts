import type { Config } from "../config.ts"
import { type ProviderSpec, redirectUriOf } from "./provider.ts"

/** Scopes live in the Miro app's settings; these are what the app must have there. */
export const MIRO_SCOPES = ["boards:read", "boards:write"] as const

/**
 * Miro's OAuth 2.0: https://developers.miro.com/docs/getting-started-with-oauth
 * Forms in, `team_id` as a bare number beyond 2^53 out, errors in a shape of its own.
 */
export function miroProvider(config: Config): ProviderSpec {
  return {
    provider: "miro",
    authorizationEndpoint: `${config.MIRO_ORIGIN}/oauth/authorize`,
    tokenEndpoint: `${config.MIRO_API_ORIGIN}/v1/oauth/token`,
    apiOrigin: config.MIRO_API_ORIGIN,
    clientId: config.MIRO_CLIENT_ID,
    clientSecret: config.MIRO_CLIENT_SECRET,
    redirectUri: redirectUriOf(config, "miro"),
    pkce: false,
    leastScopes: [],
    authorizationParameters: () => ({}),
    encodeTokenRequest: (form) => ({
      contentType: "application/x-www-form-urlencoded",
      body: form.toString(),
    }),
    normaliseTokenAnswer: (status, body) => {
      if (status === 200) return body.replace(/("(?:team|user)_id"\s*:\s*)(\d+)/g, '$1"$2"')
      // Miro answers `oauthError` to every refusal; only the grant can be at fault once the client is configured.
      const refused = status >= 400 && status < 500 && status !== 408 && status !== 429
      return refused && !/"error"\s*:/.test(body) ? '{"error":"invalid_grant"}' : body
    },
    revocations: ({ accessToken }) => [
      {
        method: "POST",
        url: `${config.MIRO_API_ORIGIN}/v2/oauth/revoke`,
        body: JSON.stringify({
          accessToken,
          clientId: config.MIRO_CLIENT_ID,
          clientSecret: config.MIRO_CLIENT_SECRET,
        }),
        bearer: null,
      },
    ],
    // The token context answers 400 to a dead token (Miro's OpenAPI, token-info).
    saysTokenDead: (status, path) =>
      status === 401 || (status === 400 && path === "/v1/oauth-token"),
    saysScopeMissing: () => false,
  }
}
