import { createHash } from "node:crypto"
import type { Quirks } from "../../control/settings.ts"
import { newId, newSecret } from "../store/ids.ts"
import { OFFLINE_ACCESS } from "./scopes.ts"

const CODE_LIFETIME_MS = 10 * 60_000
const ACCESS_LIFETIME_MS = 3_600_000
const DAY_MS = 86_400_000
const IDLE_LIFETIME_MS = 90 * DAY_MS
const CHAIN_LIFETIME_MS = 365 * DAY_MS

/** What one member allowed for one workspace: a family of tokens. */
export interface Grant {
  readonly id: string
  readonly idMember: string
  readonly idOrganization: string
  readonly scopes: readonly string[]
  readonly consentedAt: number
  revoked: boolean
}

export interface Pair {
  readonly accessToken: string
  /** Milliseconds. */
  readonly accessExpiresAt: number
  readonly refreshToken: string | null
  readonly grant: Grant
}

export interface CodeRequest {
  readonly idMember: string
  readonly idOrganization: string
  readonly scopes: readonly string[]
  readonly redirectUri: string
  /** BASE64URL(SHA-256(verifier)). */
  readonly codeChallenge: string
}

interface Code extends CodeRequest {
  readonly expiresAt: number
  grant: Grant | null
}

interface RefreshToken {
  readonly grant: Grant
  readonly issuedAt: number
  /** Once used: when, and the pair that it gave. */
  used: { readonly at: number; readonly pair: Pair } | null
}

/** Why no tokens are given; `status` is what Trello answers with. */
export interface Refused {
  readonly refused: string
  readonly status: 400 | 403
}

/** All codes, tokens and grants of a running stand-in. */
export interface GrantBook {
  issueCode(request: CodeRequest): string
  redeemCode(code: string, redirectUri: string, verifier: string): Pair | Refused
  refresh(refreshToken: string): Pair | Refused
  /** The grant that any of its tokens, spent or not, belongs to. */
  ownerOf(token: string): Grant | null
  /** The grant of a valid access token; null when it is unknown, expired or revoked. */
  authenticate(accessToken: string): Grant | null
  /** When an access token expires and what it belongs to, valid or not. */
  describe(accessToken: string): { grant: Grant; expiresAt: number } | null
  /** Whether anything of a grant can still be used: an access token, or a refresh token for a new one. */
  lives(idGrant: string): boolean
  revoke(grant: Grant): void
  /** What a member has allowed and not taken back. */
  grantsOf(idMember: string): Grant[]
}

export function buildGrantBook(options: {
  readonly now: () => number
  readonly quirks: () => Quirks
  readonly revoked: (grant: Grant) => void
  readonly rotated: (grant: Grant) => void
}): GrantBook {
  const { now, quirks } = options
  const codes = new Map<string, Code>()
  const accessTokens = new Map<string, { grant: Grant; expiresAt: number }>()
  const refreshTokens = new Map<string, RefreshToken>()
  const grants = new Set<Grant>()

  const issuePair = (grant: Grant): Pair => {
    const accessToken = newSecret("tra_")
    const accessExpiresAt = now() + ACCESS_LIFETIME_MS
    accessTokens.set(accessToken, { grant, expiresAt: accessExpiresAt })
    const refreshToken = grant.scopes.includes(OFFLINE_ACCESS) ? newSecret("trr_") : null
    if (refreshToken !== null) {
      refreshTokens.set(refreshToken, { grant, issuedAt: now(), used: null })
    }
    return { accessToken, accessExpiresAt, refreshToken, grant }
  }

  const revoke = (grant: Grant): void => {
    if (grant.revoked) return
    grant.revoked = true
    grants.delete(grant)
    options.revoked(grant)
  }

  /** By its own idleness, the age of its chain or the end of its grant. */
  const isSpent = (token: RefreshToken): boolean =>
    token.grant.revoked ||
    now() >= token.issuedAt + IDLE_LIFETIME_MS ||
    now() >= token.grant.consentedAt + CHAIN_LIFETIME_MS

  const grantsOf = (idMember: string): Grant[] =>
    [...grants].filter((grant) => grant.idMember === idMember)

  return {
    issueCode: (request) => {
      const code = newSecret("trc_")
      codes.set(code, { ...request, expiresAt: now() + CODE_LIFETIME_MS, grant: null })
      return code
    },

    redeemCode: (value, redirectUri, verifier) => {
      const code = codes.get(value)
      if (code === undefined) return refuse("Invalid authorization code", 403)
      if (code.grant !== null) {
        // A code that comes twice was stolen once (RFC 6749, section 4.1.2).
        revoke(code.grant)
        return refuse("Invalid authorization code", 403)
      }
      if (code.expiresAt <= now()) return refuse("Authorization code expired", 403)
      if (code.redirectUri !== redirectUri) return refuse("The redirect URI is wrong", 400)
      if (digest(verifier) !== code.codeChallenge)
        return refuse("Failed to verify code verifier", 403)
      if (quirks().secondConsentKillsFirst) grantsOf(code.idMember).forEach(revoke)
      const grant: Grant = {
        id: newId(now()),
        idMember: code.idMember,
        idOrganization: code.idOrganization,
        scopes: code.scopes,
        consentedAt: now(),
        revoked: false,
      }
      grants.add(grant)
      code.grant = grant
      return issuePair(grant)
    },

    refresh: (value) => {
      const token = refreshTokens.get(value)
      if (token === undefined || token.grant.revoked) return refuse("refresh_token is invalid", 403)
      if (token.used !== null) {
        if (now() <= token.used.at + quirks().leewaySeconds * 1000 && quirks().leewaySeconds > 0) {
          return token.used.pair
        }
        revoke(token.grant)
        return refuse("refresh_token is invalid", 403)
      }
      if (isSpent(token)) return refuse("refresh_token is expired", 403)
      const pair = issuePair(token.grant)
      token.used = { at: now(), pair }
      options.rotated(token.grant)
      return pair
    },

    authenticate: (value) => {
      const token = accessTokens.get(value)
      if (token === undefined || token.grant.revoked || token.expiresAt <= now()) return null
      return token.grant
    },
    ownerOf: (value) => (refreshTokens.get(value) ?? accessTokens.get(value))?.grant ?? null,
    describe: (value) => accessTokens.get(value) ?? null,
    lives: (idGrant) =>
      [...accessTokens.values()].some(
        ({ grant, expiresAt }) => grant.id === idGrant && !grant.revoked && now() < expiresAt,
      ) ||
      [...refreshTokens.values()].some(
        (token) => token.grant.id === idGrant && token.used === null && !isSpent(token),
      ),
    revoke,
    grantsOf,
  }
}

function refuse(refused: string, status: 400 | 403): Refused {
  return { refused, status }
}

function digest(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url")
}
