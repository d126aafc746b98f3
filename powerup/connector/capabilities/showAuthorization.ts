import type { HandlerContext } from "../../trello.ts"
import { pageUrl } from "../addresses.ts"
import { texts } from "../texts.ts"

/** **Authorize account** in Trello's menu: the page that says what is asked for and why. */
export function showAuthorization(t: HandlerContext): PromiseLike<unknown> {
  return t.popup({ title: texts.connect, url: pageUrl("consent"), height: 320 })
}
