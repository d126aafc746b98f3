import { Hono } from "hono"
import type { RestEnv } from "./caller.ts"
import { ANY_SCOPE, guard } from "./guard.ts"
import { Refusal } from "./refusal.ts"

const URLS_MAX = 10

/**
 * `GET /batch?urls=/cards/a,/cards/b`: up to ten reads in one. Commas inside an address are percent-encoded.
 * `call` answers one of them with the caller's own credentials.
 */
export function buildBatchRoutes(
  call: (path: string, headers: Headers) => Promise<Response>,
): Hono<RestEnv> {
  const app = new Hono<RestEnv>()
  app.get("/batch", guard("id", ANY_SCOPE), async (c) => {
    const query = new URL(c.req.url).search.slice(1).split("&")
    const raw = query.find((pair) => pair.startsWith("urls="))?.slice("urls=".length) ?? ""
    const urls = raw
      .replaceAll("+", "%20")
      .split(/,|%2C(?=%2F|\/)/i)
      .map(decodeURIComponent)
      .filter((url) => url !== "")
    const bad = urls.some((url) => !url.startsWith("/") || url.startsWith("/batch"))
    if (urls.length === 0 || urls.length > URLS_MAX || bad) {
      throw new Refusal(400, "invalid value for urls")
    }
    const answers = []
    for (const url of urls)
      answers.push(await readAnswer(await call(`/1${url}`, c.req.raw.headers)))
    return c.json(answers)
  })
  return app
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text()
  if (response.ok) return { 200: JSON.parse(text) as unknown }
  return { statusCode: response.status, name: "Error", message: text }
}
