import { createRoot } from "react-dom/client"
import { BoardPage } from "./BoardPage.tsx"
import { Landing } from "./Landing.tsx"

const board = /^\/app\/board\/([^/]+)/.exec(window.location.pathname)?.[1]
const target = new URLSearchParams(window.location.search).get("moveToWidget")
const root = document.getElementById("root")
if (root !== null) {
  createRoot(root).render(
    board === undefined ? (
      <Landing />
    ) : (
      <BoardPage id={decodeURIComponent(board)} target={target} />
    ),
  )
}
