import type { ProviderSpec } from "../providers/provider.ts"
import { exchangeRefreshToken, type TokenIo } from "../providers/tokenEndpoint.ts"
import { sendRevocations } from "../providers/revocation.ts"
import type { StoredTokens } from "./record.ts"

/** How telling a provider that a grant is over ended. */
export type RevocationOutcome =
  /** It said that it ended the grant. */
  | "done"
  /** It refused the refresh token itself, so that it does not know these credentials any more. */
  | "gone"
  /** It could not answer. */
  | "later"
  /** It refused everything, and what it said may be about our client. */
  | "refused"

/** What has to be durable while a refresh token is spent on a revocation. */
export interface SpendingJournal {
  /** Called before the refresh token is sent. */
  spending(): Promise<void>
  /** Called with the pair that came back, before it is used, or with null where the token was not taken. */
  spent(renewed: StoredTokens | null): Promise<void>
}

/** For credentials that nobody keeps. */
const NO_JOURNAL: SpendingJournal = {
  spending: () => Promise.resolve(),
  spent: () => Promise.resolve(),
}

/**
 * Tells a provider that a grant is over. Where every call is refused, the access token may have expired, or our client
 * was refused: a refresh finds out, and gives a token that lives. Its rejection is the one refusal that counts.
 */
export async function revokeUpstream(
  spec: ProviderSpec,
  tokens: StoredTokens,
  io: TokenIo,
  journal: SpendingJournal = NO_JOURNAL,
): Promise<RevocationOutcome> {
  const first = await sendRevocations(spec, tokens, io)
  if (first !== "refused" || tokens.refreshToken === null) return first
  await journal.spending()
  const refreshed = await exchangeRefreshToken(spec, tokens.refreshToken, io)
  switch (refreshed.kind) {
    case "issued": {
      const { accessToken, refreshToken } = refreshed.tokens
      const renewed = { accessToken, refreshToken: refreshToken ?? tokens.refreshToken }
      await journal.spent(renewed)
      return sendRevocations(spec, renewed, io)
    }
    case "rejected":
      await journal.spent(null)
      return refreshed.certain ? "gone" : "refused"
    case "misconfigured":
      await journal.spent(null)
      return "refused"
    case "rate_limited":
      await journal.spent(null)
      return "later"
    case "unavailable":
    case "unknown":
      return "later"
  }
}
