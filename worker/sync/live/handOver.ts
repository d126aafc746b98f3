import type { BoardFormat } from "../../../core/cards/ticket.ts"
import { IN_FRAME, type StoredLink, underWayMs } from "../link.ts"
import type { BoardTables } from "../store/boardStore.ts"
import { lookAgain, STANDING } from "./dirty.ts"
import type { LiveRun, Wait } from "./ports.ts"
import type { Moved } from "./views.ts"

/** What a Trello board hands over to the one that a card was moved to. */
export interface HandedOver {
  readonly workspace: string
  /** In whose words dates are written, where nobody has pushed from the other board yet. */
  readonly format: BoardFormat
  /** The card's number there. */
  readonly idShort: number
  /** The card's links, whose items are on Miro. */
  readonly links: readonly StoredLink[]
}

/** The other board did not answer: it is asked again after so many seconds. */
const UNANSWERED: Wait = { kind: "wait", seconds: 5 }

/**
 * Hands the links of a card over to the Trello board that it is on now. What that board does not take, or what something
 * is under way for, stays here. The other board has them for good before this one forgets them; handing over twice does
 * no harm. Null when it is done.
 */
export async function handOver(
  { ports: { tables, clock, format, board } }: LiveRun,
  card: string,
  { idBoard, idShort }: Moved,
): Promise<Wait | null> {
  const standing = tables.standing.read()
  const links = tables.links.ofCard(card).filter((link) => isFree(link, clock.now()))
  if (standing === null || links.length === 0) return null
  const { workspace } = standing
  const taken = await board(idBoard)
    .adopt({ workspace, format, idShort, links }, idBoard)
    .catch(() => null)
  if (taken === null) return UNANSWERED
  tables.transaction(() => {
    for (const link of links) {
      const now = tables.links.read(card, link.miroBoard)
      const same = now?.item === link.item && now.beganAt === link.beganAt
      if (same && taken.includes(link.miroBoard)) tables.links.drop(card, link.miroBoard)
    }
    if (!tables.links.has()) tables.due.set("hook", clock.now())
  })
  return null
}

function isFree(link: StoredLink, now: number): boolean {
  const { state, item, member } = link
  return state === "linked" && item !== null && member !== null && underWayMs(link, now) === 0
}

/**
 * Takes links over from the Trello board that their card was on. One that stands here for another item is left to the
 * other board. Gives the Miro boards of those that are here now.
 */
export function adopt(
  tables: BoardTables,
  { format, idShort, links }: HandedOver,
  now: number,
): readonly string[] {
  return tables.transaction(() => {
    const taken = links.filter((link) => {
      const own = tables.links.read(link.card, link.miroBoard)
      if (own !== null) return own.item === link.item
      // Its place in the column and its job are the other board's.
      tables.links.write({ ...link, idShort, slot: IN_FRAME, job: null })
      lookAgain(tables, link.card, now)
      return true
    })
    if (taken.length === 0) return []
    tables.settings.format(format)
    // Those who pushed the card may not see this board.
    lookAgain(tables, STANDING, now)
    return taken.map(({ miroBoard }) => miroBoard)
  })
}
