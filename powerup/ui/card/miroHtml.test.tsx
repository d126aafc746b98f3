// @vitest-environment happy-dom
import { render } from "@testing-library/react"
import { describe, expect, it } from "vitest"
import { renderMiroHtml } from "./miroHtml.tsx"

const shown = (html: string): string =>
  render(<div>{renderMiroHtml(html)}</div>).container.innerHTML

describe("an app card's HTML on our page", () => {
  it("keeps what Miro shows", () => {
    const html = "<p>a <strong>b</strong><br>c</p><ul><li><em>d</em></li></ul>"
    expect(shown(html)).toBe(`<div>${html}</div>`)
  })

  it("decodes entities once", () => {
    expect(shown("<p>&lt;b&gt; &amp;amp;</p>")).toBe("<div><p>&lt;b&gt; &amp;amp;</p></div>")
  })

  it.each([
    ["scripts", "<p>a<script>steal()</script></p>", "<p>a</p>"],
    ["handlers", '<p onclick="steal()">a</p>', "<p>a</p>"],
    ["styles", '<p style="position:fixed">a</p>', "<p>a</p>"],
    ["images", '<p>a<img src="x" onerror="steal()">b</p>', "<p>ab</p>"],
    ["objects", '<object data="x">b</object>a', "a"],
    ["forms", "<form><button>a</button></form>", "a"],
    ["SVG", "<svg><a><text>a</text></a></svg>", "a"],
    ["script links", '<a href="javascript:steal()">a</a>', "a"],
    ["hidden script links", '<a href="java\tscript:steal()">a</a>', "a"],
    ["relative links", '<a href="/api/me/remove">a</a>', "a"],
  ])("lets through no %s", (_name, html, kept) => {
    expect(shown(html)).toBe(`<div>${kept}</div>`)
  })

  it("opens links in a window without a way back", () => {
    const { container } = render(
      <div>{renderMiroHtml('<a href="https://a.example/?x=1">a</a>')}</div>,
    )
    const link = container.querySelector("a")
    expect(link?.getAttribute("href")).toBe("https://a.example/?x=1")
    expect(link?.getAttribute("target")).toBe("_blank")
    expect(link?.getAttribute("rel")).toBe("noopener noreferrer")
  })
})
