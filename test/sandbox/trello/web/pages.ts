import { html, raw } from "hono/html"
import { type Context, Hono } from "hono"
import { getCookie } from "hono/cookie"
import type { SandboxEnv } from "../../control/middleware.ts"
import { findBoard, findCard } from "../store/lookups.ts"
import type { Trello } from "../trello.ts"
import type { Assets } from "./assets.ts"
import { renderLanding } from "./landing.ts"
import { renderPage } from "./page.ts"
import { readViewer, writeViewer } from "./viewer.ts"

/** What a person opens: the start page, boards, cards, and the scripts that they load. */
export function buildPageRoutes(
  trello: Trello,
  assets: Assets,
  links: { readonly miroOrigin: string | null; readonly appOrigin: string },
): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get("/", (c) => {
    keepViewer(c, trello)
    return c.html(renderLanding(trello, readViewer(c, trello.store), links))
  })

  app.get("/b/:shortLink/*", (c) => showBoard(c, c.req.param("shortLink"), null))
  app.get("/c/:shortLink/*", (c) => {
    const card = findCard(trello.store, c.req.param("shortLink"))
    return card === null ? c.html(renderMissing(), 404) : showBoard(c, card.idBoard, card.id)
  })

  app.get("/power-up.min.js", async (c) => {
    const built = await assets.library()
    if (!built.ok) return c.text(`// ${built.words}`, 503)
    return script(c, built.value)
  })
  app.get("/_page/assets/board.js", async (c) => {
    const built = await assets.board()
    return built.ok ? script(c, built.value.script) : c.text(built.words, 503)
  })
  app.get("/_page/assets/board.css", async (c) => {
    const built = await assets.board()
    c.header("content-type", "text/css; charset=utf-8")
    return built.ok ? c.body(built.value.style) : c.body("", 503)
  })
  app.get("/favicon.ico", (c) => c.body(null, 204))

  async function showBoard(
    c: Context<SandboxEnv>,
    idOrShortLink: string,
    idCard: string | null,
  ): Promise<Response> {
    keepViewer(c, trello)
    const board = findBoard(trello.store, idOrShortLink)
    if (board === null) return c.html(renderMissing(), 404)
    const built = await assets.board()
    if (!built.ok) {
      const words = html`<h1>${board.name}</h1><p>${built.words}</p>`
      return c.html(renderPage(board.name, words), 503)
    }
    const start = { board: board.id, card: idCard, miroOrigin: links.miroOrigin }
    return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${board.name} | Trello stand-in</title>
<link rel="stylesheet" href="/_page/assets/board.css">
</head>
<body>
<div id="root"></div>
<script type="application/json" id="start">${raw(JSON.stringify(start).replaceAll("<", "\\u003c"))}</script>
<script type="module" src="/_page/assets/board.js"></script>
</body>
</html>`)
  }
  return app
}

/** Writes down who looks, so that the page's own calls are known from those of programs. */
function keepViewer(c: Context<SandboxEnv>, trello: Trello): void {
  if (getCookie(c, "viewer") === undefined) writeViewer(c, readViewer(c, trello.store))
}

function renderMissing() {
  const body = html`<h1>Page not found</h1><p>There is no board or card at this address. <a href="/">See all boards</a></p>`
  return renderPage("Page not found", body)
}

function script(c: Context<SandboxEnv>, text: string): Response {
  c.header("content-type", "text/javascript; charset=utf-8")
  c.header("cache-control", "no-cache")
  c.header("access-control-allow-origin", "*")
  return c.body(text)
}
