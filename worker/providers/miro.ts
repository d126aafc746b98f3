import * as v from "valibot"
import type { Config } from "../config.ts"
import { type ProviderSpec, redirectUriOf } from "./provider.ts"

const RefusalSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ code: v.string(), message: v.optional(v.string(), "") }),
)

/**
 * Names a refusal in Miro's own form as RFC 6749 §5.2 does. Miro says `oauthError` of grants and of clients alike
 * (https://developers.miro.com/docs/troubleshooting-oauth20), so the message is looked at for which of the two it names;
 * where it names neither, the error stays `oauthError`.
 * Null for anything that Miro itself did not write, such as the page of a gateway: it says nothing about the grant.
 */
function nameRefusal(body: string): string | null {
  const refusal = v.safeParse(RefusalSchema, body)
  if (!refusal.success) return null
  const { message } = refusal.output
  const client = /invalid client|client (?:id|secret|credentials)/i.test(message)
  const token = /refresh token|authorization code/i.test(message)
  const error = client ? "invalid_client" : token ? "invalid_grant" : "oauthError"
  return JSON.stringify({ error })
}

/**
 * Miro's OAuth 2.0: https://developers.miro.com/docs/getting-started-with-oauth
 * Forms in, errors in a shape of its own out. Whose the tokens are, the token context says.
 */
export function miroProvider(config: Config): ProviderSpec {
  return {
    provider: "miro",
    authorizationEndpoint: `${config.MIRO_ORIGIN}/oauth/authorize`,
    tokenEndpoint: `${config.MIRO_API_ORIGIN}/v1/oauth/token`,
    apiOrigin: config.MIRO_API_ORIGIN,
    clientId: config.MIRO_CLIENT_ID,
    clientSecrets: config.MIRO_CLIENT_SECRET,
    redirectUri: redirectUriOf(config, "miro"),
    pkce: false,
    // They live in the Miro app's settings: boards:read and boards:write.
    leastScopes: [],
    authorizationParameters: () => ({}),
    encodeTokenRequest: (form) => ({
      contentType: "application/x-www-form-urlencoded",
      body: form.toString(),
    }),
    normaliseTokenAnswer: (status, body) => (status === 200 ? body : (nameRefusal(body) ?? body)),
    tokenRefusals: { invalid_grant: "token", invalid_client: "client", oauthError: "either" },
    revocations: ({ accessToken }) => [
      {
        method: "POST",
        url: `${config.MIRO_API_ORIGIN}/v2/oauth/revoke`,
        body: (clientSecret) =>
          JSON.stringify({
            accessToken: accessToken.reveal(),
            clientId: config.MIRO_CLIENT_ID,
            clientSecret: clientSecret.reveal(),
          }),
        // Miro's OpenAPI (revoke-token-v2) has one answer to every refusal: 404 with an error object.
        clientRefusals: [400, 401, 403, 404],
        bearer: null,
      },
    ],
    // The token context answers 400 to a dead token (Miro's OpenAPI, token-info).
    saysTokenDead: (status, path) =>
      status === 401 || (status === 400 && path === "/v1/oauth-token"),
    saysScopeMissing: () => false,
  }
}
