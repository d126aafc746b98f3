import type { Ticket } from "../../../core/cards/ticket.ts"
import type { AppCard } from "../../../core/cards/toAppCard.ts"
import { DEFAULT_CHOICE_KEY, LAST_CHOICE_KEY } from "../../../core/contract/pluginData.ts"
import { buildPreview } from "../../ui/card/buildPreview.ts"
import { readTicket } from "../../ui/card/readCard.ts"
import { parseRemembered, type Remembered } from "../../ui/entries/remembered.ts"
import { readTimeZone } from "../../ui/host/formats.ts"
import { nameOf, type PageHost } from "../../ui/host/host.ts"
import { useAsync, type Async } from "../../ui/state/useAsync.ts"

/** What the popup knows from Trello's page alone. */
export interface PushStart {
  readonly ticket: Ticket | null
  readonly preview: AppCard | null
  readonly trelloBoard: string
  /** What this person chose last on this Trello board. */
  readonly last: Remembered | null
  /** What somebody set for everyone on this Trello board. */
  readonly standard: Remembered | null
}

/** Reads the open card and the remembered boards from Trello's page; no call is made. */
export function usePushStart(t: PageHost, trelloOrigin: string, locale: string): Async<PushStart> {
  const format = { locale, timeZone: readTimeZone() }
  return useAsync("start", async () => {
    const [ticket, board, last, standard] = await Promise.all([
      readTicket(t, trelloOrigin),
      Promise.resolve(t.board("name")).catch(() => null),
      t.get("board", "private", LAST_CHOICE_KEY),
      t.get("board", "shared", DEFAULT_CHOICE_KEY),
    ])
    return {
      ticket,
      preview: ticket === null ? null : await buildPreview(ticket, format, Date.now()),
      trelloBoard: nameOf(board) ?? "",
      last: parseRemembered(last),
      standard: parseRemembered(standard),
    }
  })
}
