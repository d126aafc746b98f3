import type { AttemptAnswer } from "../../../core/contract/connections.ts"
import { ERRORS, type ErrorAnswer, type ErrorCode } from "../../../core/contract/errors.ts"

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly path: string
  readonly headers: Headers
  readonly body: unknown
}

type Answer = (request: SeenRequest) => Response | Promise<Response>

export interface FakeWorker {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly requests: SeenRequest[]
  /** How many requests went to a call, for example `GET /api/connections`. */
  readonly count: (call: string) => number
  /** Answers a call so from now on; with `times`, that often and then as before. */
  readonly answer: (call: string, answer: Answer, times?: number) => void
  /** The attempt that is open, as `GET /api/attempts/{id}` tells it; a test changes it. */
  readonly attempt: { status: AttemptAnswer["status"]; error: AttemptAnswer["error"] }
  /** Start addresses given so far. */
  readonly started: () => number
}

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } })

/** A refusal as the Worker words it. */
export function refusal(code: ErrorCode, detail: Partial<ErrorAnswer["error"]> = {}): Response {
  const { status, retryable } = ERRORS[code]
  return json({ error: { code, retryable, ...detail } }, status)
}

/** The id of the n-th attempt. */
export const attemptId = (n: number): string => `attempt${String(n).padStart(15, "0")}`

/** A Worker that knows attempts and answers other calls as it is told; start addresses live ten minutes. */
export function createFakeWorker(): FakeWorker {
  const requests: SeenRequest[] = []
  const answers = new Map<string, { answer: Answer; times: number }[]>()
  const attempt: FakeWorker["attempt"] = { status: "prepared", error: null }
  let started = 0

  const tell = (id: string): Response =>
    json({ attempt: id, provider: "miro", status: attempt.status, error: attempt.error })

  const builtIn = ({ method, path }: SeenRequest): Response => {
    if (method === "POST" && path === "/api/connections/authorize") {
      started += 1
      return json({
        attempt: attemptId(started),
        url: `https://app.example/oauth/miro/start?attempt=${attemptId(started)}`,
        expiresAt: new Date(Date.now() + 600_000).toISOString(),
      })
    }
    const [, id, redeem] = /^\/api\/attempts\/([^/]+)(\/redeem)?$/.exec(path) ?? []
    if (id === undefined) return new Response("<!doctype html>", { status: 404 })
    if (redeem !== undefined) attempt.status = "connected"
    return tell(id)
  }

  return {
    requests,
    attempt,
    started: () => started,
    count: (call) => requests.filter(({ method, path }) => `${method} ${path}` === call).length,
    answer: (call, answer, times = Number.POSITIVE_INFINITY) => {
      answers.set(call, [{ answer, times }, ...(answers.get(call) ?? [])])
    },
    fetch: async (url, init) => {
      const path = url.split("?")[0] ?? ""
      const request: SeenRequest = {
        method: init.method ?? "GET",
        url,
        path,
        headers: new Headers(init.headers),
        body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : null,
      }
      requests.push(request)
      const planned = answers.get(`${request.method} ${path}`)?.find(({ times }) => times > 0)
      if (planned === undefined) return builtIn(request)
      planned.times -= 1
      return await planned.answer(request)
    },
  }
}
