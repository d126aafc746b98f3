import type { ProviderSpec, RevocationRequest } from "../providers/provider.ts"
import { exchangeRefreshToken, type TokenIo } from "../providers/tokenEndpoint.ts"
import type { StoredTokens } from "./record.ts"

/** How telling a provider ended. */
export interface RevocationOutcome {
  /** `done`: the provider ended the grant or knows it no more. `later`: it could not answer; try again. */
  readonly outcome: "done" | "later"
  /** The pair to try again with, where the old one was spent on the way. */
  readonly renewed: StoredTokens | null
}

/**
 * Tells a provider that a grant is over. An expired access token is refreshed once where the call needs a live one.
 */
export async function revokeUpstream(
  spec: ProviderSpec,
  tokens: StoredTokens,
  io: TokenIo,
): Promise<RevocationOutcome> {
  const first = await tryRevocations(spec.revocations(tokens), io)
  if (first !== "refused" || tokens.refreshToken === null) return ended(first)
  const refreshed = await exchangeRefreshToken(spec, tokens.refreshToken, io)
  if (refreshed.kind !== "issued") return ended(refreshed.kind === "rejected" ? "done" : "later")
  const { accessToken, refreshToken } = refreshed.tokens
  const renewed = { accessToken, refreshToken: refreshToken ?? tokens.refreshToken }
  const second = await tryRevocations(spec.revocations(renewed), io)
  return second === "later" ? { outcome: "later", renewed } : ended(second)
}

function ended(tried: "done" | "later" | "refused"): RevocationOutcome {
  return { outcome: tried === "later" ? "later" : "done", renewed: null }
}

async function tryRevocations(
  requests: readonly RevocationRequest[],
  io: TokenIo,
): Promise<"done" | "later" | "refused"> {
  for (const request of requests) {
    const status = await send(request, io)
    if (status === null || status === 429 || status >= 500) return "later"
    if (status >= 200 && status < 300) return "done"
  }
  return "refused"
}

async function send(request: RevocationRequest, io: TokenIo): Promise<number | null> {
  const headers = new Headers({ accept: "application/json" })
  if (request.body !== null) headers.set("content-type", "application/json")
  if (request.bearer !== null) headers.set("authorization", `Bearer ${request.bearer.reveal()}`)
  try {
    const response = await io.fetch(request.url, {
      method: request.method,
      headers,
      body: request.body,
      redirect: "manual",
      signal: AbortSignal.timeout(io.timeoutMs),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}
