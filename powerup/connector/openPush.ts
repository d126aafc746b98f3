import type { HandlerContext } from "../trello.ts"
import { pageUrl } from "./addresses.ts"
import { texts } from "./texts.ts"

/** Opens the push popup at the place of the click that `t` came from. */
export function openPush(t: HandlerContext): PromiseLike<unknown> {
  return t.popup({ title: texts.push, url: pageUrl("push"), height: 320 })
}
