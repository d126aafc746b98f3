import { html } from "hono/html"
import { type Html, renderPage } from "../web/page.ts"
import { OFFLINE_ACCESS, SCOPE_WORDS } from "./scopes.ts"

export interface ConsentView {
  readonly appName: string
  readonly workspace: string
  readonly scopes: readonly string[]
  readonly members: readonly {
    readonly id: string
    readonly fullName: string
    readonly username: string
    /** Why this member cannot allow it; null when they can. */
    readonly refusal: string | null
  }[]
  /** The member that is preselected. */
  readonly chosen: string
  /** The host that the person is sent to afterwards. */
  readonly leadsTo: string
}

/** Asks a member whether an app may act for them in one workspace. The form answers to its own address. */
export function renderConsentPage(view: ConsentView): Html {
  const scopes = view.scopes.map(
    (scope) =>
      html`<li>${scope === OFFLINE_ACCESS ? "Do this while you are away, until you take it back" : SCOPE_WORDS.get(scope)}</li>`,
  )
  const members = view.members.map(
    (member) =>
      html`<option value="${member.id}" ${member.id === view.chosen ? "selected" : ""}>${member.fullName} (@${member.username})${member.refusal === null ? "" : " – cannot allow this"}</option>`,
  )
  return renderPage(
    `Allow ${view.appName}?`,
    html`<form method="post">
<p class="subtle">Trello stand-in</p>
<h1>${view.appName} wants to use your Trello account</h1>
<p>In the Workspace <strong>${view.workspace}</strong> it wants to:</p>
<ul>${scopes}</ul>
<p class="subtle">It sees only what you see yourself, and nothing in other Workspaces.</p>
<label for="member">Continue as</label>
<select id="member" name="member">${members}</select>
<div class="actions">
<button class="primary" type="submit" name="decision" value="allow" autofocus>Allow</button>
<button type="submit" name="decision" value="deny">Cancel</button>
</div>
<p><small>Afterwards you go back to ${view.leadsTo}.</small></p>
</form>`,
  )
}

/** Tells a person that there is nothing to decide, and why. */
export function renderProblemPage(words: string): Html {
  return renderPage(
    "This link does not work",
    html`<h1>This link does not work</h1>
<p>${words}</p>
<p class="subtle">Close this window and start again from the app.</p>`,
  )
}
