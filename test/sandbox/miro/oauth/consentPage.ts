import { html, raw } from "hono/html"
import type { Team, User } from "../model.ts"
import type { AuthorizeRequest } from "./authorize.ts"

type Page = ReturnType<typeof html>

const STYLE = `
:root { color-scheme: light dark; --ground: #f1f2f5; --sheet: #fff; --text: #1c1c1e; --soft: #5b5e6b; --line: #d6d8df;
  --accent: #3859ff; --accent-text: #fff; --pick: #eef1ff; --mark: #ffd02f; }
@media (prefers-color-scheme: dark) { :root { --ground: #17181c; --sheet: #24262c; --text: #f2f3f5; --soft: #a7abb8;
  --line: #3d4049; --accent: #7d93ff; --accent-text: #10131f; --pick: #2c3350; } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground);
  color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { width: min(460px, 100%); background: var(--sheet); border: 1px solid var(--line); border-radius: 12px;
  padding: 32px; }
.mark { display: inline-grid; place-items: center; width: 44px; height: 44px; border-radius: 11px;
  background: var(--mark); color: #1c1c1e; font-weight: 700; font-size: 22px; margin-bottom: 16px; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 8px }
h2 { font-size: 14px; margin: 0 0 8px }
p { margin: 0 0 16px; color: var(--soft) }
fieldset { border: 0; padding: 0; margin: 0 0 20px } legend { font-weight: 600; font-size: 14px; padding: 0 0 8px }
label.team { display: flex; gap: 12px; align-items: center; padding: 10px 12px; border: 1px solid var(--line);
  border-radius: 8px; margin-bottom: 8px; cursor: pointer; }
label.team:has(input:checked) { border-color: var(--accent); background: var(--pick) }
ul { margin: 0 0 24px; padding-left: 20px; color: var(--soft) }
.who { display: flex; gap: 12px; align-items: end; padding-bottom: 20px; margin-bottom: 20px;
  border-bottom: 1px solid var(--line); }
.who label { flex: 1; font-size: 14px; color: var(--soft) }
select { display: block; width: 100%; margin-top: 4px; padding: 8px; font: inherit; color: var(--text);
  background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; }
.row { display: flex; gap: 12px; justify-content: flex-end; flex-wrap: wrap }
button { font: inherit; font-weight: 600; padding: 9px 18px; border-radius: 8px; border: 1px solid var(--line);
  background: transparent; color: var(--text); cursor: pointer; }
.who button { padding: 6px 14px; font-size: 14px }
button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-text) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
small { display: block; margin-top: 20px; color: var(--soft) }
`

function layout(title: string, body: Page): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <div class="mark" aria-hidden="true">M</div>
          ${body}
          <small>This is the local stand-in for Miro.</small>
        </main>
      </body>
    </html>`
}

interface ConsentView {
  readonly appName: string
  readonly request: AuthorizeRequest
  /** The query of the authorize address, to come back to. */
  readonly query: string
  readonly viewer: User
  readonly users: readonly User[]
  readonly teams: readonly Team[]
}

/** Asks who consents, for which team, and says what the app may do then. */
export function consentPage(view: ConsentView): Page {
  const { appName, request, query, viewer, teams } = view
  return layout(
    `Install ${appName}`,
    html`<h1>${appName} wants to use your Miro boards</h1>
      ${switcher(view)}
      <form method="post" action="/oauth/authorize?${query}">
        <input type="hidden" name="user" value="${viewer.id}" />
        <fieldset>
          <legend>Install in this team</legend>
          ${teams.map(
            (team) =>
              html`<label class="team">
                <input type="radio" name="team" value="${team.id}" required ${teams.length === 1 ? "checked" : ""} />
                ${team.name}
              </label>`,
          )}
        </fieldset>
        <h2>The app will be able to</h2>
        <ul>
          <li>See the boards that you can see in the team</li>
          <li>Change the boards that you can change in the team</li>
        </ul>
        <div class="row">
          <button name="answer" value="cancel" formnovalidate>Cancel</button>
          <button class="main" name="answer" value="allow">Allow</button>
        </div>
        <small>Afterwards you return to ${new URL(request.redirectUri).host}.</small>
      </form>`,
  )
}

/** Where the company lets nobody install apps alone: it never leads back to the app. */
export function approvalPage(view: ConsentView, requested: boolean): Page {
  return layout(
    "Approval needed",
    html`<h1>Your Miro admin must approve ${view.appName}</h1>
      ${
        requested
          ? html`<p role="status">Your request was sent. Come back and connect again once it is approved.</p>`
          : html`<p>
                Your company lets only approved apps into its teams. You can ask an admin to approve this one.
              </p>
              <form method="post" action="/oauth/authorize?${view.query}">
                <input type="hidden" name="user" value="${view.viewer.id}" />
                <div class="row">
                  <button class="main" name="answer" value="request">Request approval</button>
                </div>
              </form>`
      }`,
  )
}

/** An authorize address that leads nowhere, in words. */
export function refusalPage(error: string): Page {
  return layout(
    "Something is wrong with this address",
    html`<h1>The app cannot be installed from here</h1>
      <p role="alert">${error}</p>`,
  )
}

function switcher(view: ConsentView): Page {
  return html`<form class="who" method="get" action="/oauth/authorize">
    ${[...new URLSearchParams(view.query)]
      .filter(([name]) => name !== "as")
      .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <label>
      You are signed in as
      <select name="as">
        ${view.users.map(
          (user) =>
            html`<option value="${user.id}" ${user.id === view.viewer.id ? "selected" : ""}>${user.name}</option>`,
        )}
      </select>
    </label>
    <button>Switch</button>
  </form>`
}
