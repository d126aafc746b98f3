import type { HandlerContext } from "../../trello.ts"
import { pageUrl } from "../addresses.ts"
import { texts } from "../texts.ts"

/** Right after somebody switched the Power-Up on: what it does, and a way to connect. Trello does not guarantee it. */
export function onEnable(t: HandlerContext): PromiseLike<unknown> {
  return t.modal({
    title: texts.welcome,
    url: pageUrl("consent"),
    args: { welcome: true },
    height: 480,
  })
}
