import type { CardBackSection, HandlerContext } from "../../trello.ts"
import { ICON_URL, pageUrl } from "../addresses.ts"
import { readOnMiro } from "../onMiro.ts"
import { texts } from "../texts.ts"

/** Height until the page has measured itself, in pixels: one board's row. */
const FIRST_HEIGHT = 96

/** The section on the back of a card that is on Miro; null, hence no iframe, for any other card. */
export async function cardBackSection(t: HandlerContext): Promise<CardBackSection | null> {
  const { linked } = await readOnMiro(t)
  if (!linked) return null
  return {
    title: texts.section,
    icon: ICON_URL,
    content: { type: "iframe", url: t.signUrl(pageUrl("section")), height: FIRST_HEIGHT },
  }
}
