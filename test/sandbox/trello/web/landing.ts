import { html } from "hono/html"
import type { Member } from "../store/model.ts"
import type { Trello } from "../trello.ts"
import { type Html, renderPage } from "./page.ts"
import { listBoards } from "./state.ts"

/** The start page: which board to open first, who looks, and where the other halves are. */
export function renderLanding(
  trello: Trello,
  viewer: Member | null,
  links: { readonly miroOrigin: string | null; readonly appOrigin: string },
): Html {
  const [first, ...others] = listBoards(trello, viewer)
  const name = viewer?.fullName ?? "nobody (signed out)"
  return renderPage(
    "Trello stand-in",
    html`<p class="subtle">Trello stand-in, for development and tests</p>
<h1>Welcome. Start with a board.</h1>
<p>You look as <strong>${name}</strong>. Every board page lets you look as somebody else.</p>
${
  first === undefined
    ? html`<p>There is no board that you may see.</p>`
    : html`<p>Open <a href="/b/${first.shortLink}"><strong>${first.name}</strong></a>, then a card, then <strong>Push to Miro</strong> under Power-Ups.</p>`
}
<h2>Other boards</h2>
<ul>${others.map(
      (board) =>
        html`<li><a href="/b/${board.shortLink}">${board.name}</a> <span class="subtle">${board.organizationName ?? "in no Workspace"}</span></li>`,
    )}</ul>
<h2>Around it</h2>
<ul>
${links.miroOrigin === null ? "" : html`<li><a href="${links.miroOrigin}/">Miro stand-in</a>, where the cards appear</li>`}
${viewer === null ? "" : html`<li><a href="/u/${viewer.username}/account">Your account</a>: the apps that you allowed</li>`}
<li>For tests and tools: <a href="/_sandbox/seed">what there is</a>, <a href="/_sandbox/requests">what was asked</a>, <a href="/1/resource/jwt-public-keys">public keys</a></li>
</ul>
<p class="subtle">The Power-Up is served from ${links.appOrigin}.</p>`,
    "wide",
  )
}
