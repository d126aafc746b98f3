import type { Provider } from "../../core/contract/ids.ts"
import { CONFIG } from "../config.fixture.ts"
import { Secret } from "../secret.ts"
import { providerSpec, type ProviderSpec } from "./index.ts"
import type { TokenIo } from "./tokenEndpoint.ts"

/** The secret that the scripted provider accepts. Any other is refused in the provider's own way. */
export const ACCEPTED = "accepted"

/** A provider's data with these client secrets, the newer one first. */
export function specWith(provider: Provider, secrets: readonly string[]): ProviderSpec {
  const list = secrets.map((secret) => new Secret(secret))
  return providerSpec({ ...CONFIG, TRELLO_CLIENT_SECRET: list, MIRO_CLIENT_SECRET: list }, provider)
}

/** What a scripted provider was asked: the call, and the client secret in its body. */
export interface Asked {
  readonly call: "revoke" | "delete" | "refresh"
  readonly secret: string | null
}

interface Behaviour {
  /** The access tokens that live; a refresh issues `access-new` beside `refresh-new` and makes it one. */
  readonly live: readonly string[]
  /** What a refresh with the accepted secret does. */
  readonly refresh?: "issue" | "invalid_grant" | "nameless" | "unavailable"
  /** Whether Trello has RFC 7009's endpoint. */
  readonly rfc7009?: boolean
}

/** One provider that checks the client of every call, as Miro and Trello do. */
export class ClientCheckingProvider implements TokenIo {
  readonly timeoutMs = 1_000
  readonly asked: Asked[] = []
  /** Whether a revocation succeeded. */
  ended = false
  readonly #live: Set<string>
  readonly #behaviour: Behaviour

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour
    this.#live = new Set(behaviour.live)
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    await Promise.resolve()
    const { pathname } = new URL(url)
    const body = readBody(init)
    const secret = body["client_secret"] ?? body["clientSecret"] ?? null
    const miro = url.startsWith(CONFIG.MIRO_API_ORIGIN)
    const call =
      init.method === "DELETE" ? "delete" : pathname.endsWith("revoke") ? "revoke" : "refresh"
    this.asked.push({ call, secret })
    if (call === "refresh") return this.#refresh(miro, secret)
    if (call === "delete") return this.#delete(new Headers(init.headers).get("authorization"))
    return miro
      ? this.#revokeAtMiro(secret, body["accessToken"] ?? "")
      : this.#revokeAtTrello(secret)
  }

  /** Miro's OpenAPI, revoke-token-v2: 204, and one answer to every refusal. */
  #revokeAtMiro(secret: string | null, token: string): Response {
    if (secret === ACCEPTED && this.#live.has(token)) return this.#end(204)
    const error = { type: "error", code: "notFound", message: "Token not found", status: 404 }
    return Response.json(error, { status: 404 })
  }

  /** RFC 7009 §2.2: 200 for any token of an accepted client. */
  #revokeAtTrello(secret: string | null): Response {
    if (this.#behaviour.rfc7009 !== true) return new Response("Not Found", { status: 404 })
    if (secret === ACCEPTED) return this.#end(200)
    return Response.json({ error: "invalid_client" }, { status: 401 })
  }

  #delete(authorization: string | null): Response {
    const token = authorization?.replace("Bearer ", "") ?? ""
    return this.#live.has(token) ? this.#end(200) : new Response("invalid token", { status: 401 })
  }

  #refresh(miro: boolean, secret: string | null): Response {
    const { refresh = "issue" } = this.#behaviour
    const refuse = (error: string, message: string) =>
      miro
        ? Response.json(
            { code: "oauthError", message, status: 401, type: "error" },
            { status: 401 },
          )
        : Response.json({ error }, { status: 403 })
    if (refresh === "unavailable") return new Response("", { status: 503 })
    if (refresh === "nameless") return refuse("unauthorized_client", "Unauthorized")
    if (secret !== ACCEPTED) return refuse("invalid_client", "Invalid client credentials.")
    if (refresh === "invalid_grant") return refuse("invalid_grant", "Invalid refresh token.")
    this.#live.add("access-new")
    const pair = { access_token: "access-new", refresh_token: "refresh-new" }
    return Response.json({ ...pair, token_type: "bearer", expires_in: 3600 })
  }

  #end(status: 200 | 204): Response {
    this.ended = true
    return new Response(null, { status })
  }
}

function readBody({ body }: RequestInit): Readonly<Record<string, string>> {
  if (typeof body !== "string") return {}
  return body.startsWith("{")
    ? (JSON.parse(body) as Record<string, string>)
    : Object.fromEntries(new URLSearchParams(body))
}
