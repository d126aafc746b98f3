import { describe, expect, it } from "vitest"
import { toMiroHtml } from "./markdown.ts"
import { cardTexts } from "./texts.ts"

const MORE = { max: 5000, moreUrl: "https://trello.com/c/AbCd1234" }
const more = '<p>… <a href="https://trello.com/c/AbCd1234">Read on in Trello</a></p>'

describe("toMiroHtml", () => {
  it.each([
    [
      "emphasis",
      "a **b** _c_ ***d***",
      "<p>a <strong>b</strong> <em>c</em> <em><strong>d</strong></em></p>",
    ],
    ["line breaks and paragraphs", "a\nb\n\nc", "<p>a<br>b</p><p>c</p>"],
    ["a heading", "# Big _one_", "<p><strong>Big <em>one</em></strong></p>"],
    ["crossed out text", "~~old~~ new", "<p>~~old~~ new</p>"],
    ["code", "use `a < b`", "<p>use a &lt; b</p>"],
    [
      "a code block, with its indentation",
      "```js\nif (a) {\n  b()\n}\n```",
      "<p>if (a) {<br>\u00A0\u00A0b()<br>}</p>",
    ],
    ["lists in lists", "- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"],
    ["numbered lists", "1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"],
    ["a list that goes on at 3", "3. a\n4. b", "<ul><li>3. a</li><li>4. b</li></ul>"],
    ["several paragraphs in an item", "- a\n\n  b", "<ul><li>a<br>b</li></ul>"],
    ["tasks", "- [ ] open\n- [x] done", "<ul><li>☐ open</li><li>☑ done</li></ul>"],
    ["a quote", "> a\n> b\n>\n> > c", "<p>&gt; a<br>&gt; b</p><p>&gt; &gt; c</p>"],
    [
      "a table",
      "| a | b |\n|---|---|\n| 1 | **2** |",
      "<p><strong>a | b</strong><br>1 | <strong>2</strong></p>",
    ],
    ["a line", "a\n\n---\n\nb", "<p>a</p><p>———</p><p>b</p>"],
    [
      "a link",
      '[a](https://b.c/?d=1&e=2 "smartCard-inline")',
      '<p><a href="https://b.c/?d=1&amp;e=2">a</a></p>',
    ],
    [
      "a bare address",
      "see https://b.c/d_e",
      '<p>see <a href="https://b.c/d_e">https://b.c/d_e</a></p>',
    ],
    ["a mail address", "<me@b.c>", '<p><a href="mailto:me@b.c">me@b.c</a></p>'],
    ["a reference", "[a]\n\n[a]: https://b.c", '<p><a href="https://b.c">a</a></p>'],
    ["a picture", "![plan](https://b.c/d.png)", '<p><a href="https://b.c/d.png">plan</a></p>'],
    [
      "a picture without words",
      "![](https://b.c/d.png)",
      '<p><a href="https://b.c/d.png">Image</a></p>',
    ],
    [
      "a picture in a link",
      "[![plan](https://b.c/d.png)](https://e.f)",
      '<p><a href="https://e.f">plan</a></p>',
    ],
    ["HTML by its text", "a <b>bold</b><br>c", "<p>a bold<br>c</p>"],
    ["a block of HTML", "<div>\n  <h1>a</h1>\n\n</div>", "<p>a</p>"],
    ["angle brackets that are not HTML", "a List<String> b", "<p>a List&lt;String&gt; b</p>"],
    [
      "character references",
      "&lt;b&gt; &amp;amp; &#128512; &rarr; &unknown;",
      "<p>&lt;b&gt; &amp;amp; 😀 → &amp;unknown;</p>",
    ],
    ["escapes", "\\*a\\* \\<b\\>", "<p>*a* &lt;b&gt;</p>"],
    ["nothing", " \n\n", ""],
  ])("shows %s", (_name, markdown, html) => {
    expect(toMiroHtml(markdown, MORE)).toBe(html)
  })

  it.each([
    ["a script address", "[a](javascript:alert(1))", "<p>a</p>"],
    ["one in disguise", "[a](java&#115;cript:alert(1))", "<p>a</p>"],
    ["one behind a control character", "[a](<\u0001javascript:alert(1)>)", "<p>a</p>"],
    ["data", "![a](data:text/html;base64,PGI+)", "<p>a</p>"],
    ["a relative address", "[a](/b) [c](//d.e)", "<p>a c</p>"],
    ["a script", "<script>alert(1)</script>", ""],
    ["a handler", "<img src=x onerror=alert(1)>", ""],
    ["a tag put together from pieces", "<scr<b>ipt>alert(1)", "<p>&lt;script&gt;alert(1)</p>"],
    [
      "an apostrophe in an address",
      "[a](https://b.c/d'e)",
      '<p><a href="https://b.c/d%27e">a</a></p>',
    ],
    [
      "an attribute that breaks out",
      '[a](https://b.c/"onclick="d)',
      '<p><a href="https://b.c/%22onclick=%22d">a</a></p>',
    ],
  ])("keeps out %s", (_name, markdown, html) => {
    expect(toMiroHtml(markdown, MORE)).toBe(html)
  })

  it("ends a text that is too long with a link to the rest", () => {
    const html = toMiroHtml(`**${"word ".repeat(1999)}word**`, MORE)
    expect(html.startsWith("<p><strong>word word")).toBe(true)
    expect(html.endsWith(`word</strong></p>${more}`)).toBe(true)
    expect(html.length).toBeGreaterThan(4980)
    expect(html.length).toBeLessThanOrEqual(5000)
  })

  it("does so in the board's language", () => {
    const html = toMiroHtml("a".repeat(200), { ...MORE, max: 150, texts: cardTexts("de") })
    expect(html).toContain(">In Trello weiterlesen</a>")
  })

  it("says that there is more when only the source is too long", () => {
    const html = toMiroHtml(`a${" ".repeat(16_384)}b`, MORE)
    expect(html).toBe(`<p>a</p>${more}`)
  })

  it("shows one that fits exactly without the link", () => {
    expect(toMiroHtml("abc", { ...MORE, max: "<p>abc</p>".length })).toBe("<p>abc</p>")
  })

  it("shows what is nested too deeply as it was written", () => {
    const html = toMiroHtml(`${"> ".repeat(30)}deep`, MORE)
    expect(html).toBe(`<p>${"&gt; ".repeat(30)}deep</p>`)
  })
})
