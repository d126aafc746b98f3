import type { MarkedToken, Token } from "marked"
import { decodeEntities, withoutTags } from "./embeddedHtml.ts"
import { safeHref, type MiroNode } from "./miroHtml.ts"

export interface InlineContext {
  /** Links do not nest. */
  readonly inLink: boolean
  /** What stands for a picture without a text of its own. */
  readonly image: string
}

/** Inline Markdown as Miro's elements. What Miro cannot show becomes text that reads the same. */
export function inlineNodes(tokens: readonly Token[], context: InlineContext): readonly MiroNode[] {
  return tokens.flatMap((token) => inlineNode(token as MarkedToken, context))
}

function inlineNode(token: MarkedToken, context: InlineContext): readonly MiroNode[] {
  switch (token.type) {
    case "text":
      return token.tokens === undefined
        ? lines(decodeEntities(token.text.replace(/[ \t]+/g, " ")))
        : inlineNodes(token.tokens, context)
    case "escape":
      return [token.text]
    case "codespan":
      return [token.text]
    case "strong":
    case "em":
      return [{ tag: token.type, children: inlineNodes(token.tokens, context) }]
    case "del":
      return ["~~", ...inlineNodes(token.tokens, context), "~~"]
    case "br":
      return [{ tag: "br" }]
    case "checkbox":
      return [token.checked ? "☑ " : "☐ "]
    case "html":
      return lines(withoutTags(token.text))
    case "link":
      return link(
        token.autolink === true ? token.href : decodeEntities(token.href),
        (inner) => inlineNodes(token.tokens, inner),
        context,
      )
    case "image":
      return link(
        decodeEntities(token.href),
        () => [decodeEntities(token.text).trim() || context.image],
        context,
      )
    default:
      return [token.raw]
  }
}

function link(
  address: string,
  content: (context: InlineContext) => readonly MiroNode[],
  context: InlineContext,
): readonly MiroNode[] {
  const href = context.inLink ? null : safeHref(address)
  if (href === null) return content(context)
  const children = content({ ...context, inLink: true })
  const isBlank = children.every((child) => typeof child === "string" && child.trim() === "")
  return [{ tag: "a", href, children: isBlank ? [href] : children }]
}

/** Text whose line feeds become line breaks. */
export function lines(text: string): readonly MiroNode[] {
  return text
    .split("\n")
    .flatMap((line, index): readonly MiroNode[] => (index === 0 ? [line] : [{ tag: "br" }, line]))
}
