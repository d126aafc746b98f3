import { createRoot } from "react-dom/client"
import { BoardPage } from "./BoardPage.tsx"
import { parseEmbed } from "./embed.ts"
import { Landing } from "./Landing.tsx"

const [, kind, board] = /^\/app\/(board|live-embed)\/([^/]+)/.exec(window.location.pathname) ?? []
const query = new URLSearchParams(window.location.search)
const embed = kind === "live-embed" ? parseEmbed(query) : null
const root = document.getElementById("root")
if (root !== null) {
  createRoot(root).render(
    board === undefined ? (
      <Landing />
    ) : (
      <BoardPage id={decodeURIComponent(board)} target={query.get("moveToWidget")} embed={embed} />
    ),
  )
}
