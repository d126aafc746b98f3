/** The answer to a counted call. */
export interface LimitVerdict {
  readonly headers: Readonly<Record<string, string>>
  /** The JSON body of the 429; null when the call may go on. */
  readonly refusal: Readonly<Record<string, string>> | null
}

export interface RateLimits {
  count(accessToken: string, path: string): LimitVerdict
}

interface Rule {
  readonly name: "api-key" | "api-token" | "member" | "search"
  readonly intervalMs: number
  readonly max: number
  readonly error: string
}

/** Trello's published limits (facts: rate limits). The OAuth client stands where the API key stood. */
const CLIENT: Rule = {
  name: "api-key",
  intervalMs: 10_000,
  max: 300,
  error: "API_KEY_LIMIT_EXCEEDED",
}
const TOKEN: Rule = {
  name: "api-token",
  intervalMs: 10_000,
  max: 100,
  error: "API_TOKEN_LIMIT_EXCEEDED",
}
const MEMBERS: Rule = {
  name: "member",
  intervalMs: 900_000,
  max: 100,
  error: "RATE_LIMIT_EXCEEDED",
}
/** Stricter than the others, by how much is not published: a guess. */
const SEARCH: Rule = {
  name: "search",
  intervalMs: 10_000,
  max: 30,
  error: "RATE_LIMIT_EXCEEDED",
}
/** More refusals than this in one window, and every call is refused until it ends. */
const STRIKES_MAX = 200

/** Counts in fixed windows by the given clock (milliseconds). */
export function buildRateLimits(now: () => number): RateLimits {
  const counts = new Map<string, { start: number; used: number }>()
  const use = (rule: Rule, key: string): number => {
    const start = Math.floor(now() / rule.intervalMs) * rule.intervalMs
    const name = `${rule.name} ${key}`
    const found = counts.get(name)
    const window = found !== undefined && found.start === start ? found : { start, used: 0 }
    window.used += 1
    counts.set(name, window)
    return window.used
  }
  const strikes = { start: 0, count: 0 }

  return {
    count: (accessToken, path) => {
      const rules: [Rule, string][] = [
        [CLIENT, ""],
        [TOKEN, accessToken],
      ]
      if (/^\/1\/members(\/|$)/i.test(path)) rules.push([MEMBERS, accessToken])
      if (/^\/1\/search(\/|$)/i.test(path)) rules.push([SEARCH, accessToken])
      const used = rules.map(([rule, key]) => [rule, use(rule, key)] as const)
      const headers = Object.assign({}, ...used.map(([rule, count]) => describe(rule, count)))
      const start = Math.floor(now() / CLIENT.intervalMs) * CLIENT.intervalMs
      if (strikes.start !== start) Object.assign(strikes, { start, count: 0 })
      const exceeded = used.find(([rule, count]) => count > rule.max)?.[0]
      const broken = exceeded ?? (strikes.count > STRIKES_MAX ? CLIENT : undefined)
      if (broken === undefined) return { headers, refusal: null }
      strikes.count += 1
      return { headers, refusal: { error: broken.error, message: "Rate limit exceeded" } }
    },
  }
}

function describe(rule: Rule, used: number): Record<string, string> {
  const prefix = `x-rate-limit-${rule.name}`
  return {
    [`${prefix}-interval-ms`]: String(rule.intervalMs),
    [`${prefix}-max`]: String(rule.max),
    [`${prefix}-remaining`]: String(Math.max(0, rule.max - used)),
  }
}
