import { errors, importSPKI, jwtVerify } from "jose"
import * as v from "valibot"
import { TrelloIdSchema } from "../../core/contract/ids.ts"
import { fail, ok, type Result } from "../failure.ts"

/**
 * Who asks and which board is open, as Trello signed it. It proves neither membership nor the workspace nor a right
 * to write: the caller's own grant does.
 */
export interface Caller {
  readonly member: string
  readonly board: string
  /** The open card, where the page asked for it to be named. */
  readonly card: string | null
}

const ClaimsSchema = v.object({
  idPlugin: TrelloIdSchema,
  idBoard: TrelloIdSchema,
  idMember: TrelloIdSchema,
  idCard: v.optional(v.nullable(TrelloIdSchema), null),
})

const CLOCK_TOLERANCE_SECONDS = 10

/** What a JWT is held against. `keys` are PEM public keys; one of them must have signed it. */
export interface JwtTerms {
  readonly keys: readonly string[]
  readonly idPlugin: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Verifies what `t.jwt()` gave: RS256 with one of Trello's keys, issuer `trello`, our Power-Up, not expired.
 * https://developer.atlassian.com/cloud/trello/power-ups/client-library/t-jwt/
 */
export async function verifyTrelloJwt(jwt: string, terms: JwtTerms): Promise<Result<Caller>> {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(jwt)) return fail("identity_malformed")
  for (const pem of terms.keys) {
    // A key of another kind beside the one that signed must lock nobody out.
    const key = await importSPKI(pem, "RS256").catch(() => null)
    if (key === null) continue
    try {
      const { payload } = await jwtVerify(jwt, key, {
        algorithms: ["RS256"],
        issuer: "trello",
        requiredClaims: ["exp", "iat"],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(terms.now),
      })
      return readClaims(payload, terms.idPlugin)
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue
      return fail(codeOf(error))
    }
  }
  return fail("identity_untrusted")
}

function readClaims(payload: unknown, idPlugin: string): Result<Caller> {
  const claims = v.safeParse(ClaimsSchema, payload)
  if (!claims.success) return fail("identity_malformed")
  const { idMember, idBoard, idCard } = claims.output
  if (claims.output.idPlugin !== idPlugin) return fail("identity_other_power_up")
  return ok({ member: idMember, board: idBoard, card: idCard })
}

function codeOf(error: unknown): "identity_expired" | "identity_untrusted" | "identity_malformed" {
  if (error instanceof errors.JWTExpired) return "identity_expired"
  if (error instanceof errors.JOSEAlgNotAllowed) return "identity_untrusted"
  if (error instanceof errors.JWTClaimValidationFailed) return "identity_untrusted"
  return "identity_malformed"
}
