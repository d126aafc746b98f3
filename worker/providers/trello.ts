import type { Config } from "../config.ts"
import { type ProviderSpec, redirectUriOf } from "./provider.ts"

/** Read boards, workspaces and members, and stay connected. Writing is asked for when the first edit needs it. */
export const TRELLO_LEAST_SCOPES = [
  "read:board:trello",
  "read:organization:trello",
  "read:member:trello",
  "offline_access",
] as const

/**
 * Trello's OAuth 2.0 (3LO): https://developer.atlassian.com/cloud/trello/guides/rest-api/oauth-2-confidential-client-usage/
 * The token endpoint takes JSON; `resource` restricts the tokens to one workspace.
 */
export function trelloProvider(config: Config): ProviderSpec {
  return {
    provider: "trello",
    authorizationEndpoint: `${config.TRELLO_AUTH_ORIGIN}/authorize`,
    tokenEndpoint: `${config.TRELLO_AUTH_ORIGIN}/oauth/token`,
    apiOrigin: config.TRELLO_API_ORIGIN,
    clientId: config.TRELLO_CLIENT_ID,
    clientSecrets: config.TRELLO_CLIENT_SECRET,
    redirectUri: redirectUriOf(config, "trello"),
    pkce: true,
    leastScopes: TRELLO_LEAST_SCOPES,
    authorizationParameters: (workspace) => ({
      prompt: "consent",
      resource: `ari:cloud:trello::workspace/${workspace}`,
    }),
    encodeTokenRequest: (form) => ({
      contentType: "application/json",
      body: JSON.stringify(Object.fromEntries(form)),
    }),
    normaliseTokenAnswer: (status, body) =>
      // A spent refresh token may be named `unauthorized_client`, as in Atlassian's other products.
      status === 200 ? body : body.replace(/"unauthorized_client"/, '"invalid_grant"'),
    // Trello documents no revocation for OAuth 2.0: RFC 7009 at the authorization server is tried first, since it keeps
    // the token out of the address; see docs/decisions/006-revoking-at-trello.md.
    revocations: ({ accessToken, refreshToken }) => [
      {
        method: "POST",
        url: `${config.TRELLO_AUTH_ORIGIN}/oauth/revoke`,
        body: JSON.stringify({
          client_id: config.TRELLO_CLIENT_ID,
          client_secret: config.TRELLO_CLIENT_SECRET[0]?.reveal(),
          token: (refreshToken ?? accessToken).reveal(),
        }),
        bearer: null,
      },
      {
        method: "DELETE",
        url: `${config.TRELLO_API_ORIGIN}/1/tokens/${encodeURIComponent(accessToken.reveal())}/`,
        body: null,
        bearer: accessToken,
      },
    ],
    // Trello answers 401 also to a member who may not do what they ask for, to a scope that was not granted, and to a
    // grant that asks for another one's webhook.
    saysTokenDead: (status, _path, body) =>
      status === 401 && !/missing scopes|permission requested|does not belong to token/i.test(body),
    saysScopeMissing: (status, body) => status === 401 && /missing scopes/i.test(body),
  }
}
