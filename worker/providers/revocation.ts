import type { Secret } from "../secret.ts"
import type { ProviderSpec, RevocationRequest } from "./provider.ts"
import type { TokenIo } from "./tokenEndpoint.ts"

/**
 * Sends a provider's revocations until one succeeds, each with every client secret that may be the accepted one.
 * `done`: a 2xx came. `later`: the provider could not answer. `refused`: all were refused, which says nothing about the
 * grant: the token may have expired, and the client may be the one who is refused.
 */
export async function sendRevocations(
  spec: ProviderSpec,
  tokens: { readonly accessToken: Secret; readonly refreshToken: Secret | null },
  io: TokenIo,
): Promise<"done" | "later" | "refused"> {
  for (const request of spec.revocations(tokens)) {
    for (const body of bodiesOf(request, spec.clientSecrets)) {
      const status = await send(request, body, io)
      if (status === null || status === 408 || status === 429 || status >= 500) return "later"
      if (status >= 200 && status < 300) return "done"
      if (!request.clientRefusals.includes(status)) break
    }
  }
  return "refused"
}

function bodiesOf({ body }: RevocationRequest, secrets: readonly Secret[]) {
  return body === null ? [null] : secrets.map((secret) => body(secret))
}

async function send(
  request: RevocationRequest,
  body: string | null,
  io: TokenIo,
): Promise<number | null> {
  const headers = new Headers({ accept: "application/json" })
  if (body !== null) headers.set("content-type", "application/json")
  if (request.bearer !== null) headers.set("authorization", `Bearer ${request.bearer.reveal()}`)
  try {
    const response = await io.fetch(request.url, {
      method: request.method,
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(io.timeoutMs),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return null
  }
}
