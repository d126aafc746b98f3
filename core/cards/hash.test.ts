import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { canonicalJson, contentHash, fnv1a64 } from "./hash.ts"

describe("fnv1a64", () => {
  it.each([
    ["", "cbf29ce484222325"],
    ["a", "af63dc4c8601ec8c"],
    ["foobar", "85944171f73967e8"],
  ])("gives the published value for %j", (text, expected) => {
    expect(fnv1a64(text)).toBe(expected)
  })

  it("agrees with the definition in whole numbers", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let hash = 0xcbf29ce484222325n
        for (const character of text) {
          hash = ((hash ^ BigInt(character.charCodeAt(0))) * 0x100000001b3n) & 0xffffffffffffffffn
        }
        expect(fnv1a64(text)).toBe(hash.toString(16).padStart(16, "0"))
      }),
    )
  })
})

describe("contentHash", () => {
  it("is equal for equal content, whatever the order of its keys", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(contentHash(reversed(value))).toBe(contentHash(value))
      }),
    )
  })

  it("differs for different content", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fc.pre(canonicalJson(a) !== canonicalJson(b))
        expect(contentHash(a)).not.toBe(contentHash(b))
      }),
    )
  })

  it("sees the order of a list", () => {
    expect(contentHash({ fields: ["a", "b"] })).not.toBe(contentHash({ fields: ["b", "a"] }))
  })

  it("takes an undefined key for an absent one", () => {
    expect(contentHash({ a: 1, b: undefined })).toBe(contentHash({ a: 1 }))
  })
})

describe("canonicalJson", () => {
  it("is JSON of the same value, in ASCII", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const json = canonicalJson(value)
        expect(json).toMatch(/^[\u0020-\u007E]*$/)
        expect(JSON.stringify(JSON.parse(json))).toBe(JSON.stringify(sorted(value)))
      }),
    )
  })
})

function rebuilt(value: unknown, order: (a: string, b: string) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => rebuilt(item, order))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => order(a, b))
      .map(([key, item]) => [key, rebuilt(item, order)]),
  )
}
const sorted = (value: unknown): unknown => rebuilt(value, (a, b) => (a < b ? -1 : 1))
const reversed = (value: unknown): unknown => rebuilt(value, (a, b) => (a < b ? 1 : -1))
