import * as v from "valibot"
import { parseAnswer, type RawAnswer } from "./answer.ts"
import type { Call } from "./calls.ts"
import { ApiError, ClientError, NetworkError } from "./errors.ts"
import { askIdentity } from "./identity.ts"
import type { CallOptions, ClientOptions, TrelloContext } from "./types.ts"

/** How long one call may take, identity included, in milliseconds. */
export const TIME_LIMIT_MS = 25_000

/** Makes one call of the Worker as the person who looks. */
export type Send = <C extends Call>(
  call: C,
  params: Readonly<Record<string, unknown>>,
  options?: CallOptions,
) => Promise<v.InferOutput<C["answer"]>>

interface Outline {
  readonly url: string
  readonly body: string | null
}

/** Builds address and body of a call; `ApiError` `invalid_request` when the parameters do not fit its schema. */
export function buildRequest(
  call: Call,
  params: Readonly<Record<string, unknown>>,
  baseUrl: string,
): Outline {
  const read = v.safeParse(call.request, params)
  if (!read.success) throw new ApiError("invalid_request")
  const rest = new Map<string, unknown>(Object.entries(read.output))
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name)
    rest.delete(name)
    return encodeURIComponent(String(value))
  })
  if (call.method === "POST") {
    return { url: baseUrl + path, body: JSON.stringify(Object.fromEntries(rest)) }
  }
  const query = new URLSearchParams()
  for (const [name, value] of rest) if (typeof value === "string") query.set(name, value)
  return { url: `${baseUrl}${path}${query.size > 0 ? `?${query}` : ""}`, body: null }
}

/** Builds the function behind every call. The identity travels in a header alone, fresh for each call. */
export function createSend(
  t: TrelloContext,
  options: Required<Pick<ClientOptions, "fetch" | "baseUrl" | "now">>,
): Send {
  const once = async (call: Call, outline: Outline, nonce: string | null, signal: AbortSignal) => {
    const jwt = await askIdentity(t, { card: call.card, ...(nonce === null ? {} : { nonce }) })
    signal.throwIfAborted()
    const response = await options.fetch(outline.url, {
      method: call.method,
      headers: {
        authorization: `Bearer ${jwt}`,
        accept: "application/json",
        ...(outline.body === null ? {} : { "content-type": "application/json" }),
      },
      ...(outline.body === null ? {} : { body: outline.body }),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal,
    })
    return {
      status: response.status,
      contentType: response.headers.get("content-type") ?? "",
      retryAfter: response.headers.get("retry-after"),
      text: await response.text(),
    } satisfies RawAnswer
  }

  return async (call, params, { signal } = {}) => {
    signal?.throwIfAborted()
    const outline = buildRequest(call, params, options.baseUrl)
    const exchange = (nonce: string | null) =>
      withinTime(signal, (inner) => once(call, outline, nonce, inner))
    try {
      return parseAnswer(call, await exchange(null))
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "identity_expired")) throw error
      return parseAnswer(call, await exchange(`again-${options.now()}`))
    }
  }
}

/** Runs `work` until it settles, the time is over or `outer` aborts, whether or not it heeds its signal. */
async function withinTime<T>(
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController()
  const stop = new AbortController()
  const limit = new Promise<never>((_, reject) => {
    const end = (reason: unknown) => {
      reject(reason)
      inner.abort()
    }
    const timer = setTimeout(() => end(new NetworkError("no answer in time", true)), TIME_LIMIT_MS)
    stop.signal.addEventListener("abort", () => clearTimeout(timer))
    outer?.addEventListener("abort", () => end(outer.reason), { signal: stop.signal })
  })
  try {
    return await Promise.race([limit, work(inner.signal).catch(asNetworkError)])
  } finally {
    stop.abort()
  }
}

function asNetworkError(error: unknown): never {
  if (error instanceof ClientError) throw error
  throw new NetworkError("no answer", false)
}
