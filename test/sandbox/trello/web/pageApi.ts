import { Hono } from "hono"
import { streamSSE } from "hono/streaming"
import * as v from "valibot"
import type { SandboxEnv } from "../../control/middleware.ts"
import { switchPlugin } from "../rest/boardWrites.ts"
import { findBoard } from "../store/lookups.ts"
import { canReadBoard, canWriteBoard } from "../store/rights.ts"
import type { Trello } from "../trello.ts"
import { WriteSchema, writePluginData } from "./pluginData.ts"
import { buildPageState } from "./state.ts"
import { readViewer, writeViewer } from "./viewer.ts"

const ViewerSchema = v.strictObject({ member: v.nullable(v.string()) })
const PluginSchema = v.strictObject({ board: v.string(), enabled: v.boolean() })

/** `/_page/…`: what the board page asks besides Trello's own API. */
export function buildPageApi(trello: Trello): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>().basePath("/_page")

  app.post("/viewer", async (c) => {
    const read = v.safeParse(ViewerSchema, await readJson(c.req.raw))
    if (!read.success) return c.json({ message: "Expected {member: id or null}." }, 400)
    const { member: id } = read.output
    const member = id === null ? null : trello.store.members.get(id)
    if (member === undefined) return c.json({ message: "There is no such member." }, 404)
    writeViewer(c, member)
    return c.json({ member: id })
  })

  app.get("/state", (c) => {
    const state = buildPageState(trello, readViewer(c, trello.store), c.req.query("board") ?? "")
    return state === null ? c.json({ message: "Board not found." }, 404) : c.json(state)
  })

  app.put("/pluginData", async (c) => {
    const read = v.safeParse(WriteSchema, await readJson(c.req.raw))
    if (!read.success) {
      return c.json({ message: "Expected {scope, visibility, idModel, value}." }, 400)
    }
    const refusal = writePluginData(trello, readViewer(c, trello.store), read.output)
    return refusal === null
      ? c.json({ ok: true })
      : c.json({ message: refusal.message }, refusal.status)
  })

  app.put("/plugin", async (c) => {
    const read = v.safeParse(PluginSchema, await readJson(c.req.raw))
    if (!read.success) return c.json({ message: "Expected {board, enabled}." }, 400)
    const viewer = readViewer(c, trello.store)
    const board = findBoard(trello.store, read.output.board)
    if (board === null || !canReadBoard(trello.store, board, viewer?.id ?? null)) {
      return c.json({ message: "Board not found." }, 404)
    }
    if (viewer === null || !canWriteBoard(trello.store, board, viewer.id)) {
      return c.json({ message: "You may not change the Power-Ups of this board." }, 401)
    }
    const actor = { idMember: viewer.id, idPlugin: null }
    switchPlugin(trello, actor, board, read.output.enabled)
    return c.json({ enabled: read.output.enabled })
  })

  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve)
      })
      const listener = (board: string): void => {
        void stream.writeSSE({ event: "change", data: JSON.stringify({ board }) })
      }
      trello.listeners.changed.add(listener)
      await stream.writeSSE({ event: "open", data: "{}" })
      await ended
      trello.listeners.changed.delete(listener)
    }),
  )
  return app
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    return null
  }
}
