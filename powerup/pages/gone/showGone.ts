import type { GoneReason } from "../../../core/contract/gone.ts"
import { GONE_TEXTS, KEPT, UNKNOWN_TEXTS } from "./texts.ts"

/** Puts the words for a reason into the page; null has general ones. */
export function showGone(page: Document, reason: GoneReason | null): void {
  const { title, what, next } = reason === null ? UNKNOWN_TEXTS : GONE_TEXTS[reason]
  page.title = `${title} – Cards for Miro`
  const main = page.createElement("main")
  const write = (tag: "h1" | "h2" | "p", text: string): void => {
    const element = page.createElement(tag)
    element.textContent = text
    main.append(element)
  }
  write("h1", title)
  write("p", what)
  write("p", KEPT)
  write("h2", "What you can do")
  write("p", next)
  page.body.replaceChildren(main)
}
