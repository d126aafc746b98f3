import type { CardBadge, HandlerContext } from "../../trello.ts"
import { ICON_URL } from "../addresses.ts"
import { readOnMiro, withState } from "../onMiro.ts"
import { texts } from "../texts.ts"

/**
 * The mark on the front of a card that is on Miro; it says when a board or app card is gone or
 * nobody keeps it in step. No `refresh`: Trello asks again whenever the card's pluginData changes.
 */
export async function cardBadges(t: HandlerContext): Promise<readonly CardBadge[]> {
  const { linked, boards } = await readOnMiro(t)
  if (!linked) return []
  const text = boards.length > 1 ? texts.badgeOfBoards(boards.length) : texts.badge
  return [{ icon: ICON_URL, ...withState(text, boards) }]
}
