import type { Ticket } from "../../../core/cards/ticket.ts"
import type { AppCard } from "../../../core/cards/toAppCard.ts"
import { buildPreview } from "../../ui/card/buildPreview.ts"
import { readTicket } from "../../ui/card/readCard.ts"
import { readRemembered, type RememberedBoards } from "../../ui/entries/remembered.ts"
import { readTimeZone } from "../../ui/host/formats.ts"
import { nameOf, type PageHost } from "../../ui/host/host.ts"
import { useAsync, type Async } from "../../ui/state/useAsync.ts"

/** What the popup knows from Trello's page alone. */
export interface PushStart extends RememberedBoards {
  readonly ticket: Ticket | null
  readonly preview: AppCard | null
  readonly trelloBoard: string
}

/** Reads the open card and the remembered boards from Trello's page; no call is made. */
export function usePushStart(t: PageHost, trelloOrigin: string, locale: string): Async<PushStart> {
  const format = { locale, timeZone: readTimeZone() }
  return useAsync("start", async () => {
    const [ticket, board, remembered] = await Promise.all([
      readTicket(t, trelloOrigin),
      Promise.resolve(t.board("name")).catch(() => null),
      readRemembered(t),
    ])
    return {
      ticket,
      preview: ticket === null ? null : await buildPreview(ticket, format, Date.now()),
      trelloBoard: nameOf(board) ?? "",
      ...remembered,
    }
  })
}
