import { lexMarkdown } from "./markdownLexer.ts"
import { blockNodes } from "./markdownBlocks.ts"
import { lines } from "./markdownInlines.ts"
import { safeHref, writeHtml, type MiroNode } from "./miroHtml.ts"
import { cleanText } from "./plainText.ts"
import { cardTexts, type CardTexts } from "./texts.ts"

/** The longest description that Trello takes. */
const MARKDOWN_MAX = 16_384

export interface MiroHtmlOptions {
  /** How many characters the HTML may have, tags included. */
  readonly max: number
  /** Where the whole text is; linked at the end when the text was cut. */
  readonly moreUrl: string
  /** The words for that link and for pictures; English when left out. */
  readonly texts?: Pick<CardTexts, "readOn" | "image">
}

/**
 * A Trello description (Markdown) as HTML for a Miro app card: only `p a strong em ol ul li br`, links only to the web
 * and to mail addresses, everything else as text that reads the same. Too long a text ends with "… " and a link to
 * `moreUrl`. Never throws: what cannot be parsed is shown as it was written.
 */
export function toMiroHtml(
  markdown: string,
  { max, moreUrl, texts = cardTexts("en") }: MiroHtmlOptions,
): string {
  const source = cleanText(markdown.slice(0, MARKDOWN_MAX)).trimEnd()
  if (source === "") return ""
  const nodes = readNodes(source, texts.image)
  const whole = writeHtml(nodes, max)
  if (!whole.cut && markdown.length <= MARKDOWN_MAX) return whole.html

  const end = writeHtml([tail(moreUrl, texts.readOn)], max)
  if (end.cut) return writeHtml([{ tag: "p", children: ["…"] }], max).html
  return writeHtml(nodes, max - end.html.length).html + end.html
}

function readNodes(source: string, image: string): readonly MiroNode[] {
  try {
    return blockNodes(lexMarkdown(source), { inLink: false, image })
  } catch {
    return [{ tag: "p", children: lines(source) }]
  }
}

function tail(moreUrl: string, readOn: string): MiroNode {
  const href = safeHref(moreUrl)
  return {
    tag: "p",
    children: href === null ? ["…"] : ["… ", { tag: "a", href, children: [readOn] }],
  }
}
