import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyTicket } from "./arbitraries.fixture.ts"
import { customFieldChip } from "./chips.ts"
import { appCardFields } from "./fields.ts"
import { cardTexts } from "./texts.ts"
import type { BoardFormat, CustomFieldValue, Ticket } from "./ticket.ts"

const BRITISH = { locale: "en-GB", timeZone: "Europe/Berlin" }
const NOW = Date.parse("2026-11-22T12:00:00Z")
const chip = (value: CustomFieldValue, format: BoardFormat = BRITISH, name = "Field") =>
  customFieldChip({ name, value }, format, NOW)
const shown = (ticket: Ticket) => appCardFields(ticket, BRITISH, NOW, cardTexts("en"))

describe("customFieldChip", () => {
  it.each([
    [{ kind: "text", text: " two\nlines " }, "en-GB", "Field: two lines"],
    [{ kind: "choice", text: "High" }, "en-GB", "Field: High"],
    [{ kind: "checked" }, "en-GB", "Field: ✓"],
    [{ kind: "number", number: 2026 }, "en-GB", "Field: 2026"],
    [{ kind: "number", number: 1234.5 }, "de", "Field: 1234,5"],
    [{ kind: "number", number: 0.1 }, "en-GB", "Field: 0.1"],
    [{ kind: "date", at: "2026-12-03T23:30:00.000Z" }, "en-GB", "Field: 4 Dec"],
    [{ kind: "date", at: "2027-01-05T12:00:00.000Z" }, "de", "Field: 5. Jan. 2027"],
  ] as const)("writes %j for %s as %j", (value, locale, expected) => {
    expect(chip(value, { ...BRITISH, locale })).toEqual({ value: expected, tooltip: "Field" })
  })

  it.each([
    { kind: "text", text: " \u202E\n" },
    { kind: "choice", text: "" },
    { kind: "date", at: "soon" },
  ] as const)("is absent when there is nothing to read: %j", (value) => {
    expect(chip(value)).toBeNull()
    expect(chip({ kind: "checked" }, BRITISH, " \u202E")).toBeNull()
  })

  it("leaves room for the value however long the name is", () => {
    const name = "Estimate ".repeat(20)
    expect(chip({ kind: "number", number: 5 }, BRITISH, name)).toEqual({
      value: "Estimate Estimate Estimate Estimate Est…: 5",
      tooltip: name.trim(),
    })
  })
})

describe("custom fields on an app card, whatever the ticket", () => {
  it("stand together, after what is always there and before labels and members", () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        const customFields = ticket.customFields
          .slice(0, 10)
          .map(({ value }) => ({ name: "Custom", value }))
        const fixed = { ...ticket, labels: [], members: [], customFields: [] }
        const chips = customFields.flatMap((field) => customFieldChip(field, BRITISH, NOW) ?? [])
        const expected = [...shown(fixed), ...chips]
        const all = shown({ ...ticket, customFields })
        expect(all.slice(0, expected.length)).toEqual(expected)
        const rest = ticket.labels.length + ticket.members.length
        expect(all.length - expected.length).toBe(Math.min(20 - expected.length, rest))
      }),
    )
  })

  it("are at most ten", () => {
    fc.assert(
      fc.property(anyTicket, fc.integer({ min: 11, max: 20 }), (ticket, count) => {
        const field = { name: "Custom", value: { kind: "checked" } } as const
        const all = shown({ ...ticket, customFields: Array.from({ length: count }, () => field) })
        expect(all.filter(({ tooltip }) => tooltip === "Custom")).toHaveLength(10)
        expect(all.length).toBeLessThanOrEqual(20)
      }),
    )
  })
})
