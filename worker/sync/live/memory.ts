import type { CustomField } from "../../../core/cards/customFields.ts"
import type { Clock } from "../../clock.ts"
import type { Change } from "../../trello/changes.ts"
import { Rests } from "./rests.ts"

/** What is remembered between invocations, and may be forgotten. */
export interface LiveMemory {
  readonly rests: Rests
  /** When the newest delivery came. Milliseconds since 1970. */
  changedAt: number
  /** Cards that went to another board, as deliveries told lately. */
  readonly left: Set<string>
  /** Who was refused to read the board since its standing was looked at last. */
  readonly lostReaders: Set<string>
  /** Whether each pusher sees the board, as far as this round of looking at them has come. */
  readonly pushers: Map<string, boolean>
  /** How often in a row Trello did not give a card in a readable form. */
  readonly unreadable: Map<string, number>
  /** The board's custom fields; null where they are not known, or may have changed. */
  customFields: readonly CustomField[] | null
  /** How often in a row Trello did not answer well. */
  troubles: number
  /** The Miro boards that this round of comparing is through with, and how far it is with the next one. */
  readonly compared: Set<string>
  listing: Listing | null
}

/** Which app cards of a Miro board were seen so far. */
export interface Listing {
  readonly miroBoard: string
  readonly startedAt: number
  readonly ids: Set<string>
  cursor: string | null
  /** Of the board, before its items were looked at. */
  readonly modifiedAt: string
}

export function buildLiveMemory(clock: Clock): LiveMemory {
  return {
    rests: new Rests(clock),
    changedAt: 0,
    left: new Set(),
    lostReaders: new Set(),
    pushers: new Map(),
    unreadable: new Map(),
    customFields: null,
    troubles: 0,
    compared: new Set(),
    listing: null,
  }
}

/** So many cards that went to other boards are remembered. */
const LEFT_MAX = 1000

/** Remembers what a delivery told. `now` in milliseconds since 1970. */
export function remember(memory: LiveMemory, changes: readonly Change[], now: number): void {
  if (changes.length > 0) memory.changedAt = now
  for (const change of changes) {
    if (change.kind === "card_left") memory.left.add(change.card)
    else if (change.kind === "card_gone") memory.left.delete(change.card)
  }
  for (const oldest of memory.left) {
    if (memory.left.size <= LEFT_MAX) break
    memory.left.delete(oldest)
  }
}
