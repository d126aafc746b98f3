import { type Context, Hono } from "hono"
import { streamSSE } from "hono/streaming"
import * as v from "valibot"
import type { SandboxEnv } from "../control/middleware.ts"
import { doorsFor, mayEdit, roleOn } from "./access.ts"
import { buildAsset } from "./bundle.ts"
import { copyItem, placeOnCanvas } from "./byHand.ts"
import type { Miro } from "./context.ts"
import { insufficientPermissions, invalidParameters, notFound } from "./errors.ts"
import type { Board, User } from "./model.ts"
import { buildBoardPageState, buildLandingState } from "./pageState.ts"
import { changeItem } from "./rest/itemChanges.ts"
import { findItem } from "./rest/items.ts"
import { readBody } from "./rest/parameters.ts"
import { removeItem } from "./store.ts"
import { readViewer, writeViewer } from "./viewer.ts"

const ViewerSchema = v.object({ user: v.string() })
const MoveSchema = v.object({ x: v.number(), y: v.number() })

/** The landing page, the board page, its live embed and `/_page/…`, which those call. A cookie says who looks. */
export function buildPageRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store, control } = miro
  const routes = new Hono<SandboxEnv>()

  for (const path of ["/", ...pathsOf("/app/board/:board"), ...pathsOf("/app/live-embed/:board")]) {
    routes.get(path, (c) => c.html(SHELL))
  }
  routes.get("/_page/assets/:file", async (c) => {
    const asset = await buildAsset(c.req.param("file"))
    if (asset === null) throw notFound("Asset")
    return c.body(asset.text, 200, { "Content-Type": asset.type, "Cache-Control": "no-cache" })
  })

  routes.get("/_page/boards", (c) => c.json(buildLandingState(store, readViewer(c, store))))
  routes.get("/_page/state", (c) => {
    const viewer = readViewer(c, store)
    const board = store.boards.get(c.req.query("board") ?? "")
    if (board === undefined || roleOf(board, viewer) === null) {
      return c.json({ ...buildLandingState(store, viewer), board: null }, 404)
    }
    board.lastOpenedAt = control.clock.now()
    board.lastOpenedBy = viewer.id
    return c.json(buildBoardPageState(store, board, viewer, miro.client.id))
  })
  routes.post("/_page/viewer", async (c) => {
    const body = await readBody(c, ViewerSchema, invalidParameters)
    const user = store.users.get(body.user)
    if (user === undefined) throw notFound("User")
    writeViewer(c, user)
    return c.json({ ok: true })
  })

  routes.patch("/_page/boards/:board/items/:item", async (c) => {
    const { board, viewer } = enterAsPerson(c)
    const item = findItem(c, board)
    const at = await readBody(c, MoveSchema, invalidParameters)
    const author = { userId: viewer.id, app: null, now: control.clock.now() }
    changeItem(item, placeOnCanvas(board, item, at), board, store, author)
    store.touch(board, viewer.id)
    return c.json({ ok: true })
  })
  routes.delete("/_page/boards/:board/items/:item", (c) => {
    const { board, viewer } = enterAsPerson(c)
    removeItem(board, findItem(c, board))
    store.touch(board, viewer.id)
    return c.json({ ok: true })
  })
  routes.post("/_page/boards/:board/items/:item/copy", (c) => {
    const { board, viewer } = enterAsPerson(c)
    const copy = copyItem(store, board, findItem(c, board), viewer.id, control.clock.now())
    store.touch(board, viewer.id)
    return c.json({ id: copy.id }, 201)
  })

  routes.get("/_page/events", (c) =>
    streamSSE(c, async (stream) => {
      const stop = store.onChange((board) => {
        void stream.writeSSE({ event: "change", data: JSON.stringify({ board }) })
      })
      stream.onAbort(stop)
      await stream.writeSSE({ event: "ready", data: "{}" })
      while (!stream.aborted) await stream.sleep(500)
    }),
  )

  const roleOf = (board: Board, viewer: User) =>
    roleOn(board, viewer.id, doorsFor(board, viewer.id, store.teams, true))

  const enterAsPerson = (c: Context<SandboxEnv>): { board: Board; viewer: User } => {
    const viewer = readViewer(c, store)
    const board = store.boards.get(c.req.param("board") ?? "")
    const role = board === undefined ? null : roleOf(board, viewer)
    if (board === undefined || role === null) throw notFound("Board")
    if (!mayEdit(role)) throw insufficientPermissions("You may only look at this board")
    return { board, viewer }
  }

  return routes
}

/** Miro's REST gives addresses of boards without the last slash, people have them with it. */
const pathsOf = (path: string): string[] => [path, `${path}/`]

const SHELL = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Boards</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%23ffd02f'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/_page/assets/board.css">
</head>
<body>
<div id="root"></div>
<script type="module" src="/_page/assets/board.js"></script>
</body>
</html>`
