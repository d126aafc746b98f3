import { describe, expect, it } from "vitest"
import { buildFormats } from "./formats.ts"

const now = () => Date.UTC(2026, 10, 22, 9)
const iso = (ms: number) => new Date(now() - ms).toISOString()

describe("dates and numbers", () => {
  it("follow Trello's locale, in its own way of writing it too", () => {
    expect(buildFormats("de", now).ago(iso(3_600_000))).toBe("vor 1 Stunde")
    expect(buildFormats("pt_BR", now).locale).toBe("pt-BR")
    expect(buildFormats("de", now).count(1234)).toBe("1.234")
  })

  it("fall back to English for a locale that nobody knows", () => {
    expect(buildFormats("not a locale", now).locale).toBe("en")
    expect(buildFormats(undefined, now).locale).toBe("en")
  })

  it.each([
    [10_000, "now"],
    [120_000, "2 minutes ago"],
    [26 * 3_600_000, "yesterday"],
    [15 * 86_400_000, "2 weeks ago"],
    [400 * 86_400_000, "last year"],
  ])("say how long ago: %d ms is %s", (ms, words) => {
    expect(buildFormats("en", now).ago(iso(ms))).toBe(words)
  })

  it.each([
    [0, "a few seconds"],
    [34, "about 30 seconds"],
    [54, "about 50 seconds"],
    [58, "about 1 minute"],
    [100, "about 2 minutes"],
    [5_399, "about 90 minutes"],
    [7_000, "about 2 hours"],
  ])("say how long it takes: %d s is %s", (seconds, words) => {
    expect(buildFormats("de", now).about(seconds)).toBe(words)
  })

  it("say the time of day as the locale writes it", () => {
    const at = new Date(2026, 10, 22, 14, 3).toISOString()
    expect(buildFormats("en-GB", now).time(at)).toBe("14:03")
    expect(buildFormats("en-US", now).time(at)).toMatch(/^2:03\sPM$/)
  })

  it("say since when, by the time of day alone for today", () => {
    const formats = buildFormats("en-GB", () => new Date(2026, 10, 22, 15).getTime())
    expect(formats.since(new Date(2026, 10, 22, 14, 3).toISOString())).toBe("14:03")
    expect(formats.since(new Date(2026, 10, 21, 14, 3).toISOString())).toBe(
      "21 November 2026 at 14:03",
    )
  })

  it("give null for what is no date", () => {
    expect(buildFormats("en", now).ago("soon")).toBeNull()
    expect(buildFormats("en", now).at("soon")).toBeNull()
    expect(buildFormats("en", now).time("soon")).toBeNull()
    expect(buildFormats("en", now).since("soon")).toBeNull()
  })
})
