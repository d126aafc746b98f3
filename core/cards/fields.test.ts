import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyTicket } from "./arbitraries.fixture.ts"
import { FIELDS_MAX, appCardFields, shareRoom } from "./fields.ts"
import { cardTexts } from "./texts.ts"
import type { Ticket } from "./ticket.ts"

const FORMAT = { locale: "en-GB", timeZone: "UTC" }
const NOW = Date.parse("2026-11-22T12:00:00Z")
const fields = (ticket: Ticket, locale = "en") =>
  appCardFields(ticket, { ...FORMAT, locale: `${locale}-GB` }, NOW, cardTexts(locale))
const values = (ticket: Ticket): string[] => fields(ticket).map(({ value }) => value)

const PLAIN: Ticket = {
  id: "64b7c0ffee64b7c0ffee64b7",
  idBoard: "64b7c0ffee64b7c0ffee0001",
  shortLink: "AbCd1234",
  idShort: 12,
  url: "https://trello.com/c/AbCd1234",
  title: "Fix login",
  description: "",
  listName: "Doing",
  labels: [],
  members: [],
  due: null,
  checklist: null,
  customFields: [],
  cover: null,
  archived: false,
}
const labels = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `L${i}`, color: null }))
const members = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `M${i}` }))

describe("appCardFields", () => {
  it("shows list, due date, checklist, custom fields, labels and members in this order", () => {
    expect(
      values({
        ...PLAIN,
        due: { at: "2026-12-03T14:00:00Z", complete: false },
        checklist: { done: 3, total: 5 },
        customFields: [{ name: "Team", value: { kind: "text", text: "Web" } }],
        labels: [{ name: "Bug", color: "red" }],
        members: [{ name: "Ann Example" }],
        archived: true,
      }),
    ).toEqual(["Archived", "Doing", "3 Dec", "3/5", "Team: Web", "Bug", "Ann Example"])
  })

  it.each([
    ["2026-11-20T14:00:00Z", false, "20 Nov · overdue", "overdue", "#fed6d2"],
    ["2026-11-22T14:00:00Z", false, "22 Nov", "due soon", "#f8e7a4"],
    ["2026-11-20T14:00:00Z", true, "✓ 20 Nov", "complete", "#bcf2da"],
  ])("tells the state of a due date in words too: %s", (at, complete, value, word, fillColor) => {
    const [, due] = fields({ ...PLAIN, due: { at, complete } })
    expect(due).toMatchObject({ value, fillColor })
    expect(due?.tooltip).toMatch(new RegExp(`^Due: .* 2026 at 14:00 UTC \\(${word}\\)$`))
  })

  it("colours a checklist only when all of it is done", () => {
    const [, open] = fields({ ...PLAIN, checklist: { done: 3, total: 5 } })
    const [, done] = fields({ ...PLAIN, checklist: { done: 5, total: 5 } })
    expect(open).toEqual({ value: "3/5", tooltip: "Checklist: 3 of 5 done" })
    expect(done).toMatchObject({ value: "5/5", fillColor: "#bcf2da" })
  })

  it("writes a label's name, or its colour's when it has none", () => {
    const [, ...chips] = fields({
      ...PLAIN,
      labels: [
        { name: "Bug", color: "red" },
        { name: " ", color: "green_light" },
        { name: "Later", color: null },
        { name: "", color: null },
      ],
    })
    expect(chips.map(({ value, tooltip }) => [value, tooltip])).toEqual([
      ["Bug", "Label (red)"],
      ["light green", "Label (light green)"],
      ["Later", "Label (no color)"],
      ["Label", "Label (no color)"],
    ])
  })

  it("speaks the board's language", () => {
    const ticket = { ...PLAIN, labels: [{ name: "", color: "red_dark" as const }], archived: true }
    const german = fields(ticket, "de").map(({ value, tooltip }) => `${tooltip}: ${value}`)
    expect(german).toEqual([
      "In Trello archiviert: Archiviert",
      "Liste: Doing",
      "Label (dunkles Rot): dunkles Rot",
    ])
    expect(fields(ticket, "fr")[1]?.tooltip).toBe("List")
  })

  it("says how many are left out, and who", () => {
    const shown = fields({ ...PLAIN, labels: labels(2), members: members(20) })
    expect(shown).toHaveLength(20)
    expect(shown.at(-2)?.value).toBe("M15")
    expect(shown.at(-1)).toEqual({ value: "+4", tooltip: "4 more members: M16, M17, M18, M19" })
  })

  it("lets labels and members share the room when both are many", () => {
    const shown = values({ ...PLAIN, labels: labels(15), members: members(15) })
    expect(shown.slice(9, 12)).toEqual(["L8", "+6", "M0"])
    expect(shown.slice(18)).toEqual(["M7", "+7"])
  })
})

describe("appCardFields, whatever the card", () => {
  it("gives at most 20 fields, each with text and within its limits", () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        const shown = fields(ticket)
        expect(shown.length).toBeLessThanOrEqual(FIELDS_MAX)
        for (const { value, tooltip } of shown) {
          expect(value).not.toBe("")
          expect(value.length).toBeLessThanOrEqual(100)
          expect(tooltip.length).toBeLessThanOrEqual(200)
        }
      }),
    )
  })

  it("never cuts list, due date and checklist, and accounts for every label and member", () => {
    fc.assert(
      fc.property(anyTicket, (ticket) => {
        const shown = fields({ ...ticket, listName: "Doing" })
        const kinds = (start: string) => shown.filter(({ tooltip }) => tooltip.startsWith(start))
        expect(kinds("List")).toHaveLength(1)
        expect(kinds("Due")).toHaveLength(ticket.due === null ? 0 : 1)
        expect(kinds("Checklist")).toHaveLength(ticket.checklist === null ? 0 : 1)
        const left = (kind: string): number =>
          Number(shown.find(({ tooltip }) => tooltip.includes(` more ${kind}: `))?.value ?? 0)
        expect(kinds("Label").length + left("labels")).toBe(ticket.labels.length)
        expect(kinds("Member").length + left("members")).toBe(ticket.members.length)
      }),
    )
  })
})

describe("shareRoom", () => {
  it("wastes no room, gives nobody more than asked, and nobody less than half without need", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(40), fc.nat(40), (room, a, b) => {
        const { first, second } = shareRoom(room, a, b)
        expect(first + second).toBe(Math.min(room, a + b))
        expect(first).toBeLessThanOrEqual(a)
        expect(second).toBeLessThanOrEqual(b)
        expect(first).toBeGreaterThanOrEqual(Math.min(a, Math.floor(room / 2)))
        expect(second).toBeGreaterThanOrEqual(Math.min(b, Math.floor(room / 2)))
      }),
    )
  })
})
