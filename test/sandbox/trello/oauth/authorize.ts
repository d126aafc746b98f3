import { type Context, Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import { defaultMember } from "../seed/people.ts"
import type { Member } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { readViewer } from "../web/viewer.ts"
import { renderConsentPage, renderProblemPage } from "./consentPage.ts"
import {
  type AuthorizeRequest,
  buildCodeRedirect,
  buildErrorRedirect,
  readAuthorizeRequest,
  refusalOf,
} from "./request.ts"

/** `/authorize`: asks the member, or answers for them where the control API says so. */
export function buildAuthorizeRoutes(trello: Trello): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get("/authorize", (c) => {
    if (trello.quirks().opener === "cut") c.header("cross-origin-opener-policy", "same-origin")
    const query = new URL(c.req.url).searchParams
    const read = readAuthorizeRequest(trello, query)
    if (read.kind === "page") return c.html(renderProblemPage(read.words), 400)
    if (read.kind === "redirect") return c.redirect(read.to)
    const consent = trello.consent()
    if (consent.mode === "ask") return showConsent(c, trello, read.request)
    if (consent.mode === "deny") return c.redirect(deny(read.request))
    const member =
      consent.member === undefined
        ? defaultMember(trello.store)
        : trello.store.members.get(consent.member)
    if (member === undefined) {
      return c.html(renderProblemPage("The control API names a member who does not exist."), 400)
    }
    return c.redirect(allow(trello, read.request, member))
  })

  app.post("/authorize", async (c) => {
    if (trello.quirks().opener === "cut") c.header("cross-origin-opener-policy", "same-origin")
    const origin = c.req.header("origin")
    if (origin !== undefined && origin !== trello.origin) {
      return c.html(renderProblemPage("The answer came from another site."), 403)
    }
    const form = new URLSearchParams(await c.req.text())
    const read = readAuthorizeRequest(trello, new URL(c.req.url).searchParams)
    if (read.kind === "page") return c.html(renderProblemPage(read.words), 400)
    if (read.kind === "redirect") return c.redirect(read.to, 303)
    if (form.get("decision") !== "allow") return c.redirect(deny(read.request), 303)
    const member = trello.store.members.get(form.get("member") ?? "")
    if (member === undefined) return c.html(renderProblemPage("Choose who continues."), 400)
    return c.redirect(allow(trello, read.request, member), 303)
  })
  return app
}

function showConsent(
  c: Context<SandboxEnv>,
  trello: Trello,
  request: AuthorizeRequest,
): Response | Promise<Response> {
  const viewer = readViewer(c, trello.store)
  c.header("content-security-policy", "frame-ancestors 'none'")
  return c.html(
    renderConsentPage({
      appName: trello.client.name,
      workspace: request.organization.displayName,
      scopes: request.scopes,
      members: [...trello.store.members.values()].map((member) => ({
        id: member.id,
        fullName: member.fullName,
        username: member.username,
        refusal: refusalOf(trello, request.organization, member),
      })),
      chosen: viewer?.id ?? defaultMember(trello.store).id,
      leadsTo: new URL(request.redirectUri).host,
    }),
  )
}

function allow(trello: Trello, request: AuthorizeRequest, member: Member): string {
  const refusal = refusalOf(trello, request.organization, member)
  if (refusal !== null) return buildErrorRedirect(request, "access_denied", refusal)
  const code = trello.grants.issueCode({
    idMember: member.id,
    idOrganization: request.organization.id,
    scopes: request.scopes,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
  })
  return buildCodeRedirect(request, code)
}

function deny(request: AuthorizeRequest): string {
  return buildErrorRedirect(request, "access_denied", "User denied access")
}
