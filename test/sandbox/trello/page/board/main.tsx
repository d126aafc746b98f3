import { createRoot } from "react-dom/client"
import type { PageState } from "../host/state.ts"
import { callApi, fetchBoardOfCard, fetchStateText, RefusedError } from "./api.ts"
import { Board } from "./Board.tsx"
import { PageContext } from "./context.ts"
import { NoBoard } from "./NoBoard.tsx"
import { buildPage } from "./page.ts"
import { startingTheme } from "./theme.ts"
import "./style/page.css"
import "./style/board.css"
import "./style/card.css"
import "./style/floating.css"
import "./style/work.css"

function root() {
  const element = document.getElementById("root") ?? document.createElement("div")
  if (!element.isConnected) document.body.append(element)
  return createRoot(element)
}

/** The board and card that an address names: `/b/{shortLink}` or `/c/{shortLink}`. */
function parseAddress(path: string): { board: string | null; card: string | null } {
  const match = /^\/([bc])\/([0-9A-Za-z]+)/.exec(path)
  const id = match?.[2] ?? null
  return match?.[1] === "c" ? { board: null, card: id } : { board: id, card: null }
}

async function load(): Promise<{ state: PageState; card: string | null }> {
  const { board, card } = parseAddress(window.location.pathname)
  const id = board ?? (card === null ? "" : await fetchBoardOfCard(card))
  return { state: JSON.parse(await fetchStateText(id)) as PageState, card }
}

async function start(): Promise<void> {
  document.documentElement.dataset["colorMode"] = startingTheme()
  const target = root()
  target.render(<p className="loading">Loading the board…</p>)
  try {
    const { state, card } = await load()
    const page = buildPage(state, card)
    target.render(
      <PageContext value={page}>
        <Board />
      </PageContext>,
    )
    window.addEventListener("popstate", () => {
      page.openCard(parseAddress(window.location.pathname).card)
    })
    new EventSource("/_page/events").addEventListener("change", ({ data }) => {
      if (String(data).includes(state.board.id)) page.hearOfChange()
    })
  } catch (error) {
    const isRefused = error instanceof RefusedError
    const people = await callApi("GET", "/_sandbox/seed").catch(() => null)
    target.render(<NoBoard isRefused={isRefused} seed={people} />)
  }
}

void start()
