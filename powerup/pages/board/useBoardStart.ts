import { readRemembered, type RememberedBoards } from "../../ui/entries/remembered.ts"
import type { PageHost } from "../../ui/host/host.ts"
import { useAsync, type Async } from "../../ui/state/useAsync.ts"
import { readBoard, type TrelloBoard } from "./readBoard.ts"

/** What the page knows from Trello's page alone. */
export interface BoardStart extends RememberedBoards {
  readonly trello: TrelloBoard
}

/** Reads the Trello board and the remembered Miro boards from Trello's page; no call is made. */
export function useBoardStart(t: PageHost, locale: string): Async<BoardStart> {
  return useAsync("start", async () => {
    const [trello, remembered] = await Promise.all([readBoard(t, locale), readRemembered(t)])
    return { trello, ...remembered }
  })
}
