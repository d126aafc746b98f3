import type { HttpBindings } from "@hono/node-server"
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response"
import type { Context, MiddlewareHandler, Next } from "hono"
import type { Clock } from "./clock.ts"
import type { Fault, FaultQueue } from "./faults.ts"
import { findToken, fingerprint, redactPath, type RequestRow } from "./requests.ts"

/** What every handler of a stand-in finds in its context. Handlers set `actor` and `grant` for the request log. */
export interface SandboxEnv {
  Bindings: HttpBindings
  Variables: { actor: string | null; grant: string | null }
}

interface MiddlewareOptions {
  readonly clock: Clock
  readonly faults: FaultQueue
  readonly rows: RequestRow[]
  /** Whether a request of this path (without query) is logged and can fail. */
  readonly covers: (path: string) => boolean
  /** Settles when held answers may go. */
  readonly released: () => Promise<void>
  /** The body of a `status` fault that brings none. */
  readonly faultBody: (status: number) => unknown
}

/** Logs a request and lets its fault happen, in this order: record, fault, handler. */
export function buildMiddleware(options: MiddlewareOptions): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const url = new URL(c.req.url)
    c.set("actor", null)
    c.set("grant", null)
    if (!options.covers(url.pathname)) return await next()
    const path = url.pathname + url.search
    const row = await record(c, path, url.search, options)
    const fault = options.faults.take(c.req.method, path)
    const answer = fault === null ? await pass(next) : await inject(fault, c, next, options)
    row.actor = c.get("actor")
    row.grant = c.get("grant")
    if (answer !== undefined) c.res = answer
    row.status = answer === RESPONSE_ALREADY_SENT ? null : c.res.status
    return undefined
  }
}

async function pass(next: Next): Promise<undefined> {
  await next()
}

async function record(
  c: Context<SandboxEnv>,
  path: string,
  query: string,
  options: MiddlewareOptions,
): Promise<RequestRow> {
  const token = findToken({
    authorization: c.req.header("authorization") ?? null,
    contentType: c.req.header("content-type") ?? null,
    body: await c.req.text(),
    query,
  })
  const row: RequestRow = {
    at: new Date(options.clock.now()).toISOString(),
    method: c.req.method,
    path: redactPath(path),
    status: null,
    actor: null,
    grant: null,
    tokenFingerprint: token === null ? null : fingerprint(token),
  }
  options.rows.push(row)
  return row
}

async function inject(
  fault: Fault,
  c: Context<SandboxEnv>,
  next: Next,
  options: MiddlewareOptions,
): Promise<Response | undefined> {
  if (fault.delayMs !== undefined) await sleep(fault.delayMs)
  switch (fault.kind) {
    case "delay":
      return await pass(next)
    case "status":
      return answerStatus(fault, options)
    case "drop_before":
      return cut(c)
    case "drop_after":
      await next()
      return cut(c)
    case "hold":
      await next()
      await options.released()
      return undefined
    case "malformed":
      await next()
      return breakJson(await c.res.text())
    default:
      throw new Error(`Unknown fault: ${String(fault.kind satisfies never)}`)
  }
}

function answerStatus(fault: Fault, options: MiddlewareOptions): Response {
  const status = fault.status ?? 500
  const body = fault.body ?? options.faultBody(status)
  const headers = new Headers({ "content-type": "application/json; charset=utf-8" })
  for (const [name, value] of Object.entries(fault.headers ?? {})) headers.set(name, value)
  const empty = status === 204 || status === 205 || status === 304
  const text = typeof body === "string" ? body : JSON.stringify(body)
  return new Response(empty ? null : text, { status, headers })
}

/** Ends the connection; the server is told that nothing is left to send. */
function cut(c: Context<SandboxEnv>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

function breakJson(text: string): Response {
  return new Response(`${text.trimEnd().slice(0, -1)},{`, {
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8" },
  })
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
