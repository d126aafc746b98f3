import type { HandlerContext } from "../../trello.ts"
import { pageUrl } from "../addresses.ts"
import { texts } from "../texts.ts"

/** **Settings** in Trello's menu. */
export function showSettings(t: HandlerContext): PromiseLike<unknown> {
  return t.popup({ title: texts.settings, url: pageUrl("settings"), height: 320 })
}
