import { randomInt } from "node:crypto"
import { oauthError } from "../errors.ts"

/** Seconds that a code, an access token and an unused refresh token live. */
export const CODE_SECONDS = 600
export const ACCESS_SECONDS = 3599
export const REFRESH_SECONDS = 60 * 86_400

/** The app's scopes; the authorize address has no say in them. */
export const SCOPES = ["boards:write", "boards:read"] as const

/** The app as it is registered. */
export interface Client {
  readonly id: string
  readonly secret: string
  readonly redirectUris: readonly string[]
}

/** What one consent gave: it lives on through rotations. Times in milliseconds. */
export interface Grant {
  readonly id: string
  readonly userId: string
  readonly teamId: string
  access: string
  accessUntil: number
  refresh: string
  refreshUntil: number
  /** The refresh token before the last rotation, and when that was. */
  used: { refresh: string; at: number } | null
}

interface Code {
  readonly redirectUri: string
  readonly userId: string
  readonly teamId: string
  readonly until: number
}

export interface Grants {
  /** Somebody allowed the app: gives the code for the redirect. */
  issueCode(consent: { redirectUri: string; userId: string; teamId: string }): string
  /** Trades a code, once, within ten minutes, for the same redirect address. Throws `oauthError`. */
  exchange(code: string, redirectUri: string): Grant
  /** Rotates: both tokens of the old pair are dead at once. Throws `oauthError`. */
  refresh(token: string): Grant
  /** The grant of a living access token. */
  find(accessToken: string): Grant | null
  /** Ends a grant by its living access token. False when there is none. */
  revoke(accessToken: string): boolean
  clear(): void
}

interface GrantOptions {
  readonly now: () => number
  readonly quirks: () => { leewaySeconds: number; secondConsentKillsFirst: boolean }
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** A prefix and 40 random letters and digits. */
export function randomToken(prefix: string): string {
  return prefix + Array.from({ length: 40 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("")
}

/** Builds the place where codes and tokens live. */
export function buildGrants({ now, quirks }: GrantOptions): Grants {
  const codes = new Map<string, Code>()
  const grants = new Set<Grant>()
  let count = 0

  const findBy = (matches: (grant: Grant) => boolean): Grant | null =>
    [...grants].find(matches) ?? null

  const issuePair = (grant: Grant): Grant => {
    grant.access = randomToken("mia_")
    grant.accessUntil = now() + ACCESS_SECONDS * 1000
    grant.refresh = randomToken("mir_")
    grant.refreshUntil = now() + REFRESH_SECONDS * 1000
    return grant
  }

  return {
    issueCode: (consent) => {
      const code = randomToken("mic_")
      codes.set(code, { ...consent, until: now() + CODE_SECONDS * 1000 })
      return code
    },
    exchange: (value, redirectUri) => {
      const code = codes.get(value)
      if (code === undefined || code.until <= now()) throw oauthError("Invalid authorization code.")
      if (code.redirectUri !== redirectUri) throw oauthError("Redirect URI mismatch.")
      codes.delete(value)
      if (quirks().secondConsentKillsFirst) {
        for (const grant of grants) {
          if (grant.userId === code.userId && grant.teamId === code.teamId) grants.delete(grant)
        }
      }
      count += 1
      const grant = issuePair({
        id: `miro-grant-${count}`,
        userId: code.userId,
        teamId: code.teamId,
        access: "",
        accessUntil: 0,
        refresh: "",
        refreshUntil: 0,
        used: null,
      })
      grants.add(grant)
      return grant
    },
    refresh: (token) => {
      const grant = findBy((one) => one.refresh === token)
      if (grant !== null && grant.refreshUntil > now()) {
        grant.used = { refresh: token, at: now() }
        return issuePair(grant)
      }
      const leeway = quirks().leewaySeconds * 1000
      const replayed = findBy((one) => one.used?.refresh === token)
      const at = replayed?.used?.at
      if (replayed !== null && at !== undefined && leeway > 0 && now() <= at + leeway) {
        return replayed
      }
      throw oauthError("Invalid refresh token.")
    },
    find: (access) => findBy((grant) => grant.access === access && grant.accessUntil > now()),
    revoke: (access) => {
      const grant = findBy((one) => one.access === access && one.accessUntil > now())
      if (grant !== null) grants.delete(grant)
      return grant !== null
    },
    clear: () => {
      codes.clear()
      grants.clear()
    },
  }
}
