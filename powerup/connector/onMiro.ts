import {
  CARD_BOARDS_KEY,
  type CardBoard,
  type CardBoardState,
  isOnMiro,
  ON_MIRO_KEY,
  parseCardBoards,
} from "../../core/contract/pluginData.ts"
import type { BadgeColor, HandlerContext } from "../trello.ts"
import { texts } from "./texts.ts"

/** Where a card is on Miro, as pluginData remembers it. */
export interface OnMiro {
  /** False for a card that costs nothing: no section, no badge. */
  readonly linked: boolean
  /** The boards that are known by name; empty where only the board-level entry names the card. */
  readonly boards: readonly CardBoard[]
}

/**
 * Reads where the open card is on Miro, from pluginData alone. The card's own entry says most; the board-level
 * one counts where nobody who may write has opened the card since.
 */
export async function readOnMiro(t: HandlerContext): Promise<OnMiro> {
  const [cardEntry, boardEntry] = await Promise.all([
    t.get("card", "shared", CARD_BOARDS_KEY),
    t.get("board", "shared", ON_MIRO_KEY),
  ])
  const boards = parseCardBoards(cardEntry)
  if (boards.length > 0) return { linked: true, boards }
  if (typeof boardEntry !== "string" || boardEntry === "") return { linked: false, boards }
  return { linked: isOnMiro(boardEntry, idShortOf(await t.card("idShort"))), boards }
}

/** The state that a person should know of first. */
export function worstOf(boards: readonly CardBoard[]): CardBoardState {
  const has = (wanted: CardBoardState) => boards.some(({ state }) => state === wanted)
  return has("broken") ? "broken" : has("stale") ? "stale" : "ok"
}

/** The text with the state in words behind it, and the colour that goes with it; nothing is added when all is well. */
export function withState(
  text: string,
  boards: readonly CardBoard[],
): { readonly text: string; readonly color?: BadgeColor } {
  const state = worstOf(boards)
  return state === "ok"
    ? { text }
    : { text: `${text}: ${texts[state]}`, color: state === "broken" ? "red" : "yellow" }
}

function idShortOf(card: unknown): number {
  const { idShort } = (card ?? {}) as { idShort?: unknown }
  return typeof idShort === "number" ? idShort : Number.NaN
}
