/** What a JWT is asked for. */
export interface JwtRequest {
  readonly idBoard: string
  readonly idCard?: string
  readonly state?: string
}

const marginSeconds = 60

function lifetimeSeconds(jwt: string): number {
  const payload = jwt.split(".")[1] ?? ""
  try {
    const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"))
    const claims: unknown = JSON.parse(text)
    if (typeof claims !== "object" || claims === null) return 0
    const { iat, exp } = claims as { iat?: unknown; exp?: unknown }
    return typeof iat === "number" && typeof exp === "number" ? exp - iat : 0
  } catch {
    return 0
  }
}

/** Fetches JWTs and gives the same one again for the same request until a minute before it expires. */
export function buildJwtCache(
  fetchJwt: (request: JwtRequest) => Promise<string>,
  now: () => number,
): (request: JwtRequest) => Promise<string> {
  const cache = new Map<string, { readonly jwt: string; readonly until: number }>()
  return async (request) => {
    const key = JSON.stringify([request.idBoard, request.idCard, request.state])
    const kept = cache.get(key)
    if (kept !== undefined && now() < kept.until) return kept.jwt
    const jwt = await fetchJwt(request)
    cache.set(key, { jwt, until: now() + (lifetimeSeconds(jwt) - marginSeconds) * 1000 })
    return jwt
  }
}
