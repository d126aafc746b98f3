import { MIRO_TAGS } from "./miroHtml.ts"

/** What a strict reader finds in HTML that we send to Miro. */
export interface ReadHtml {
  /** The visible text; blocks and line breaks end with a line feed. */
  readonly text: string
  readonly tags: ReadonlySet<string>
  readonly hrefs: readonly string[]
}

const PIECE = new RegExp(
  String.raw`<(?<open>${MIRO_TAGS.filter((tag) => tag !== "a" && tag !== "br").join("|")})>` +
    String.raw`|<a href="(?<href>[^"<>\s]*)">|</(?<close>[a-z]+)>|(?<br><br>)` +
    String.raw`|&(?<entity>amp|lt|gt|quot|#39);|(?<text>[^<>&]+)`,
  "y",
)
const CHARACTERS: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
}

/** Reads HTML and throws unless it is exactly Miro's tags, bare of attributes but `href`, balanced and well nested. */
export function readHtml(html: string): ReadHtml {
  const open: string[] = []
  const tags = new Set<string>()
  const hrefs: string[] = []
  let text = ""
  let at = 0
  const refuse = (why: string): never => {
    throw new Error(`${why} at ${at}: ${html.slice(Math.max(0, at - 40), at + 40)}`)
  }
  const enter = (tag: string): void => {
    const parent = open.at(-1)
    if ((tag === "li") !== (parent === "ul" || parent === "ol")) refuse(`<${tag}> in <${parent}>`)
    if (open.includes("p") && ["p", "ul", "ol"].includes(tag)) refuse(`<${tag}> in a paragraph`)
    if (tag === "a" && open.includes("a")) refuse("a link in a link")
    tags.add(tag)
    open.push(tag)
  }
  while (at < html.length) {
    PIECE.lastIndex = at
    const groups = PIECE.exec(html)?.groups ?? refuse("not Miro's HTML")
    if (groups["open"] !== undefined) enter(groups["open"])
    if (groups["href"] !== undefined) {
      enter("a")
      hrefs.push(decode(groups["href"]))
    }
    if (groups["close"] !== undefined) {
      if (open.pop() !== groups["close"]) refuse("unbalanced")
      if (["p", "li"].includes(groups["close"])) text += "\n"
    }
    if (groups["br"] !== undefined) {
      tags.add("br")
      text += "\n"
    }
    if (groups["entity"] !== undefined) text += CHARACTERS[groups["entity"]] ?? ""
    text += groups["text"] ?? ""
    at = PIECE.lastIndex
  }
  if (open.length > 0) refuse("not closed")
  return { text, tags, hrefs }
}

function decode(attribute: string): string {
  return attribute.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => CHARACTERS[name] ?? "")
}
