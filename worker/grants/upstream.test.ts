import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { buildUpstreamUrl, parseErrorCode, parseRetryAfter } from "./upstream.ts"

const ORIGIN = "https://api.trello.example"

describe("buildUpstreamUrl", () => {
  it("puts a path behind the provider's origin", () => {
    expect(buildUpstreamUrl(ORIGIN, "/1/cards/x?fields=id")).toBe(`${ORIGIN}/1/cards/x?fields=id`)
  })

  it.each([
    "//evil.example/1",
    "/\\evil.example/1",
    "/\t/evil.example",
    "/\n\\evil.example",
    "https://evil.example/",
    "@evil.example/",
    ".evil.example/",
    ":1234/",
    "1/cards",
    "",
    "/",
  ])("refuses %j", (path) => {
    expect(buildUpstreamUrl(ORIGIN, path)).toBeNull()
  })

  it("never leaves the origin, whatever the path", () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        "/",
        "\\",
        ".",
        "@",
        ":",
        "?",
        "#",
        "%",
        "\t",
        "\n",
        "\r",
        " ",
        "e",
        "2",
        "f",
        "[",
        "]",
        "\u0000",
      ),
      maxLength: 14,
    })
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webUrl(), fc.string()), fc.boolean(), (text, slash) => {
        const url = buildUpstreamUrl(ORIGIN, slash ? `/${text}` : text)
        expect(url === null || new URL(url).origin === ORIGIN).toBe(true)
        expect(url === null || url.startsWith(`${ORIGIN}/`)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe("parseRetryAfter", () => {
  const NOW = 1_700_000_000_000
  const read = (headers: Record<string, string>) => parseRetryAfter(new Headers(headers), NOW)

  it.each<[string, Record<string, string>, number | null]>([
    ["seconds", { "retry-after": "12" }, 12],
    ["no seconds at all", { "retry-after": "0" }, 0],
    ["Miro's reset time", { "x-ratelimit-reset": "1700000030" }, 30],
    ["a reset time that has passed", { "x-ratelimit-reset": "1600000000" }, 1],
    ["seconds beside a reset time", { "retry-after": "5", "x-ratelimit-reset": "1700000030" }, 5],
    [
      "a date, which neither provider sends",
      { "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" },
      null,
    ],
    ["a negative number", { "retry-after": "-3" }, null],
    ["nothing", {}, null],
  ])("reads %s", (_, headers, seconds) => {
    expect(read(headers)).toBe(seconds)
  })
})

describe("parseErrorCode", () => {
  it("reads the code of an error", () => {
    const body = '{"error":"API_KEY_LIMIT_EXCEEDED","message":"Rate limit exceeded"}'
    expect(parseErrorCode(body)).toBe("API_KEY_LIMIT_EXCEEDED")
  })

  it.each<[string, string]>([
    ["plain text", "Rate limit exceeded"],
    ["a page", "<html></html>"],
    ["another shape", '{"message":"no"}'],
    ["words instead of a code", '{"error":"Slow down, please"}'],
    ["a list", '["API_KEY_LIMIT_EXCEEDED"]'],
    ["nothing", ""],
    ["a body that is too long", `{"error":"A","message":"${"a".repeat(3_000)}"}`],
  ])("finds none in %s", (_, body) => {
    expect(parseErrorCode(body)).toBeNull()
  })

  it("never throws, whatever the body", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const code = parseErrorCode(body)
        expect(code === null || /^[A-Z_]{1,64}$/.test(code)).toBe(true)
      }),
    )
  })
})
