import type { BoardPageState, LandingState } from "../pageState.ts"

/** A board that one may see, or who looks in vain. */
export type BoardAnswer =
  | { found: true; state: BoardPageState }
  | { found: false; landing: LandingState }

export async function loadLanding(): Promise<LandingState> {
  return (await (await fetch("/_page/boards")).json()) as LandingState
}

async function loadBoard(id: string): Promise<BoardAnswer> {
  const answer = await fetch(`/_page/state?board=${encodeURIComponent(id)}`)
  const body: unknown = await answer.json()
  return answer.ok
    ? { found: true, state: body as BoardPageState }
    : { found: false, landing: body as LandingState }
}

/** Looks as somebody else from now on. */
export async function chooseViewer(user: string): Promise<void> {
  await send("POST", "/_page/viewer", { user })
}

export async function moveItem(board: string, item: string, at: { x: number; y: number }) {
  await send("PATCH", itemPath(board, item), at)
}

export async function deleteItem(board: string, item: string): Promise<void> {
  await send("DELETE", itemPath(board, item))
}

export async function copyItem(board: string, item: string): Promise<void> {
  await send("POST", `${itemPath(board, item)}/copy`)
}

/**
 * Loads the board, and again whenever it changes or the connection was lost: one load at a time, so that a burst of
 * changes costs two.
 */
export function watch(board: string, onAnswer: (answer: BoardAnswer) => void): () => void {
  const source = new EventSource("/_page/events")
  let loading = false
  let again = false
  let stopped = false
  const load = async (): Promise<void> => {
    again = loading
    if (loading) return
    loading = true
    try {
      const answer = await loadBoard(board)
      if (!stopped) onAnswer(answer)
    } finally {
      loading = false
      if (again && !stopped) void load()
    }
  }
  source.addEventListener("ready", () => void load())
  source.addEventListener("change", (event) => {
    const { board: changed } = JSON.parse(String(event.data)) as { board: string }
    if (changed === board) void load()
  })
  return () => {
    stopped = true
    source.close()
  }
}

function itemPath(board: string, item: string): string {
  return `/_page/boards/${encodeURIComponent(board)}/items/${item}`
}

async function send(method: string, path: string, body?: unknown): Promise<void> {
  await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  })
}
