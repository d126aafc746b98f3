import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dateFormat, numberFormat } from "./intl.ts"

const LOCALES = ["en-GB", "de", "ja", "ar-EG", "pt-BR"]
const ZONES = ["UTC", "Asia/Kolkata", "America/Los_Angeles"]

describe("dateFormat and numberFormat", () => {
  it("make a formatter once", () => {
    const options = { timeZone: "UTC", month: "long" } as const
    expect(dateFormat("de", options)).toBe(dateFormat("de", { ...options }))
    expect(numberFormat("de", {})).toBe(numberFormat("de", {}))
  })

  it("write as a formatter of one's own does, whatever was asked for before", () => {
    const asked = fc.record({
      locale: fc.constantFrom(...LOCALES),
      timeZone: fc.constantFrom(...ZONES),
      month: fc.constantFrom("long", "short", "numeric"),
      digits: fc.nat(20),
    })
    fc.assert(
      fc.property(fc.array(asked, { minLength: 100, maxLength: 200 }), (all) => {
        for (const { locale, timeZone, month, digits } of all) {
          const options = { timeZone, month } as const
          const written = new Intl.DateTimeFormat(locale, options).format(0)
          expect(dateFormat(locale, options).format(0)).toBe(written)
          const number = { maximumFractionDigits: digits }
          expect(numberFormat(locale, number).format(1 / 3)).toBe(
            new Intl.NumberFormat(locale, number).format(1 / 3),
          )
        }
      }),
      { numRuns: 5 },
    )
  })
})
