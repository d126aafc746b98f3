import { Hono } from "hono"
import type { Trello } from "../trello.ts"
import type { RestEnv } from "./caller.ts"

export function buildWebhookRoutes(_trello: Trello): Hono<RestEnv> {
  return new Hono<RestEnv>()
}
