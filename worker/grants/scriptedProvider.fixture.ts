import { CONFIG } from "../config.fixture.ts"
import type { HandClock } from "./memory.fixture.ts"

/** What a token endpoint does with a request. `…After`: the effect happens and the answer is lost or spoilt. */
export const BEHAVIOURS = [
  "issue",
  "omitRefreshToken",
  "unavailable",
  "gateway",
  "busy",
  "badClient",
  "page",
  "cutBefore",
  "cutAfter",
  "timeOutBefore",
  "timeOutAfter",
  "brokenAfter",
  "crashBefore",
  "crashAfter",
] as const
export type Behaviour = (typeof BEHAVIOURS)[number]

interface Pair {
  readonly access: string
  readonly refresh: string
}

/**
 * A provider with single-use refresh tokens, as strict as Trello: a spent one gives its pair again within `leewayMs`,
 * after that its whole family dies. Its token endpoint does what `script` says, request by request, then issues.
 */
export class ScriptedProvider {
  readonly script: Behaviour[] = []
  /** Every request, API and token endpoint. */
  requests = 0
  /** The refresh tokens that it refused with `invalid_grant`. */
  readonly refused = new Set<string>()
  /** Called where the Worker ends while its request is on the way. */
  onCrash: () => void = () => {}
  pair: Pair = { access: "access-0", refresh: "refresh-0" }
  #accessUntil: number
  #dead = false
  #count = 0
  readonly #spent = new Map<string, { readonly at: number; readonly pair: Pair }>()
  readonly #clock: HandClock
  readonly #leewayMs: number

  constructor(clock: HandClock, leewayMs: number) {
    this.#clock = clock
    this.#leewayMs = leewayMs
    this.#accessUntil = clock.now() + 3_600_000
  }

  /** The person removes the app at the provider. */
  end(): void {
    this.#dead = true
  }

  /** The person consents again. */
  consent(): Pair {
    this.#dead = false
    this.#accessUntil = this.#clock.now() + 3_600_000
    this.#count += 1
    this.pair = { access: `access-${this.#count}`, refresh: `refresh-${this.#count}` }
    return this.pair
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.requests += 1
    await Promise.resolve()
    if (url.startsWith(CONFIG.TRELLO_API_ORIGIN)) return this.#answerCall(init)
    if (url.endsWith("/oauth/revoke")) {
      this.end()
      return new Response()
    }
    const body = typeof init.body === "string" ? init.body : "{}"
    const { refresh_token } = JSON.parse(body) as { refresh_token: string }
    return this.#answerToken(this.script.shift() ?? "issue", refresh_token)
  }

  #answerCall(init: RequestInit): Response {
    const given = new Headers(init.headers).get("authorization")
    const lives = !this.#dead && this.#accessUntil > this.#clock.now()
    const good = lives && given === `Bearer ${this.pair.access}`
    return new Response(good ? "{}" : "invalid token", { status: good ? 200 : 401 })
  }

  #answerToken(behaviour: Behaviour, token: string): Response | Promise<Response> {
    switch (behaviour) {
      case "issue":
        return this.#spend(token)
      case "omitRefreshToken":
        return this.#renewAccess(token)
      case "unavailable":
        return Response.json({ error: "server_error" }, { status: 503 })
      case "gateway":
        return new Response("<h1>Bad gateway</h1>", { status: 502 })
      case "busy":
        return new Response("", { status: 429, headers: { "retry-after": "20" } })
      case "badClient":
        return Response.json({ error: "invalid_client" }, { status: 401 })
      case "page":
        return new Response("<h1>Access denied</h1>", { status: 403 })
      case "cutBefore":
        throw new TypeError("Network connection lost.")
      case "timeOutBefore":
        throw new DOMException("Too late", "TimeoutError")
      case "cutAfter":
        this.#spend(token)
        throw new TypeError("Network connection lost.")
      case "timeOutAfter":
        this.#spend(token)
        throw new DOMException("Too late", "TimeoutError")
      case "brokenAfter":
        this.#spend(token)
        return new Response('{"access_token":"access-')
      case "crashAfter":
        this.#spend(token)
        return this.#crash()
      case "crashBefore":
        return this.#crash()
    }
  }

  #crash(): Promise<Response> {
    this.onCrash()
    return new Promise(() => {})
  }

  #spend(token: string): Response {
    const now = this.#clock.now()
    const earlier = this.#spent.get(token)
    if (!this.#dead && token === this.pair.refresh) {
      this.#count += 1
      this.pair = { access: `access-${this.#count}`, refresh: `refresh-${this.#count}` }
      this.#accessUntil = now + 3_600_000
      this.#spent.set(token, { at: now, pair: this.pair })
      return issued(this.pair)
    }
    const inTime = earlier !== undefined && now <= earlier.at + this.#leewayMs
    if (!this.#dead && inTime) return issued(earlier.pair)
    this.#dead = true
    this.refused.add(token)
    return Response.json({ error: "invalid_grant" }, { status: 403 })
  }

  #renewAccess(token: string): Response {
    if (this.#dead || token !== this.pair.refresh) return this.#spend(token)
    this.#count += 1
    this.pair = { ...this.pair, access: `access-${this.#count}` }
    this.#accessUntil = this.#clock.now() + 3_600_000
    return issued({ access: this.pair.access })
  }
}

function issued({ access, refresh }: { access: string; refresh?: string }): Response {
  const rest = refresh === undefined ? {} : { refresh_token: refresh }
  return Response.json({ access_token: access, token_type: "bearer", expires_in: 3600, ...rest })
}
