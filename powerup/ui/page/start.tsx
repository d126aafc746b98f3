import { type ReactNode } from "react"
import { createRoot } from "react-dom/client"
import { createClient, type Client } from "../../client/index.ts"
import type { PageHost } from "../host/host.ts"
import { buildFormats, type Formats } from "../host/formats.ts"
import { trelloLibrary } from "../../trello.ts"
import { Frame } from "./Frame.tsx"
import "./page.css"

/** What every page that Trello frames is given. */
export interface PageProps {
  readonly t: PageHost
  readonly client: Client
  readonly formats: Formats
}

/** Starts a page inside Trello: the library's `t`, the client of the Worker, Trello's locale and theme. */
export function startPage(render: (props: PageProps) => ReactNode): void {
  const root = document.getElementById("root")
  if (root === null) throw new Error("The page has no #root")
  // The published types know neither the answers of fields nor what `authorize` and `jwt` take since 2025.
  const library: unknown = trelloLibrary().iframe({ targetOrigin: __TRELLO_ORIGIN__ })
  const t = library as PageHost
  const client = createClient({ t })
  const formats = buildFormats(t.getContext().locale, () => Date.now())
  createRoot(root).render(<Frame t={t}>{render({ t, client, formats })}</Frame>)
}
