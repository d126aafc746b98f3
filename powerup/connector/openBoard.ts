import type { JobKind } from "../../core/contract/jobs.ts"
import type { HandlerContext } from "../trello.ts"
import { pageUrl } from "./addresses.ts"
import { texts } from "./texts.ts"

/** Opens the window for many cards; with those of `list` selected where one is named. */
export function openBoard(t: HandlerContext, kind: JobKind, list?: string): PromiseLike<unknown> {
  const args = { kind, ...(list === undefined ? {} : { list }) }
  return t.modal({
    title: kind === "push" ? texts.push : texts.remove,
    url: pageUrl("board"),
    args,
    height: 600,
  })
}
