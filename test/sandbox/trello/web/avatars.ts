import { Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Trello } from "../trello.ts"

/** `/avatars/{idMember}[/{size}.png|svg]`: initials on the member's colour, always as SVG. */
export function buildAvatarRoutes(trello: Trello): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get("/avatars/:id/:file?", (c) => {
    const member = trello.store.members.get(c.req.param("id"))
    if (member === undefined) return c.text("There is no such member.", 404)
    const size = Math.min(
      512,
      Math.max(16, Number.parseInt(c.req.param("file") ?? "170", 10) || 170),
    )
    const { hue, initials } = member
    c.header("content-type", "image/svg+xml; charset=utf-8")
    c.header("cache-control", "public, max-age=3600")
    c.header("access-control-allow-origin", "*")
    return c.body(`<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="hsl(${hue} 62% 42%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 64% 30%)"/></linearGradient></defs>
<rect width="100" height="100" fill="url(#g)"/>
<text x="50" y="51" fill="#fff" font-family="system-ui, sans-serif" font-size="40" font-weight="600" text-anchor="middle" dominant-baseline="central">${initials}</text>
</svg>`)
  })
  return app
}
