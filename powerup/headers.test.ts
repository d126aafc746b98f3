import { describe, expect, it } from "vitest"
import { buildHeaders } from "./headers.ts"

const headers = buildHeaders({
  app: "https://cards.example",
  trello: "https://trello.com",
  trelloLibrary: "https://p.trellocdn.com/power-up.min.js",
  miro: "https://miro.com",
})

/** The headers under one path pattern. */
function under(pattern: string): string[] {
  const lines = headers.split("\n")
  const after = lines.slice(lines.indexOf(pattern) + 1)
  const end = after.findIndex((line) => !line.startsWith("  "))
  return after.slice(0, end).map((line) => line.trim())
}

const policyUnder = (pattern: string) =>
  under(pattern).find((line) => line.startsWith("Content-Security-Policy:"))

describe("the pages' headers", () => {
  it("let Trello alone frame the pages, and scripts come from us and Trello's library", () => {
    expect(policyUnder("/*")).toContain("frame-ancestors https://trello.com")
    expect(policyUnder("/*")).toContain("script-src 'self' https://p.trellocdn.com;")
    expect(policyUnder("/*")).toContain("connect-src 'self'")
  })

  it("let nobody frame the callback page, replacing the other policy", () => {
    expect(under("/callback/*")).toContain("! Content-Security-Policy")
    expect(policyUnder("/callback/*")).toContain("frame-ancestors 'none'")
    expect(policyUnder("/callback/*")).toContain("script-src 'self';")
  })

  it("let the attachments page alone frame Miro, and Miro alone", () => {
    expect(under("/attachments/*")).toContain("! Content-Security-Policy")
    expect(policyUnder("/attachments/*")).toContain("frame-src https://miro.com;")
    expect(policyUnder("/attachments/*")).toContain("frame-ancestors https://trello.com")
    expect(headers.match(/frame-src/g)).toHaveLength(1)
  })

  it("let nobody frame the page of a card that is gone", () => {
    expect(under("/gone/*")).toContain("! Content-Security-Policy")
    expect(policyUnder("/gone/*")).toContain("frame-ancestors 'none'")
  })

  it("cut no opener and forbid no framing by other means", () => {
    expect(headers).not.toMatch(/Cross-Origin-Opener-Policy|X-Frame-Options/i)
  })

  it("allow nothing to everybody", () => {
    for (const line of headers.split("\n").filter((line) => line.startsWith("  "))) {
      expect(line).not.toContain("*")
      expect(line).not.toContain("unsafe-eval")
    }
  })

  it("stay within the 2,000 characters that Cloudflare allows a line", () => {
    for (const line of headers.split("\n")) expect(line.length).toBeLessThan(2_000)
  })
})
