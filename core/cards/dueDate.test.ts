import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyText, anyTime } from "./arbitraries.fixture.ts"
import { dueText, nextDueChange, resolveFormat } from "./dueDate.ts"

const BERLIN = { locale: "en-GB", timeZone: "Europe/Berlin" }
const NOW = Date.parse("2026-11-22T12:00:00Z")
const text = (at: string, format = BERLIN, complete = false, now = NOW) =>
  dueText({ at, complete }, format, now)

describe("dueText", () => {
  it.each([
    ["2026-11-21T22:59:00Z", "overdue"],
    ["2026-11-21T23:00:00Z", "soon"],
    ["2026-11-22T09:00:00Z", "soon"],
    ["2026-11-23T22:59:00Z", "soon"],
    ["2026-11-23T23:00:00Z", "later"],
  ])("counts whole days of the board's time zone: %s is %s", (at, state) => {
    expect(text(at)?.state).toBe(state)
  })

  it("calls what is complete complete, however late", () => {
    expect(text("2020-01-01T00:00:00Z", BERLIN, true)?.state).toBe("complete")
  })

  it.each([
    ["en-GB", "Europe/Berlin", "3 Dec"],
    ["en-US", "America/Los_Angeles", "Dec 2"],
    ["de", "Europe/Berlin", "3. Dez."],
    ["ja", "Asia/Tokyo", "12月3日"],
    ["pt_BR", "America/Sao_Paulo", "2 de dez."],
  ])("writes the day as the board does: %s, %s", (locale, timeZone, day) => {
    expect(text("2026-12-03T01:00:00Z", { locale, timeZone })?.day).toBe(day)
  })

  it("writes the year when it is another one than now, by the board's clock", () => {
    expect(text("2027-01-05T12:00:00Z")?.day).toBe("5 Jan 2027")
    expect(text("2026-12-31T23:30:00Z")?.day).toBe("1 Jan 2027")
    expect(text("2026-12-31T22:30:00Z")?.day).toBe("31 Dec")
  })

  it("says the time and whose time it is in the long form, with plain spaces", () => {
    expect(text("2026-12-03T14:00:00Z", { locale: "en-US", timeZone: "UTC" })?.full).toBe(
      "December 3, 2026 at 2:00 PM UTC",
    )
  })

  it("is null for what is not a date", () => {
    expect(text("tomorrow")).toBeNull()
  })
})

describe("resolveFormat", () => {
  it.each([
    ["", "en"],
    ["xx", "en"],
    ["not a locale", "en"],
    ["de-AT", "de-AT"],
    ["zh_Hans", "zh-Hans"],
  ])("reads the locale %j as %s", (locale, expected) => {
    expect(resolveFormat({ locale, timeZone: "UTC" }).locale).toBe(expected)
  })

  it.each(["", "Mars/Olympus", "Europe/Berlin; DROP"])("reads the time zone %j as UTC", (zone) => {
    expect(resolveFormat({ locale: "en", timeZone: zone }).timeZone).toBe("UTC")
  })

  it("never throws, nor does writing a date with what it gives", () => {
    fc.assert(
      fc.property(anyText(), anyText(), anyTime, (locale, timeZone, at) => {
        const due = { at: new Date(at).toISOString(), complete: false }
        expect(dueText(due, { locale, timeZone }, NOW)?.day).toBeTruthy()
      }),
    )
  })
})

describe("nextDueChange", () => {
  const format = { locale: "en-GB", timeZone: "Europe/Berlin" }
  const due = { at: "2026-12-03T10:00:00.000Z", complete: false }

  it.each([
    [
      "turns soon at the beginning of the day before",
      "2026-11-22T08:00:00Z",
      "2026-12-01T23:00:00Z",
    ],
    [
      "turns overdue at the beginning of the day after",
      "2026-12-02T08:00:00Z",
      "2026-12-03T23:00:00Z",
    ],
    ["gets its year with the next year", "2026-12-10T08:00:00Z", "2026-12-31T23:00:00Z"],
  ])("%s", (_, now, expected) => {
    expect(nextDueChange(due, format, Date.parse(now))).toBe(Date.parse(expected))
  })

  it("never comes for a card without a readable date, or long past", () => {
    expect(nextDueChange(null, format, 0)).toBeNull()
    expect(nextDueChange({ at: "soon", complete: false }, format, 0)).toBeNull()
    expect(nextDueChange(due, format, Date.parse("2027-02-01T00:00:00Z"))).toBeNull()
  })

  it("is exactly when the text differs next, in every time zone", () => {
    const zones = fc.constantFrom(
      "UTC",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "America/St_Johns",
    )
    fc.assert(
      fc.property(anyTime, anyTime, fc.boolean(), zones, (dueAt, now, complete, timeZone) => {
        const one = { at: new Date(dueAt).toISOString(), complete }
        const board = { locale: "en", timeZone }
        const next = nextDueChange(one, board, now)
        const text = (when: number) => JSON.stringify(dueText(one, board, when))
        if (next === null) return
        expect(next).toBeGreaterThan(now)
        expect(text(next - 60_001)).toBe(text(now))
        expect(text(next)).not.toBe(text(now))
      }),
      { numRuns: 300 },
    )
  })
})
