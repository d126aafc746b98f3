import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyText } from "./arbitraries.fixture.ts"
import { cleanLine, cleanText, escapeAttribute, escapeHtml } from "./plainText.ts"

describe("cleanText", () => {
  it.each([
    ["keeps words of every script", "Grüße 你好 שלום مرحبا", "Grüße 你好 שלום مرحبا"],
    ["keeps emoji sequences whole", "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽", "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽"],
    [
      "keeps the marks that right-to-left text needs",
      "a\u200Fb\u200Ec\u061Cd",
      "a\u200Fb\u200Ec\u061Cd",
    ],
    ["makes every line break a line feed", "a\r\nb\rc\u2028d", "a\nb\nc\nd"],
    ["drops control characters", "a\u0000b\u001B[31mc\u009Fd", "ab[31mcd"],
    ["drops overrides that would turn a file name around", "photo\u202Egpj.exe", "photogpj.exe"],
    ["drops isolates", "a\u2066b\u2069c", "abc"],
    ["drops halves of surrogate pairs", "a\uD83Db\uDC4Dc", "abc"],
  ])("%s", (_name, text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })

  it("gives text that is well formed and stays the same when cleaned again", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const cleaned = cleanText(text)
        expect(cleaned).not.toMatch(/\p{Surrogate}|[\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\t\n]/u)
        expect(cleanText(cleaned)).toBe(cleaned)
      }),
    )
  })
})

describe("cleanLine", () => {
  it("gives one line without spaces at its ends", () => {
    expect(cleanLine(" a\n\n b\t\u00A0c \n")).toBe("a b c")
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(cleanLine(text)).toMatch(/^(?:\S+(?: \S+)*)?$/u)
      }),
    )
  })
})

describe("escaping", () => {
  it("leaves nothing that could begin a tag or end an attribute", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/)
        expect(escapeAttribute(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/)
      }),
    )
  })

  it("keeps quotes in text, where they are harmless and would cost five characters", () => {
    expect(escapeHtml(`"it's" <b>&`)).toBe(`"it's" &lt;b&gt;&amp;`)
    expect(escapeAttribute(`"it's"`)).toBe("&quot;it&#39;s&quot;")
  })
})
