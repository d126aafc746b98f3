import { Fragment, type ReactNode } from "react"

interface Props {
  /** HTML as the stand-in has cleaned it: few tags, all closed, entities for special characters. */
  readonly html: string
  /** Whether links take part in the order of focus. */
  readonly reachable: boolean
}

const TOKEN = /<(\/?)([a-z]+)(?: href="([^"]*)")?>/g
const BLOCKS = ["strong", "b", "em", "i", "u", "ol", "ul", "li"] as const

/** Draws a title or a description. A paragraph becomes a line of its own, so that it fits into a heading. */
export function RichText({ html, reachable }: Props): ReactNode {
  const root: ReactNode[] = []
  const stack: { tag: string; href: string; children: ReactNode[] }[] = []
  const put = (node: ReactNode) => (stack.at(-1)?.children ?? root).push(node)
  let at = 0
  for (const match of html.matchAll(TOKEN)) {
    put(decode(html.slice(at, match.index)))
    at = match.index + match[0].length
    const tag = match[2] ?? ""
    if (tag === "br") put(<br key={at} />)
    else if (match[1] === "") stack.push({ tag, href: decode(match[3] ?? ""), children: [] })
    else {
      const done = stack.pop()
      if (done !== undefined) put(<Fragment key={at}>{element(done, reachable)}</Fragment>)
    }
  }
  put(decode(html.slice(at)))
  return root
}

function element(
  { tag, href, children }: { tag: string; href: string; children: ReactNode[] },
  reachable: boolean,
): ReactNode {
  if (tag === "a") {
    return href === "" ? (
      children
    ) : (
      <a href={href} target="_blank" rel="noreferrer" tabIndex={reachable ? 0 : -1}>
        {children}
      </a>
    )
  }
  if (tag === "p") return <span className="line">{children}</span>
  const Block = BLOCKS.find((one) => one === tag)
  return Block === undefined ? children : <Block>{children}</Block>
}

function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#34;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
}
