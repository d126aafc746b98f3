import type { BoardSyncAnswer, LinkSync } from "../../../core/contract/sync.ts"
import type { BoardTables } from "../store/boardStore.ts"
import type { StoredLink } from "../link.ts"
import { WHOLE_BOARD } from "./dirty.ts"

/** How a card's links stand, in their order, as a member is told. */
export function describeLinks(
  tables: BoardTables,
  card: string,
  member: string,
): readonly { readonly link: StoredLink; readonly sync: LinkSync }[] {
  const { dirty, links, standing } = tables
  const isOn = standing.read()?.state === "on"
  // A push carried over what came before it ended.
  const isMarked = ({ pushedAt }: StoredLink) =>
    [card, WHOLE_BOARD].some((what) => dirty.isMarked(what, pushedAt ?? 0))
  return links.ofCard(card).map((link) => {
    const { state, reason, since } = link.sync
    const sync: LinkSync = {
      state: state === "in_step" && isOn && isMarked(link) ? "waiting" : state,
      reason,
      since: new Date(since ?? link.pushedAt ?? link.beganAt).toISOString(),
      mine: link.member === member,
    }
    return { link, sync }
  })
}

/** How a board stands, as a member is told. */
export function describeBoard(tables: BoardTables, member: string): BoardSyncAnswer {
  const standing = tables.standing.read()
  const standIn = tables.standing.standIns().some((one) => one.member === member)
  if (standing === null || !tables.links.has()) {
    return { state: "off", reason: null, since: null, mine: false, comparedAt: null, standIn }
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
