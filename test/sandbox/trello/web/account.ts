import { html } from "hono/html"
import { type Context, Hono } from "hono"
import type { SandboxEnv } from "../../control/middleware.ts"
import type { Member } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { renderPage } from "./page.ts"

/** `/u/{username}/account`: the apps that a member allowed, each with a button that takes it back. */
export function buildAccountRoutes(trello: Trello): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get("/u/:username/account", (c) => {
    const member = findMember(trello, c.req.param("username"))
    return member === null ? c.notFound() : show(c, trello, member)
  })
  app.post("/u/:username/account", async (c) => {
    const member = findMember(trello, c.req.param("username"))
    if (member === null) return c.notFound()
    const origin = c.req.header("origin")
    if (origin !== undefined && origin !== trello.origin) return c.text("Wrong origin", 403)
    const form = new URLSearchParams(await c.req.text())
    const grant = trello.grants.grantsOf(member.id).find(({ id }) => id === form.get("grant"))
    if (grant !== undefined) trello.grants.revoke(grant)
    return c.redirect(`/u/${member.username}/account`, 303)
  })
  app.get("/u/:username", (c) => c.redirect(`/u/${c.req.param("username")}/account`))
  return app
}

function findMember(trello: Trello, username: string): Member | null {
  return [...trello.store.members.values()].find((one) => one.username === username) ?? null
}

function show(c: Context<SandboxEnv>, trello: Trello, member: Member) {
  const grants = trello.grants.grantsOf(member.id)
  const rows = grants.map((grant) => {
    const workspace = trello.store.organizations.get(grant.idOrganization)?.displayName
    return html`<form class="row" method="post">
<div><strong>${trello.client.name}</strong><br><small>in ${workspace}, since ${new Date(grant.consentedAt).toUTCString()}</small></div>
<button type="submit" name="grant" value="${grant.id}">Remove</button>
</form>`
  })
  return c.html(
    renderPage(
      "Applications",
      html`<p class="subtle">${member.fullName} (@${member.username})</p>
<h1>Applications</h1>
${grants.length === 0 ? html`<p>No app may use this account.</p>` : rows}
<p><a href="/">See all boards</a></p>`,
    ),
  )
}
