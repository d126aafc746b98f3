import type { Link } from "../../../core/contract/cards.ts"
import type { LinkSync } from "../../../core/contract/sync.ts"
import {
  buildCardBoards,
  buildOnMiro,
  CARD_BOARDS_KEY,
  ON_MIRO_KEY,
  parseCardBoards,
  parseOnMiro,
  type CardBoard,
  type CardBoardState,
} from "../../../core/contract/pluginData.ts"
import { canWrite, type PageHost } from "../host/host.ts"

/** `skipped`: the member may not write there, so the badge waits for somebody who may. */
export type WriteOutcome = "written" | "unchanged" | "skipped"

/** A card's links as its entry names them. */
export function boardsOf(links: readonly Link[]): CardBoard[] {
  return links.map(({ miroBoard, item, sync }) => ({
    id: miroBoard.id,
    item,
    name: miroBoard.name,
    state: entryState(sync),
  }))
}

/**
 * What the entry keeps of a link's state. What changes or heals within minutes is not written: each change of the
 * entry makes Trello load the section and the badges anew, for everybody.
 */
function entryState({ state, reason }: LinkSync): CardBoardState {
  if (state === "gone") return "broken"
  if (state === "ended") return "stale"
  return state === "paused" && reason !== "trouble" ? "stale" : "ok"
}

/** The Miro boards that the card's entry names. */
export async function readCardBoards(t: PageHost): Promise<readonly CardBoard[]> {
  return parseCardBoards(await t.get("card", "shared", CARD_BOARDS_KEY))
}

/**
 * Makes both shared entries say that the card is on `boards`: its own, and the board-level one of which cards are
 * on Miro. Writes what differs and nothing else; the entries are a cache, so a refusal by Trello is not an error.
 *
 * A change of the card's own entry makes Trello load the card's section anew: `mayReload` is asked right before, and
 * nothing is written where it says no.
 */
export async function repairEntries(
  t: PageHost,
  idShort: number | null,
  boards: readonly CardBoard[],
  mayReload: () => boolean = () => true,
): Promise<WriteOutcome> {
  if (!canWrite(t, "card")) return "skipped"
  try {
    const card = await repairCard(t, boards, mayReload)
    const board = idShort === null ? "unchanged" : await repairBoard(t, idShort, boards.length > 0)
    return card === "unchanged" ? board : card
  } catch {
    return "skipped"
  }
}

async function repairCard(
  t: PageHost,
  boards: readonly CardBoard[],
  mayReload: () => boolean,
): Promise<WriteOutcome> {
  const wanted = buildCardBoards(boards)
  const present: unknown = await t.get("card", "shared", CARD_BOARDS_KEY)
  if (JSON.stringify(wanted) === JSON.stringify(present ?? null)) return "unchanged"
  if (!mayReload()) return "skipped"
  if (wanted === null) await t.remove("card", "shared", CARD_BOARDS_KEY)
  else await t.set("card", "shared", CARD_BOARDS_KEY, wanted)
  return "written"
}

async function repairBoard(t: PageHost, idShort: number, onMiro: boolean): Promise<WriteOutcome> {
  if (!canWrite(t, "board")) return "unchanged"
  const present: unknown = await t.get("board", "shared", ON_MIRO_KEY)
  const cards = new Set(parseOnMiro(present))
  if (cards.has(idShort) === onMiro) return "unchanged"
  if (onMiro) cards.add(idShort)
  else cards.delete(idShort)
  await t.set("board", "shared", ON_MIRO_KEY, buildOnMiro(cards))
  return "written"
}
