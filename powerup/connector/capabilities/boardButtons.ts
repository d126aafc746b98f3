import type { BoardButton, HandlerContext } from "../../trello.ts"
import { BOARD_ICON_URLS } from "../addresses.ts"
import { openBoard } from "../openBoard.ts"
import { texts } from "../texts.ts"
import { isSignedIn } from "../viewer.ts"

/** **Push to Miro** in the board's header: many cards at once. Who may press it: see `cardButtons`. */
export function boardButtons(t: HandlerContext): readonly BoardButton[] {
  if (!isSignedIn(t)) return []
  return [
    {
      icon: BOARD_ICON_URLS,
      text: texts.push,
      condition: "signedIn",
      callback: (t) => openBoard(t, "push"),
    },
  ]
}
