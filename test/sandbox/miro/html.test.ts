import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { cleanHtml, DESCRIPTION_TAGS, plainText, TITLE_TAGS } from "./html.ts"

const title = (html: string) => cleanHtml(html, TITLE_TAGS)
const description = (html: string) => cleanHtml(html, DESCRIPTION_TAGS)

describe("what Miro leaves of HTML", () => {
  it("keeps paragraphs, links and breaks in a title and drops the other tags, not their text", () => {
    expect(title('<p>Fix <strong>login</strong><br/><a href="https://a.b/c">here</a></p>')).toBe(
      '<p>Fix login<br><a href="https://a.b/c">here</a></p>',
    )
  })

  it("keeps emphasis and lists in a description", () => {
    const html = "<p><strong>a</strong> <em>b</em> <u>c</u></p><ul><li>d</li></ul>"
    expect(description(html)).toBe(html)
    expect(description("<h1>a</h1><table><tr><td>b</td></tr></table>")).toBe("ab")
  })

  it("gives text back with entities", () => {
    expect(title(`Tom & "Jerry's" <3`)).toBe("Tom &amp; &#34;Jerry&#39;s&#34; &lt;3")
    expect(title("a &lt;b&gt; &amp;amp; &#x41;")).toBe("a &lt;b&gt; &amp;amp; A")
  })

  it("drops attributes, other addresses and what scripts say", () => {
    expect(title('<p onclick="x()" style="a">b</p>')).toBe("<p>b</p>")
    expect(title("<a href='javascript:alert(1)'>b</a>")).toBe("<a>b</a>")
    expect(title("a<script>alert(1)</script>b<!-- c -->")).toBe("ab")
  })

  it("closes what is open and ignores what was never opened", () => {
    expect(description("<p><b>a</p>b</i>")).toBe("<p><b>a</b></p>b")
  })

  it("does not change what it has cleaned, and leaves only allowed tags", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<x>",
        "<a href=https://a.b>",
        "</a>",
        "<",
        "&lt;",
      ),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = description(pieces.join(""))
        expect(description(once)).toBe(once)
        for (const [, name = ""] of once.matchAll(/<\/?([^\s>]*)/g)) {
          expect(DESCRIPTION_TAGS).toContain(name)
        }
      }),
    )
  })

  it("reads as one line of plain text", () => {
    expect(plainText("<p>a &amp; b</p><ul><li>c</li></ul>")).toBe("a & b c")
  })
})
