/**
 * What the pages keep in Trello's pluginData. It is a cache of the Worker's links and choices that can be made
 * again: readers take whatever is there, in any shape, and never fail on it.
 * No schema library here: the connector carries this file and has a budget of 3 kB.
 */

/** Key of the compact board-level entry (`board`, `shared`): which cards are on Miro. */
export const ON_MIRO_KEY = "m"
/** Key of a card's entry (`card`, `shared`): the Miro boards that it is on. */
export const CARD_BOARDS_KEY = "m"
/** Key of a person's last choice on a Trello board (`board`, `private`). */
export const LAST_CHOICE_KEY = "last"
/** Key of a Trello board's default (`board`, `shared`). */
export const DEFAULT_CHOICE_KEY = "default"

/** How many Miro boards a card's entry names; its count says how many there are. */
export const CARD_BOARDS_MAX = 8

/**
 * `ok`: as on Trello, or about to be. `stale`: on Miro, but nobody keeps it in step. `broken`: the app card or its
 * board is gone. Entries from before `stale` have the other two; a state from a later version reads as `ok`.
 */
export type CardBoardState = "ok" | "stale" | "broken"

export interface CardBoard {
  readonly id: string
  readonly item: string
  readonly name: string
  readonly state: CardBoardState
}

/** The value under `CARD_BOARDS_KEY`. */
export interface CardBoardsEntry {
  readonly v: 1
  readonly boards: readonly CardBoard[]
}

/** Builds a card's entry; null when the card is on no board, so that the key is removed. */
export function buildCardBoards(boards: readonly CardBoard[]): CardBoardsEntry | null {
  return boards.length === 0 ? null : { v: 1, boards: boards.slice(0, CARD_BOARDS_MAX) }
}

/** Reads a card's entry. Anything unknown reads as "on no board". */
export function parseCardBoards(value: unknown): readonly CardBoard[] {
  if (!isRecord(value) || value["v"] !== 1 || !Array.isArray(value["boards"])) return []
  return value["boards"].flatMap((board): CardBoard[] => {
    const { id, item, name, state } = isRecord(board) ? board : {}
    if (typeof id !== "string" || typeof item !== "string" || typeof name !== "string") return []
    return [{ id, item, name, state: state === "stale" || state === "broken" ? state : "ok" }]
  })
}

/**
 * Builds the board-level entry from the `idShort`s of the cards that are on Miro: ascending runs in base 36,
 * `start` or `start-end` joined by dots. Of the 8,192 characters there are, 5,000 cards in a row take 6, and 2,000
 * scattered over a board's first 46,000 cards take 8,000.
 */
export function buildOnMiro(idShorts: Iterable<number>): string {
  const sorted = [...new Set(idShorts)].sort((a, b) => a - b)
  const runs: { start: number; end: number }[] = []
  for (const id of sorted) {
    const last = runs.at(-1)
    if (last !== undefined && last.end === id - 1) last.end = id
    else runs.push({ start: id, end: id })
  }
  return runs
    .map(({ start, end }) => start.toString(36) + (end > start ? `-${end.toString(36)}` : ""))
    .join(".")
}

/** Whether the board-level entry names the card. Anything unreadable names none. */
export function isOnMiro(entry: unknown, idShort: number): boolean {
  return runsOf(entry).some(([start, end]) => start <= idShort && idShort <= end)
}

/** How many cards a board-level entry is read as; more than any board holds. */
const ON_MIRO_MAX = 100_000

/** The `idShort`s that the board-level entry names, ascending. */
export function parseOnMiro(entry: unknown): number[] {
  const ids: number[] = []
  for (const [start, end] of runsOf(entry).sort(([a], [b]) => a - b)) {
    const first = Math.max(start, (ids.at(-1) ?? -1) + 1)
    for (let id = first; id <= end && ids.length < ON_MIRO_MAX; id++) ids.push(id)
  }
  return ids
}

function runsOf(entry: unknown): [number, number][] {
  if (typeof entry !== "string") return []
  return entry.split(".").flatMap((run): [number, number][] => {
    const [start = Number.NaN, end = start] = run
      .split("-")
      .map((part) => Number.parseInt(part, 36))
    return Number.isSafeInteger(start) && Number.isSafeInteger(end) ? [[start, end]] : []
  })
}

/** A remembered Miro board: the last choice of a person, or a Trello board's default. */
export interface Choice {
  readonly v: 1
  readonly connection: string
  readonly id: string
  readonly name: string
}

/** Reads a remembered choice; null when there is none or it is unreadable. */
export function parseChoice(value: unknown): Choice | null {
  return isRecord(value) &&
    value["v"] === 1 &&
    typeof value["connection"] === "string" &&
    typeof value["id"] === "string" &&
    typeof value["name"] === "string"
    ? { v: 1, connection: value["connection"], id: value["id"], name: value["name"] }
    : null
}

/**
 * Key of what a person has connected in one workspace (`member`, `private`; one key per workspace, about 65 of
 * its 4,096 characters). `authorization-status` must answer at once and without the network, so every page that
 * has learnt the connections writes this when it differs. Nothing relies on it but that one line of a menu.
 */
export function connectedKey(workspace: string): string {
  return `c:${workspace}`
}

/** The value under `connectedKey`: whether each provider can be called for the person. */
export interface ConnectedEntry {
  readonly v: 1
  readonly trello: boolean
  readonly miro: boolean
}

/** Reads what is connected; anything unknown reads as "nothing". */
export function parseConnected(value: unknown): ConnectedEntry {
  const known = isRecord(value) && value["v"] === 1 ? value : {}
  return { v: 1, trello: known["trello"] === true, miro: known["miro"] === true }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null
}
