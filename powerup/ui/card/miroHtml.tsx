import { createElement, Fragment, type ReactNode } from "react"

/** Miro's elements for app cards (core/cards/miroHtml.ts); everything else is shown as the text that it holds. */
const ALLOWED = new Set(["p", "strong", "b", "em", "i", "u", "ol", "ul", "li", "br"])
/** Elements whose text is not meant for readers. */
const UNREADABLE = new Set(["script", "style", "template", "noscript", "iframe", "object"])

/**
 * An app card's HTML as React elements. The browser parses it into an inert document (nothing runs or loads there),
 * and only allowed elements without attributes, and links to the web or to mail addresses, are taken over.
 */
export function renderMiroHtml(html: string): ReactNode {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  return renderChildren(body)
}

function renderChildren(parent: Node): ReactNode[] {
  return [...parent.childNodes].map((node, index) => (
    // The nodes of one text never move: their place is their identity.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{renderNode(node)}</Fragment>
  ))
}

function renderNode(node: Node): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof Element)) return null
  const tag = node.localName
  if (UNREADABLE.has(tag)) return null
  if (tag === "br") return <br />
  const children = renderChildren(node)
  if (tag === "a") return renderLink(node.getAttribute("href"), children)
  return ALLOWED.has(tag) ? createElement(tag, null, ...children) : children
}

function renderLink(href: string | null, children: ReactNode[]): ReactNode {
  if (href === null || !/^(?:https?:\/\/|mailto:)/i.test(href)) return children
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}
