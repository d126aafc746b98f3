import type { Config } from "../config.ts"
import { type ProviderSpec, redirectUriOf } from "./provider.ts"

/** Read boards, workspaces and members, and stay connected. Writing is asked for when the first edit needs it. */
const TRELLO_LEAST_SCOPES = [
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
    normaliseTokenAnswer: (_status, body) => body,
    tokenRefusals: {
      invalid_grant: "token",
      invalid_client: "client",
      // Atlassian's other products name a spent refresh token so; RFC 6749 §5.2 names a client so.
      unauthorized_client: "either",
    },
    // Trello documents no revocation for OAuth 2.0: RFC 7009 at the authorization server is tried first, since it keeps
    // the token out of the address; see docs/decisions/006-revoking-at-trello.md.
    revocations: ({ accessToken, refreshToken }) => [
      {
        method: "POST",
        url: `${config.TRELLO_AUTH_ORIGIN}/oauth/revoke`,
        body: (clientSecret) =>
          JSON.stringify({
            client_id: config.TRELLO_CLIENT_ID,
            client_secret: clientSecret.reveal(),
            token: (refreshToken ?? accessToken).reveal(),
          }),
        // RFC 7009 §2.2.1 answers as RFC 6749 §5.2 does. A 404 means that there is no such endpoint.
        clientRefusals: [400, 401, 403],
        bearer: null,
      },
      {
        method: "DELETE",
        url: `${config.TRELLO_API_ORIGIN}/1/tokens/${encodeURIComponent(accessToken.reveal())}/`,
        body: null,
        clientRefusals: [],
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
