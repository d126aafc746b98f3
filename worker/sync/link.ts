import type { AppCardStatus } from "../../core/cards/toAppCard.ts"
import type { LinkReason, LinkSyncState } from "../../core/contract/sync.ts"

/** `pushing`: on its way. `unsure`: nobody knows whether it arrived. `linked`: it is there. */
export type LinkState = "pushing" | "unsure" | "linked"

/** A card's tie to an item of a Miro board, as stored. Times are milliseconds since 1970. */
export interface StoredLink {
  readonly card: string
  readonly miroBoard: string
  readonly miroBoardName: string
  readonly state: LinkState
  /** Null until it is known to be there. */
  readonly item: string | null
  /** Its place in the column of cards that were pushed one by one; -1 in a list's frame. */
  readonly slot: number
  /** When the last push of a person, or the last call for the card, began. After `pushedAt`: it has not ended. */
  readonly beganAt: number
  readonly pushedAt: number | null
  /** Null for a link of before this was noted. */
  readonly idShort: number | null
  readonly shortLink: string | null
  /** Of the app card as it was sent last; null while nobody knows what the item shows. */
  readonly hash: string | null
  /** Whose push it was, and through which Miro connection. */
  readonly member: string | null
  readonly connection: string | null
  /** The job that made the item; null when a person pushed the card alone. */
  readonly job: string | null
  /** The status that the item was given last. */
  readonly shown: AppCardStatus
  /** How the item stands to its card, and since when. */
  readonly sync: {
    readonly state: LinkSyncState
    readonly reason: LinkReason | null
    readonly since: number | null
  }
  /** When its text changes although nobody changes the card, as a due date that passes. */
  readonly changeAt: number | null
}

/** How a link stands right after its item was sent. */
export function inStep(now: number): Pick<StoredLink, "shown" | "sync"> {
  return { shown: "connected", sync: { state: "in_step", reason: null, since: now } }
}

/** A link whose item is about to be made. */
export function beginLink(
  link: Pick<StoredLink, "card" | "miroBoard" | "miroBoardName" | "slot" | "job"> &
    Pick<StoredLink, "idShort" | "shortLink" | "member" | "connection">,
  now: number,
): StoredLink {
  const { shown, sync } = inStep(now)
  const nothing = { item: null, pushedAt: null, hash: null, changeAt: null }
  return { ...link, ...nothing, state: "pushing", beganAt: now, shown, sync }
}

/** A push that began and has not ended after this long is not running any more. Milliseconds. */
export const PUSH_LASTS_MS = 60_000
/** A single call has arrived this long after it began, even if nobody waits for its answer any more. Milliseconds. */
export const CALL_LASTS_MS = 20_000
/** And this long after it ended without an answer that says what became of it. Milliseconds. */
export const SETTLE_MS = 5_000

/** For how long something may be on its way for a card: a person's push, or what was sent last. 0 for nothing. Milliseconds. */
export function underWayMs({ state, beganAt, pushedAt, hash }: StoredLink, now: number): number {
  const open = state === "pushing" || (state === "linked" && beganAt > (pushedAt ?? 0))
  const lasts = state === "linked" && hash === null ? CALL_LASTS_MS : PUSH_LASTS_MS
  return open ? Math.max(0, beganAt + lasts - now) : 0
}

/** Whether somebody was making its item at a time: what they make is theirs to tell. */
export function isBeingMade({ state, beganAt }: StoredLink, at: number): boolean {
  return state === "pushing" && beganAt + PUSH_LASTS_MS > at
}

/** What an item shows, as a hash; null where something was sent since, and nobody knows whether it arrived. */
export function shownHash({ beganAt, pushedAt, hash }: StoredLink): string | null {
  return beganAt > (pushedAt ?? 0) ? null : hash
}

/** A time to begin at that is after the last push. */
export function beginAt({ pushedAt }: StoredLink, now: number): number {
  return Math.max(now, (pushedAt ?? 0) + 1)
}

/** The slot of a link whose item lies in a list's frame. */
export const IN_FRAME = -1
