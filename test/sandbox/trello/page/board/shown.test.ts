import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, it } from "vitest"
import { describeDue } from "./due.ts"
import { Markdown } from "./markdown.tsx"
import { posAt } from "./positions.ts"

function render(text: string): string {
  return renderToStaticMarkup(createElement(Markdown, { text }))
}

describe("Markdown on the card", () => {
  it("shows emphasis, lists, quotes, code and headings", () => {
    const html = render(
      "# Head\n\n**b** and *i* and ~~s~~ and `c`\n\n- one\n- two\n\n1. first\n\n> said\n\n```\nx < y\n```",
    )
    for (const part of ["Head", "<strong>b</strong>", "<em>i</em>", "<s>s</s>", "<code>c</code>"])
      expect(html).toContain(part)
    for (const part of [
      "<ul><li>one</li><li>two</li></ul>",
      "<ol><li>first</li></ol>",
      "<blockquote>said</blockquote>",
      "<pre>x &lt; y</pre>",
    ]) {
      expect(html).toContain(part)
    }
  })

  it("never makes HTML or a script of it", () => {
    const html = render(
      "<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](data:text/html,z) <script>1</script>",
    )
    expect(html).not.toMatch(/<img|<script|href="(?!https?:)/)
  })

  it("links http and https", () => {
    expect(render("[a](https://x.example/) and https://y.example/z")).toMatch(
      /href="https:\/\/x\.example\/".*href="https:\/\/y\.example\/z"/,
    )
  })

  it("comes to an end on text full of markers", () => {
    expect(render("*".repeat(3000) + "[".repeat(3000))).toContain("*")
  })
})

describe("the place of a dropped card", () => {
  const cards = [
    { id: "a", pos: 100 },
    { id: "b", pos: 200 },
    { id: "c", pos: 300 },
  ]
  it.each([
    ["x", 0, 50],
    ["x", 1, 150],
    ["x", 3, 16_684],
    ["a", 2, 250],
    ["c", 0, 50],
  ])("of %s before card %i is %f", (moved, index, pos) => {
    expect(posAt(cards, moved, index)).toBe(pos)
  })

  it("in an empty list is in the middle of nowhere", () => {
    expect(posAt([], "x", 0)).toBeGreaterThan(0)
  })
})

describe("a due date", () => {
  const now = Date.UTC(2026, 5, 1, 12)
  it.each([
    ["2026-05-30T12:00:00Z", false, "due-past"],
    ["2026-06-02T10:00:00Z", false, "due-soon"],
    ["2026-06-09T12:00:00Z", false, "due-later"],
    ["2026-05-30T12:00:00Z", true, "due-complete"],
  ])("%s (complete: %s) is %s", (due, complete, tone) => {
    expect(describeDue(due, complete, now).tone).toBe(tone)
  })
})
