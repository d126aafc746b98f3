import type { MarkedToken, Token, Tokens } from "marked"
import { withoutTags } from "./embeddedHtml.ts"
import { inlineNodes, lines, type InlineContext } from "./markdownInlines.ts"
import type { MiroNode } from "./miroHtml.ts"

/** Blocks of Markdown as Miro's paragraphs and lists. */
export function blockNodes(tokens: readonly Token[], context: InlineContext): readonly MiroNode[] {
  return tokens.flatMap((token) => blockNode(token as MarkedToken, context))
}

function blockNode(token: MarkedToken, context: InlineContext): readonly MiroNode[] {
  switch (token.type) {
    case "space":
    case "def":
      return []
    case "paragraph":
      return [paragraph(inlineNodes(token.tokens, context))]
    case "heading":
      return [paragraph([{ tag: "strong", children: inlineNodes(token.tokens, context) }])]
    case "code":
      return [paragraph(lines(keepIndent(token.text)))]
    case "hr":
      return [paragraph(["———"])]
    case "html":
      return htmlParagraphs(token.text)
    case "blockquote":
      return blockNodes(token.tokens, context).map(quoted)
    case "table":
      return [paragraph(tableRows(token, context))]
    case "list":
      return [list(token, context)]
    default:
      return [paragraph(inlineNodes([token], context))]
  }
}

function paragraph(children: readonly MiroNode[]): MiroNode {
  return { tag: "p", children }
}

/** Browsers swallow spaces at the beginning of a line. */
function keepIndent(code: string): string {
  return code.replace(/^[ \t]+/gm, (indent) =>
    indent.replaceAll("\t", "    ").replaceAll(" ", "\u00A0"),
  )
}

function htmlParagraphs(html: string): readonly MiroNode[] {
  const text = withoutTags(html)
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim()
  return text === "" ? [] : text.split(/\n{2,}/).map((part) => paragraph(lines(part)))
}

/** Each line of a quote begins with ">", as in mail. */
function quoted(node: MiroNode): MiroNode {
  if (typeof node === "string" || node.tag === "br" || node.tag === "a") return node
  if (node.tag === "ul" || node.tag === "ol")
    return { ...node, children: node.children.map(quoted) }
  return { ...node, children: ["> ", ...node.children.flatMap(quotedLine)] }
}

function quotedLine(node: MiroNode): readonly MiroNode[] {
  if (typeof node === "string") return [node]
  if (node.tag === "br") return [node, "> "]
  return node.tag === "ul" || node.tag === "ol" ? [quoted(node)] : [node]
}

function tableRows(table: Tokens.Table, context: InlineContext): readonly MiroNode[] {
  const row = (cells: readonly Tokens.TableCell[]): readonly MiroNode[] =>
    cells.flatMap((cell, index): readonly MiroNode[] => {
      const content = inlineNodes(cell.tokens, context)
      return index === 0 ? content : [" | ", ...content]
    })
  return [
    { tag: "strong", children: row(table.header) },
    ...table.rows.flatMap((cells): readonly MiroNode[] => [{ tag: "br" }, ...row(cells)]),
  ]
}

/** Miro numbers from 1, so a list that begins elsewhere carries its numbers as text. */
function list(token: Tokens.List, context: InlineContext): MiroNode {
  const start = token.ordered ? Number(token.start) : 1
  const numbers = token.ordered && start !== 1
  return {
    tag: token.ordered && !numbers ? "ol" : "ul",
    children: token.items.map((item, index) => ({
      tag: "li",
      children: [...(numbers ? [`${start + index}. `] : []), ...itemNodes(item, context)],
    })),
  }
}

/** An item's paragraphs become its lines; lists within it stay lists. */
function itemNodes(item: Tokens.ListItem, context: InlineContext): readonly MiroNode[] {
  return item.tokens.flatMap((token, index): readonly MiroNode[] => {
    const previous = item.tokens[index - 1]?.type
    const isFirstLine = index === 0 || previous === "checkbox"
    if (token.type === "checkbox") return inlineNodes([token], context)
    return blockNode(token as MarkedToken, context).flatMap((node, part): readonly MiroNode[] => {
      if (typeof node === "string" || node.tag !== "p") return [node]
      return isFirstLine && part === 0 ? node.children : [{ tag: "br" }, ...node.children]
    })
  })
}
