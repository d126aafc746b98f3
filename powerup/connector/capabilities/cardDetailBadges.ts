import type { CardDetailBadge, HandlerContext } from "../../trello.ts"
import { readOnMiro, withState } from "../onMiro.ts"
import { openPush } from "../openPush.ts"
import { texts } from "../texts.ts"
import { isSignedIn } from "../viewer.ts"

/**
 * On the card back: where the card is on Miro or, for a card that is not, a button to push it. The button is
 * here too because the card back of 2025 hides card buttons in a popover.
 */
export async function cardDetailBadges(t: HandlerContext): Promise<readonly CardDetailBadge[]> {
  const { linked, boards } = await readOnMiro(t)
  const click = isSignedIn(t) ? { callback: openPush } : {}
  if (!linked) {
    return isSignedIn(t) ? [{ title: texts.notOnMiro, text: texts.push, ...click }] : []
  }
  const first = boards[0]?.name ?? texts.unnamedBoard
  const text = texts.boards(first, Math.max(boards.length - 1, 0))
  return [{ title: texts.onMiro, ...withState(text, boards), ...click }]
}
