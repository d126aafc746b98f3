/** Options of `initialize` and `iframe` that set up Trello's own OAuth 2 client. */
export interface OAuth2Options {
  readonly clientId?: string
  readonly redirectUri?: string
}

/** `t.getOAuth2ApiClient`: throws without clientId and redirectUri; with them the stand-in has none to give. */
export function getOAuth2ApiClient({ clientId, redirectUri }: OAuth2Options): never {
  if (clientId === undefined || redirectUri === undefined) {
    throw new Error(
      "OAuth 2 Trello API client not initialized. Pass clientId and redirectUri to initialize or iframe.",
    )
  }
  throw new Error("The stand-in has no OAuth 2 API client: it hosts confidential clients only.")
}
