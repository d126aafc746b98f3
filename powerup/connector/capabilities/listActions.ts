import type { HandlerContext, ListAction } from "../../trello.ts"
import { openBoard } from "../openBoard.ts"
import { texts } from "../texts.ts"
import { isSignedIn } from "../viewer.ts"

/** What a list's menu offers. Constants, because Trello waits 150 ms and then shows the menu without them. */
export function listActions(t: HandlerContext): readonly ListAction[] {
  if (!isSignedIn(t)) return []
  return [
    { text: texts.pushList, callback: (t) => openBoard(t, "push", t.getContext().list) },
    { text: texts.removeList, callback: (t) => openBoard(t, "remove", t.getContext().list) },
  ]
}
