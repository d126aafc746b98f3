import type { BoardFormat, Ticket } from "../../../core/cards/ticket.ts"
import type { AppCard } from "../../../core/cards/toAppCard.ts"

/** The mapping and its Markdown parser are a fifth of the popup's code: they are fetched while Trello is asked. */
const loadMapping = () => import("../../../core/cards/toAppCard.ts")

/** Begins to fetch what `buildPreview` needs. */
export function warmPreview(): void {
  loadMapping().catch(() => undefined)
}

/** The app card that a push would make now (milliseconds since 1970); null where its code cannot be had. */
export async function buildPreview(
  ticket: Ticket,
  format: BoardFormat,
  now: number,
): Promise<AppCard | null> {
  try {
    return (await loadMapping()).toAppCard(ticket, format, now)
  } catch {
    return null
  }
}
