/** Every scope that Trello has and what the consent page says about it (facts: OAuth 2.0 client configuration). */
export const SCOPE_WORDS: ReadonlyMap<string, string> = new Map([
  ["read:board:trello", "See boards, lists, cards, comments and attachments"],
  ["write:board:trello", "Create, change and delete boards, lists, cards and comments"],
  ["write:board:membership:trello", "Add and remove members of boards"],
  ["read:organization:trello", "See Workspaces and who is in them"],
  ["write:organization:trello", "Change Workspaces"],
  ["write:organization:membership:trello", "Add and remove members of Workspaces"],
  ["read:member:trello", "See your name, email address, avatar and notifications"],
  ["write:member:trello", "Change your settings, stars and saved searches"],
  ["read:enterprise:trello", "See enterprises"],
  ["write:enterprise:trello", "Change enterprises"],
])

/** Asks for a refresh token. */
export const OFFLINE_ACCESS = "offline_access"

/** The scopes that the client of the stand-in is registered with. */
export const CLIENT_SCOPES: readonly string[] = [
  "read:board:trello",
  "write:board:trello",
  "read:organization:trello",
  "read:member:trello",
]

/** Splits a `scope` parameter; naming one twice is the same as naming it once. */
export function parseScopes(scope: string): string[] {
  return [...new Set(scope.split(" ").filter((name) => name !== ""))]
}
