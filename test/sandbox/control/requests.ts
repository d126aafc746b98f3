import { createHash } from "node:crypto"

/** One API, token or revoke request since the last reset. It holds no token and no code. */
export interface RequestRow {
  /** ISO 8601 in UTC, by the stand-in's clock. */
  at: string
  method: string
  /** With its query, without the values of parameters that carry credentials. */
  path: string
  /** Null until there is an answer, and for good when the connection was cut. */
  status: number | null
  /** The id of the account that it was made as. */
  actor: string | null
  /** An opaque id of the grant that it was made with; a rotation keeps it. */
  grant: string | null
  /** The first 8 hex digits of the SHA-256 of the access or refresh token that it carried. */
  tokenFingerprint: string | null
}

const SECRET_PARAMETER = /token|code|secret|password|assertion|verifier|jwt/i
const SECRET_VALUE =
  /\b(?:(?:tr|mi)[a-z](?:_|%5f)|ATO)[A-Za-z0-9]{40}|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/gi

/** Takes a path with its query and gives it back without the values that nobody may log. */
export function redactPath(path: string): string {
  const at = path.indexOf("?")
  if (at === -1) return path.replaceAll(SECRET_VALUE, "")
  const query = path
    .slice(at + 1)
    .split("&")
    .map((pair) => {
      const [name = ""] = pair.split("=")
      return SECRET_PARAMETER.test(decodeName(name)) ? `${name}=` : pair
    })
    .join("&")
  return `${path.slice(0, at)}?${query}`.replaceAll(SECRET_VALUE, "")
}

/** The first 8 hex digits of the SHA-256 of a token: enough to tell tokens apart, useless to use them. */
export function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 8)
}

/**
 * The token that a request carries: the bearer token, else the refresh token or the token to revoke in a form or
 * JSON body or in the query. Null without one; a code is none.
 */
export function findToken(request: {
  readonly authorization: string | null
  readonly contentType: string | null
  readonly body: string
  readonly query: string
}): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.authorization ?? "")?.[1]
  if (bearer !== undefined) return bearer
  const sources = [readFields(request.contentType, request.body), readForm(request.query)]
  for (const fields of sources) {
    for (const name of ["refresh_token", "token", "accessToken", "access_token"]) {
      const value = fields.get(name)
      if (value !== undefined && value !== "") return value
    }
  }
  return null
}

function readFields(contentType: string | null, body: string): Map<string, string> {
  if (!/json/i.test(contentType ?? "")) return readForm(body)
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== "object" || parsed === null) return new Map()
    return new Map(
      Object.entries(parsed).filter((entry): entry is [string, string] => {
        return typeof entry[1] === "string"
      }),
    )
  } catch {
    return new Map()
  }
}

function readForm(text: string): Map<string, string> {
  return new Map(new URLSearchParams(text))
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
