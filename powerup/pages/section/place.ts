import type { Link } from "../../../core/contract/cards.ts"
import type { CardBoard, CardBoardState } from "../../../core/contract/pluginData.ts"
import type { LinkSync, LinkSyncState } from "../../../core/contract/sync.ts"
import { boardsOf } from "../../ui/entries/cardEntries.ts"
import { ENTRY_TEXTS, REASON_TEXTS } from "./texts.ts"

/** A Miro board that the card is on. */
export interface Place extends CardBoard {
  /** How it stands there; null where only the entry on Trello was read. */
  readonly sync: LinkSync | null
}

/** The places that the card's entry on Trello names. */
export function placesOfEntry(boards: readonly CardBoard[]): Place[] {
  return boards.map((board) => ({ ...board, sync: null }))
}

/** The places of an answer of the Worker. */
export function placesOfLinks(links: readonly Link[]): Place[] {
  const boards = boardsOf(links)
  return links.flatMap(({ sync }, index) => {
    const board = boards[index]
    return board === undefined ? [] : [{ ...board, sync }]
  })
}

/** What the person can do besides pushing again and removing. */
export type Step = "reauthorize_miro" | "settings"

/** How a card stands on one Miro board, for the person who looks. */
export interface Standing {
  readonly look: LinkSyncState | "unknown"
  /** ISO 8601; null where it is not known or says nothing. */
  readonly since: string | null
  readonly why: string | null
  readonly next: string | null
  readonly step: Step | null
}

/** The person who looks. */
export interface Viewer {
  /** Signed in, on a board in a workspace: can connect, push and remove. */
  readonly mayAct: boolean
  /** Connected to Trello as far as is known, so that the Worker says more than the entry. */
  readonly mayAsk: boolean
}

/** Puts a place into words for somebody. Total: every state goes with every reason. */
export function describePlace(
  { sync, state }: Pick<Place, "sync" | "state">,
  viewer: Viewer,
): Standing {
  if (sync === null) return fromEntry(state, viewer)
  const { reason, since, mine } = sync
  const words = reason === null ? null : REASON_TEXTS[reason][mine ? "mine" : "others"]
  return {
    look: sync.state,
    // A change takes seconds: a time would only be in the way.
    since: sync.state === "waiting" ? null : since,
    why: words?.why ?? null,
    next: viewer.mayAct ? (words?.next ?? null) : null,
    step: viewer.mayAct ? stepFor(sync) : null,
  }
}

function fromEntry(state: CardBoardState, { mayAct, mayAsk }: Viewer): Standing {
  const looks = { ok: "unknown", stale: "paused", broken: "gone" } as const
  const words = state === "ok" ? null : ENTRY_TEXTS[state]
  const tells = mayAct && !(mayAsk && state === "stale")
  return {
    look: looks[state],
    since: null,
    why: words?.why ?? null,
    next: tells ? (words?.next ?? null) : null,
    step: null,
  }
}

function stepFor({ state, reason, mine }: LinkSync): Step | null {
  if (state !== "paused") return null
  if (reason === "miro_lost" && mine) return "reauthorize_miro"
  if (reason === "trello_lost" || (reason === "pusher_lost_card" && mine)) return "settings"
  return null
}

/** Whether an app card is there that shows this card's text, now or as soon as it is kept in step again. */
export function isDrawn({ look }: Standing): boolean {
  return look !== "gone" && look !== "ended"
}
