import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyMarkdown, anyText } from "./arbitraries.fixture.ts"
import { readHtml } from "./htmlReader.fixture.ts"
import { toMiroHtml } from "./markdown.ts"

const moreUrl = "https://trello.com/c/AbCd1234"
const runs = { numRuns: 500 }

describe("toMiroHtml, whatever it is given", () => {
  it("gives only Miro's tags, balanced, with links to the web and to mail addresses alone", () => {
    fc.assert(
      fc.property(fc.oneof(anyMarkdown(), anyText()), (markdown) => {
        const { hrefs, text } = readHtml(toMiroHtml(markdown, { max: 5000, moreUrl }))
        for (const href of hrefs) expect(href).toMatch(/^(?:https?:\/\/|mailto:)[^\s"'<>]+$/i)
        expect(text).not.toMatch(/\p{Surrogate}|[\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\t\n]/u)
      }),
      runs,
    )
  })

  it("keeps the limit and stays whole wherever it is cut", () => {
    fc.assert(
      fc.property(anyMarkdown(), fc.nat(300), (markdown, max) => {
        const html = toMiroHtml(markdown, { max, moreUrl })
        expect(html.length).toBeLessThanOrEqual(max)
        const uncut = toMiroHtml(markdown, { max: 100_000, moreUrl })
        const kept = readHtml(html).text.replace(/\n*(?:… Read on in Trello|…)?\n*$/, "")
        expect(html === uncut || readHtml(uncut).text.startsWith(kept)).toBe(true)
      }),
      runs,
    )
  })

  it("cuts no character apart", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("👩‍👩‍👧", "🇩🇪", "e\u0301", "&", "<"),
        fc.nat(200),
        (character, max) => {
          const { text } = readHtml(toMiroHtml(character.repeat(200), { max, moreUrl }))
          const kept = text.replace(/\n?(?:… Read on in Trello|…)?\n?$/, "")
          expect(kept).toBe(character.repeat(kept.length / character.length))
        },
      ),
    )
  })

  it("keeps every word, in order", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
        const markdown = blocks.map(({ markdown }) => markdown).join("\n\n")
        const { text } = readHtml(toMiroHtml(markdown, { max: 100_000, moreUrl }))
        expect(text.match(/w[a-z0-9]{5}w/g)).toEqual(blocks.flatMap(({ words }) => words))
      }),
      runs,
    )
  })

  it("gives the same twice", () => {
    fc.assert(
      fc.property(anyMarkdown(), (markdown) => {
        const options = { max: 200, moreUrl }
        expect(toMiroHtml(markdown, options)).toBe(toMiroHtml(markdown, options))
      }),
    )
  })
})

describe("toMiroHtml on hostile input of 16,384 characters", () => {
  const staircase = Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth * 2)}- a\n`)
  const pieces = Array.from("*[>`_~!<&\\#|(=-\u0301").concat(
    ["](", "[a](", "![", "> ", "- ", "1. ", "> - ", "- [ ] ", "- a\n- ", "a|b\n-|-\n"],
    ["**a", "_a_b", "a**b*", "*a _b ", "[x](<", "[x](((", "http://a.", "(http://a.b"],
    ["<!--", "<script>", '<a href="', "<div>\n<br ", "👩‍👩‍👧"],
  )
  const inputs = [
    ...pieces.map((piece) => [JSON.stringify(piece), piece] as const),
    ["lists nested ever deeper", staircase.join("")] as const,
  ]

  it.each(inputs)("is quick and whole: %s", (_name, piece) => {
    const markdown = piece.repeat(Math.ceil(16_384 / piece.length)).slice(0, 16_384)
    // Processor time, since other tests run beside this one.
    const times = [1, 2, 3].map(() => {
      const before = process.cpuUsage()
      readHtml(toMiroHtml(markdown, { max: 5000, moreUrl }))
      return process.cpuUsage(before).user / 1000
    })
    // In milliseconds. Takes 1-50; without bounds, some take 600 ms and some overflow the stack.
    expect(Math.min(...times)).toBeLessThan(200)
  })
})

const word = fc
  .string({
    unit: fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvxyz0123456789")),
    minLength: 5,
    maxLength: 5,
  })
  .map((middle) => `w${middle}w`)

const INLINE: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `**${text}**`,
  (text) => `_${text}_`,
  (text) => `~~${text}~~`,
  (text) => `\`${text}\``,
  (text) => `[${text}](https://example.com)`,
  (text) => `[${text}](javascript:void)`,
  (text) => `![${text}](https://example.com/i.png)`,
  (text) => `<b>${text}</b>`,
  (text) => `<Unknown>${text}`,
  (text) => `**_${text}_**`,
]
const BLOCK: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `## ${text}`,
  (text) => `> ${text}`,
  (text) => `> > ${text}`,
  (text) => `- ${text}`,
  (text) => `1. ${text}`,
  (text) => `7. ${text}`,
  (text) => `- [x] ${text}`,
  (text) => `- a\n  - ${text}\n    1. b`,
  (text) => `> - ${text}`,
  (text) => `| ${text} | b |\n|---|---|\n| c | d |`,
  (text) => `| a |\n|---|\n| ${text} |`,
  (text) => `<div>${text}</div>`,
  (text) => `${text}\n===`,
]

/** A block of Markdown and the words that its reader sees. */
const block = fc
  .record({
    parts: fc.array(fc.tuple(word, fc.constantFrom(...INLINE)), { minLength: 1, maxLength: 4 }),
    wrap: fc.constantFrom(...BLOCK),
  })
  .map(({ parts, wrap }) => ({
    markdown: wrap(parts.map(([text, mark]) => mark(text)).join(" ")),
    words: parts.map(([text]) => text),
  }))
