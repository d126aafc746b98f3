import { html, raw } from "hono/html"
import type { HtmlEscapedString } from "hono/utils/html"

/** HTML whose inserted values are escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const STYLE = `
:root { color-scheme: light dark; --text: #172b4d; --subtle: #44546f; --page: #f7f8f9; --card: #fff; --line: #dcdfe4; --brand: #0c66e4; --on-brand: #fff; --danger: #ae2e24; }
@media (prefers-color-scheme: dark) { :root { --text: #c7d1db; --subtle: #9fadbc; --page: #161a1d; --card: #22272b; --line: #3b444c; --brand: #579dff; --on-brand: #161a1d; --danger: #fd9891; } }
* { box-sizing: border-box }
body { margin: 0; padding: 40px 16px; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif }
main { max-width: 520px; margin: 0 auto; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
main.wide { max-width: 880px }
h1 { margin: 0 0 8px; font-size: 1.4rem; line-height: 1.3 }
h2 { margin: 28px 0 8px; font-size: 1.05rem }
p { margin: 8px 0 } ul { margin: 8px 0; padding-left: 22px } li { margin: 4px 0 }
a { color: var(--brand) } small, .subtle { color: var(--subtle) } .danger { color: var(--danger) }
label { display: block; margin: 20px 0 6px; font-weight: 600 }
select, button { font: inherit; color: inherit; border-radius: 6px; padding: 9px 14px }
select { width: 100%; background: var(--card); border: 1px solid var(--line) }
button { border: 1px solid var(--line); background: transparent; cursor: pointer; font-weight: 600 }
button.primary { background: var(--brand); border-color: var(--brand); color: var(--on-brand) }
button:focus-visible, select:focus-visible, a:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px }
.actions { display: flex; gap: 12px; margin-top: 24px; flex-wrap: wrap }
.row { display: flex; gap: 12px; align-items: center; justify-content: space-between; padding: 12px 0; border-top: 1px solid var(--line) }
code { font: 0.9em ui-monospace, monospace }
`

/** A plain page of the stand-in in light and dark, for everything but the board. */
export function renderPage(title: string, body: Html, width: "narrow" | "wide" = "narrow"): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body><main class="${width}">${body}</main></body>
</html>`
}
