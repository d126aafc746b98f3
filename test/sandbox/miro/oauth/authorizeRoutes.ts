import { type Context, Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import { APP_NAME, type Miro } from "../context.ts"
import { readViewer, writeViewer } from "../viewer.ts"
import {
  type AuthorizeRequest,
  buildDeniedUrl,
  buildSuccessUrl,
  parseAuthorize,
  presetAnswer,
  teamsToChoose,
} from "./authorize.ts"
import { approvalPage, consentPage, refusalPage } from "./consentPage.ts"

/** `/oauth/authorize`: the consent page and its answers. */
export function buildAuthorizeRoutes(miro: Miro): Hono<SandboxEnv> {
  const { store, client, control, grants } = miro
  const routes = new Hono<SandboxEnv>()

  routes.use("/oauth/authorize", async (c, next) => {
    await next()
    c.header("Cache-Control", "no-store")
    if (control.quirks().opener === "cut") c.header("Cross-Origin-Opener-Policy", "same-origin")
  })

  const allow = (
    c: Context<SandboxEnv>,
    request: AuthorizeRequest,
    userId: string,
    teamId: string,
  ) =>
    c.redirect(
      buildSuccessUrl(request, {
        code: grants.issueCode({ redirectUri: request.redirectUri, userId, teamId }),
        clientId: client.id,
        teamId,
      }),
    )

  const viewOf = (c: Context<SandboxEnv>, request: AuthorizeRequest) => {
    const as = store.users.get(c.req.query("as") ?? "")
    if (as !== undefined) writeViewer(c, as)
    const viewer = as ?? readViewer(c, store)
    return {
      appName: APP_NAME,
      request,
      query: new URL(c.req.url).searchParams.toString(),
      viewer,
      users: [...store.users.values()],
      teams: teamsToChoose(store, viewer.id, request.teamId),
    }
  }

  routes.get("/oauth/authorize", (c) => {
    const request = parseAuthorize(new URL(c.req.url).searchParams, client)
    if (!request.ok) return c.html(refusalPage(request.error), 400)
    const view = viewOf(c, request.value)
    const quirks = control.quirks()
    const preset = presetAnswer(control.consent(), quirks, store, request.value, view.viewer)
    if (!preset.ok) return c.html(refusalPage(preset.error), 400)
    if (preset.value !== null) {
      const { user, team } = preset.value
      if (!preset.value.allow) return c.redirect(buildDeniedUrl(request.value))
      return allow(c, request.value, user.id, team.id)
    }
    return c.html(quirks.adminApproval ? approvalPage(view, false) : consentPage(view))
  })

  routes.post("/oauth/authorize", async (c) => {
    const request = parseAuthorize(new URL(c.req.url).searchParams, client)
    if (!request.ok) return c.html(refusalPage(request.error), 400)
    const view = viewOf(c, request.value)
    if (control.quirks().adminApproval) return c.html(approvalPage(view, true))
    const form = new URLSearchParams(await c.req.text())
    if (form.get("answer") !== "allow") return c.redirect(buildDeniedUrl(request.value))
    const userId = form.get("user") ?? ""
    const team = teamsToChoose(store, userId, request.value.teamId).find(
      (one) => one.id === form.get("team"),
    )
    if (team === undefined) return c.html(refusalPage("Choose one of your teams."), 400)
    return allow(c, request.value, userId, team.id)
  })

  return routes
}
