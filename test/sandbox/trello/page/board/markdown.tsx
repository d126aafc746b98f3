import type { ReactNode } from "react"

const inline =
  /(`[^`]+`)|(\*\*|__)(?=\S)([\s\S]+?)\2|(~~)(?=\S)([\s\S]+?)~~|([*_])(?=\S)([\s\S]+?)\6|\[([^\]]+)\]\((\S+?)(?:\s+"[^"]*")?\)|(https?:\/\/[^\s<>"')\]]+)/

function link(href: string, content: ReactNode, key: number): ReactNode {
  if (!/^https?:\/\//i.test(href)) return <span key={key}>{content}</span>
  return (
    <a key={key} href={href} target="_blank" rel="noreferrer">
      {content}
    </a>
  )
}

/** Emphasis, code and links of one line of text; every other character stays as it is. */
function renderInline(text: string): ReactNode[] {
  const parts: ReactNode[] = []
  let rest = text
  let match = inline.exec(rest)
  while (match !== null) {
    const [whole, code, , bold, , struck, , italic, label, href, bare] = match
    if (match.index > 0) parts.push(rest.slice(0, match.index))
    const key = parts.length
    if (code !== undefined) parts.push(<code key={key}>{code.slice(1, -1)}</code>)
    else if (bold !== undefined) parts.push(<strong key={key}>{renderInline(bold)}</strong>)
    else if (struck !== undefined) parts.push(<s key={key}>{renderInline(struck)}</s>)
    else if (italic !== undefined) parts.push(<em key={key}>{renderInline(italic)}</em>)
    else if (href !== undefined) parts.push(link(href, label ?? href, key))
    else if (bare !== undefined) parts.push(link(bare, bare, key))
    rest = rest.slice(match.index + whole.length)
    match = inline.exec(rest)
  }
  if (rest !== "") parts.push(rest)
  return parts
}

function renderLines(lines: readonly string[]): ReactNode[] {
  return lines.flatMap((line, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- lines have no other name and never move
    index === 0 ? renderInline(line) : [<br key={`br${index}`} />, ...renderInline(line)],
  )
}

const bullet = /^\s*[-*+]\s+/
const numbered = /^\s*\d+[.)]\s+/

function renderBlock(block: string, key: number): ReactNode {
  const lines = block.split("\n")
  const [first = ""] = lines
  const heading = /^(#{1,6})\s+(.*)$/.exec(first)
  if (heading !== null) {
    const rest = lines.slice(1).join("\n")
    return (
      <div key={key}>
        <p className={`heading heading-${heading[1]?.length ?? 1}`}>
          {renderInline(heading[2] ?? "")}
        </p>
        {rest !== "" && renderBlock(rest, 0)}
      </div>
    )
  }
  if (/^(?:-{3,}|\*{3,})$/.test(first.trim())) return <hr key={key} />
  if (lines.every((line) => /^\s*>/.test(line))) {
    return (
      <blockquote key={key}>
        {renderLines(lines.map((line) => line.replace(/^\s*>\s?/, "")))}
      </blockquote>
    )
  }
  const marker = bullet.test(first) ? bullet : numbered.test(first) ? numbered : null
  if (marker === null) return <p key={key}>{renderLines(lines)}</p>
  const items = lines.map((line, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- lines have no other name and never move
    <li key={index}>{renderInline(line.replace(marker, ""))}</li>
  ))
  return marker === bullet ? <ul key={key}>{items}</ul> : <ol key={key}>{items}</ol>
}

/** A card's Markdown as elements. HTML in it stays text, only http and https become links. */
export function Markdown({ text }: { text: string }) {
  const fences = text.replaceAll("\r\n", "\n").split(/^```.*$/m)
  return (
    <div className="markdown" dir="auto">
      {fences.map((part, index) => {
        const key = `part${index}`
        if (index % 2 === 1) return <pre key={key}>{part.replace(/^\n|\n$/g, "")}</pre>
        const blocks = part.split(/\n\s*\n/).filter((block) => block.trim() !== "")
        return (
          <div key={key}>
            {blocks.map((block, at) => renderBlock(block.replace(/^\n|\n$/g, ""), at))}
          </div>
        )
      })}
    </div>
  )
}
