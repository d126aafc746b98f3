import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyText } from "./arbitraries.fixture.ts"
import { clampText, fitGraphemes } from "./clamp.ts"

const clusters = (text: string): string[] =>
  [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment)

describe("clampText", () => {
  it.each([
    ["leaves text that fits", "hello", 5, "hello"],
    ["ends what is cut with an ellipsis", "hello world", 8, "hello w…"],
    ["has no space before the ellipsis", "hello world", 7, "hello…"],
    ["cuts no emoji apart", "ab👩‍👩‍👧cd", 6, "ab…"],
    ["cuts no flag apart", "🇩🇪🇫🇷🇮🇹", 7, "🇩🇪…"],
    ["cuts no letter from its accents", "cafe\u0301s are", 5, "caf…"],
  ])("%s", (_name, text, max, expected) => {
    expect(clampText(text, max)).toBe(expected)
  })

  it("keeps the limit, cuts between characters, and changes nothing when done again", () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const clamped = clampText(text, max)
        expect(clamped.length).toBeLessThanOrEqual(max)
        expect(clampText(clamped, max)).toBe(clamped)
        const kept = clamped === text ? clusters(text) : clusters(clamped.slice(0, -1))
        expect(kept).toEqual(clusters(text).slice(0, kept.length))
      }),
    )
  })
})

describe("fitGraphemes", () => {
  it("keeps the longest beginning of whole characters that fits", () => {
    fc.assert(
      fc.property(anyText(), fc.nat(70), (text, room) => {
        let expected = ""
        for (const cluster of clusters(text)) {
          if (expected.length + cluster.length > room) break
          expected += cluster
        }
        expect(fitGraphemes(text, room)).toBe(expected)
      }),
    )
  })
})
