import type { CardButton } from "../../trello.ts"
import { ICON_URL } from "../addresses.ts"
import { openPush } from "../openPush.ts"
import { texts } from "../texts.ts"

/**
 * **Push to Miro** on the card. `signedIn` and not the default `edit`: a push reads Trello and writes Miro, so
 * an observer can do it with a Miro account of their own; a viewer without a Trello account cannot.
 */
export function cardButtons(): readonly CardButton[] {
  return [{ icon: ICON_URL, text: texts.push, condition: "signedIn", callback: openPush }]
}
