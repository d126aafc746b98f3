import type { Clock } from "../clock.ts"
import { lookAgain, pushMark } from "./live/dirty.ts"
import type { BoardTables } from "./store/boardStore.ts"
import {
  beginAt,
  beginLink,
  CALL_LASTS_MS,
  IN_FRAME,
  inStep,
  SETTLE_MS,
  type StoredLink,
  underWayMs,
} from "./link.ts"

/** What a push of one card has to do on a Miro board. */
export type PushPlan =
  | { readonly kind: "create"; readonly slot: number }
  /** An earlier push may have arrived, or may yet for so long: look for the card before another one is made. */
  | { readonly kind: "search"; readonly slot: number; readonly settlesInMs: number }
  | { readonly kind: "update"; readonly item: string; readonly slot: number }
  /** Somebody is pushing this card to that board right now. */
  | { readonly kind: "busy" }
  /** An earlier push may arrive for so long that nobody should wait for it. */
  | { readonly kind: "doubtful"; readonly settlesInMs: number }

/** A card that is pushed, and by whom. */
export interface PushedCard {
  readonly id: string
  readonly idShort: number
  readonly shortLink: string
  /** The member, and the Miro connection that the push goes through. */
  readonly member: string
  readonly connection: string
  /** The Trello board that it is on, and that board's workspace. */
  readonly board: string
  readonly workspace: string
}

/** What is known once an item shows the card. */
export interface PushedItem {
  readonly item: string
  /** Of the app card that was sent. */
  readonly hash: string
  /** When its text changes by itself. */
  readonly changeAt: number | null
  /** Whether the push made it, and did not only refresh it. */
  readonly created: boolean
}

/** The Miro board that a card is pushed to. */
export interface MiroTarget {
  readonly id: string
  readonly name: string
}

/** Begins a push: the intent is in the tables before anything is sent to Miro. */
export function beginPush(
  tables: BoardTables,
  clock: Clock,
  card: PushedCard,
  target: MiroTarget,
): PushPlan {
  return tables.transaction((): PushPlan => {
    const now = clock.now()
    const link = tables.links.read(card.id, target.id)
    if (link?.state === "linked" && link.item !== null) {
      // Whoever is about to send the card now sees that this push began, and looks after it, however it ends.
      tables.links.write({ ...link, beganAt: beginAt(link, now) })
      lookAgain(tables, pushMark(card.id), now)
      return { kind: "update", item: link.item, slot: link.slot }
    }
    if (link?.state === "pushing" && underWayMs(link, now) > 0) return { kind: "busy" }
    const settlesInMs = link === null ? 0 : Math.max(0, link.beganAt + CALL_LASTS_MS - now)
    if (settlesInMs > SETTLE_MS) return { kind: "doubtful", settlesInMs }
    const slot = takeSlot(tables, link, target.id)
    const { id, idShort, shortLink, member, connection } = card
    const place = { miroBoard: target.id, miroBoardName: target.name, slot }
    const begun = { card: id, idShort, shortLink, ...place, member, connection, job: null }
    tables.links.write(beginLink(begun, now))
    return link === null ? { kind: "create", slot } : { kind: "search", slot, settlesInMs }
  })
}

function takeSlot({ frames, settings }: BoardTables, link: StoredLink | null, board: string) {
  if (link !== null && link.slot >= 0) return link.slot
  return settings.takeSlot(
    board,
    frames.onBoard(board).map(({ rect }) => rect),
  )
}

/** Records which item the card is now. Where somebody unlinked it meanwhile, only a new item is linked again. */
export function commitPush(
  tables: BoardTables,
  clock: Clock,
  card: PushedCard,
  target: MiroTarget,
  { created, item, hash, changeAt }: PushedItem,
): void {
  const link = tables.links.read(card.id, target.id)
  if (link === null && !created) return
  const now = clock.now()
  // Something else is on its way to the same item: which of the two arrives last, nobody knows.
  const doubtful = link?.state === "linked" && link.item === item && link.hash === null
  if (doubtful) lookAgain(tables, card.id, now)
  tables.links.write({
    card: card.id,
    miroBoard: target.id,
    miroBoardName: target.name,
    state: "linked",
    slot: link?.slot ?? IN_FRAME,
    beganAt: link?.beganAt ?? now,
    pushedAt: Math.max(now, link?.beganAt ?? now),
    idShort: card.idShort,
    shortLink: card.shortLink,
    member: card.member,
    connection: card.connection,
    // What a person made anew is no job's to take off again.
    job: created ? null : (link?.job ?? null),
    ...inStep(now),
    item,
    hash: doubtful ? null : hash,
    changeAt,
  })
}

/** Nothing arrived on Miro: takes the intent back. A link that stood before stands again. */
export function abandonPush({ links }: BoardTables, card: string, miroBoard: string): void {
  const link = links.read(card, miroBoard)
  if (link === null || link.state === "unsure") return
  if (link.item === null) return links.drop(card, miroBoard)
  const beganAt = Math.min(link.beganAt, link.pushedAt ?? link.beganAt)
  links.write({ ...link, state: "linked", beganAt })
}

/** Nobody knows whether the card arrived: the next push looks for it. Its last call has ended. */
export function doubtPush(
  { links }: BoardTables,
  clock: Clock,
  card: string,
  miroBoard: string,
): void {
  const link = links.read(card, miroBoard)
  if (link?.state !== "pushing") return
  const beganAt = Math.min(link.beganAt, clock.now() + SETTLE_MS - CALL_LASTS_MS)
  links.write({ ...link, state: "unsure", beganAt })
}

/**
 * Begins a push anew because the item seems gone from Miro; gives its slot, or null when somebody else did so first.
 * The link is kept until the new item exists: Miro says the same of a board that this account no longer sees.
 */
export function losePush(
  tables: BoardTables,
  clock: Clock,
  card: string,
  miroBoard: string,
  item: string,
): number | null {
  return tables.transaction(() => {
    const link = tables.links.read(card, miroBoard)
    if (link?.state !== "linked" || link.item !== item) return null
    const slot = takeSlot(tables, link, miroBoard)
    tables.links.write({ ...link, state: "pushing", beganAt: clock.now(), slot })
    return slot
  })
}
