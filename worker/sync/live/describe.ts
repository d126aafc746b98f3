import type { BoardSyncAnswer, LinkSync } from "../../../core/contract/sync.ts"
import type { BoardTables } from "../store/boardStore.ts"
import { WHOLE_BOARD } from "./dirty.ts"

/** A card's tie to an item, as a member is told. Times are milliseconds since 1970. */
export interface LinkRow {
  readonly card: string
  readonly miroBoard: string
  readonly miroBoardName: string
  readonly item: string
  readonly pushedAt: number
  readonly sync: LinkSync
}

/** Which items show a card and how they stand, oldest first, as a member is told. */
export function describeLinks(tables: BoardTables, card: string, member: string): LinkRow[] {
  const { dirty, links, standing } = tables
  const isOn = standing.read()?.state === "on"
  const waits = isOn && (dirty.isMarked(card) || dirty.isMarked(WHOLE_BOARD))
  return links.ofCard(card).flatMap((link): LinkRow[] => {
    const { miroBoard, miroBoardName, item, pushedAt } = link
    if (link.state !== "linked" || item === null || pushedAt === null) return []
    const { state, reason, since } = link.sync
    const sync: LinkSync = {
      state: state === "in_step" && waits ? "waiting" : state,
      reason,
      since: new Date(since ?? pushedAt).toISOString(),
      mine: link.member === member,
    }
    return [{ card, miroBoard, miroBoardName, item, pushedAt, sync }]
  })
}

/** How a board stands that nobody ever pushed from. */
export const NEVER_SYNCED: BoardSyncAnswer = {
  state: "off",
  reason: null,
  since: null,
  mine: false,
  comparedAt: null,
  standIn: false,
}

/** How a board stands, as a member is told. */
export function describeBoard(tables: BoardTables, member: string): BoardSyncAnswer {
  const standing = tables.standing.read()
  const standIn = tables.standing.standIns().some((one) => one.member === member)
  if (standing === null || !tables.links.has()) {
    return { ...NEVER_SYNCED, standIn }
  }
  const { state, since, owner, comparedAt } = standing
  return {
    state: state === "on" ? "on" : "paused",
    reason: state === "on" ? null : state === "off" ? "board_off" : "trello_lost",
    since: new Date(since).toISOString(),
    mine: owner === member,
    comparedAt: comparedAt === null ? null : new Date(comparedAt).toISOString(),
    standIn,
  }
}
