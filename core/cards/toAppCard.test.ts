import * as fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { anyText, anyTicket, anyTime } from "./arbitraries.fixture.ts"
import { contentHash } from "./hash.ts"
import { readHtml } from "./htmlReader.fixture.ts"
import type { Ticket } from "./ticket.ts"
import { appCardBody, toAppCard, type AppCard } from "./toAppCard.ts"

const FORMAT = { locale: "en-GB", timeZone: "Europe/Berlin" }
const NOW = Date.parse("2026-11-22T12:00:00Z")

const TICKET: Ticket = {
  id: "64b7c0ffee64b7c0ffee64b7",
  idBoard: "64b7c0ffee64b7c0ffee0001",
  shortLink: "AbCd1234",
  idShort: 12,
  url: "https://trello.com/c/AbCd1234",
  title: "Fix <login> & more",
  description: "It **fails**:\n- [x] seen\n- [ ] fixed",
  listName: "Doing",
  labels: [
    { name: "Later", color: null },
    { name: "Bug", color: "red" },
  ],
  members: [{ name: "Ann Example" }],
  due: { at: "2026-12-03T14:00:00.000Z", complete: false },
  checklist: { done: 1, total: 2 },
  customFields: [],
  cover: null,
  archived: false,
}

describe("toAppCard", () => {
  it("makes an app card of a ticket", () => {
    expect(toAppCard(TICKET, FORMAT, NOW)).toEqual({
      title: '<p><a href="https://trello.com/c/AbCd1234">Fix &lt;login&gt; &amp; more</a></p>',
      description: "<p>It <strong>fails</strong>:</p><ul><li>☑ seen</li><li>☐ fixed</li></ul>",
      fields: [
        { value: "Doing", tooltip: "List" },
        { value: "3 Dec", tooltip: "Due: 3 December 2026 at 15:00 CET" },
        { value: "1/2", tooltip: "Checklist: 1 of 2 done" },
        { value: "Later", tooltip: "Label (no color)", fillColor: "#e9ebee", textColor: "#3d4859" },
        { value: "Bug", tooltip: "Label (red)", fillColor: "#f5756c", textColor: "#420f0b" },
        { value: "Ann Example", tooltip: "Member" },
      ],
      fillColor: "#f5756c",
    } satisfies AppCard)
  })

  it("makes of a ticket without custom fields what it made before there were any", () => {
    expect(contentHash(toAppCard(TICKET, FORMAT, NOW))).toBe("d731800ce926ef8d")
  })

  it("prefers the cover's colour to a label's, and Miro's own where there is neither", () => {
    expect(toAppCard({ ...TICKET, cover: "sky" }, FORMAT, NOW).fillColor).toBe("#6dc2de")
    expect(toAppCard({ ...TICKET, labels: [] }, FORMAT, NOW).fillColor).toBe("#2d9bf0")
  })

  it("shows a card whose title has nothing to read by its number", () => {
    expect(toAppCard({ ...TICKET, title: "\u202E \n" }, FORMAT, NOW).title).toContain(">#12</a>")
  })

  it("cuts a long title at 1,000 characters", () => {
    const { title } = toAppCard({ ...TICKET, title: "&".repeat(16_384) }, FORMAT, NOW)
    expect(readHtml(title).text).toBe(`${"&".repeat(999)}…\n`)
  })
})

describe("toAppCard, whatever the ticket", () => {
  it("never throws, keeps Miro's limits and tags, and links the title to the card", () => {
    fc.assert(
      fc.property(anyTicket, anyText(20), anyText(20), anyTime, (ticket, locale, zone, now) => {
        const card = toAppCard(ticket, { locale, timeZone: zone }, now)
        const title = readHtml(card.title)
        expect(card.title.length).toBeLessThan(6000)
        expect([...title.tags]).toEqual(["p", "a"])
        expect(title.hrefs).toEqual([ticket.url])
        expect(title.text.trimEnd().length).toBeLessThanOrEqual(1000)
        expect(card.description.length).toBeLessThanOrEqual(5000)
        readHtml(card.description)
        expect(card.fields.length).toBeLessThanOrEqual(20)
        expect(card.fillColor).toMatch(/^#[0-9a-f]{6}$/)
      }),
    )
  })
})

/** Moves this machine to a time zone. */
function live(zone: string | undefined): void {
  if (zone === undefined) delete process.env["TZ"]
  else process.env["TZ"] = zone
}

describe("two people's pushes", () => {
  const zones = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati"]
  const ownZone = process.env["TZ"]
  afterEach(() => live(ownZone))

  it("agree wherever their machines are", () => {
    fc.assert(
      fc.property(anyTicket, anyTime, fc.constantFrom(...zones), (ticket, now, zone) => {
        live("UTC")
        const first = toAppCard(ticket, FORMAT, now)
        live(zone)
        expect(new Date(0).getTimezoneOffset() === 0).toBe(zone === "UTC")
        expect(toAppCard(ticket, FORMAT, now)).toEqual(first)
      }),
    )
  })

  it("agree all day by the board's clock", () => {
    const day = fc.integer({ min: -43_200_000, max: 43_200_000 })
    fc.assert(
      fc.property(anyTicket, anyTime, day, fc.constantFrom(...zones), (ticket, at, later, zone) => {
        const due = { at: new Date(at).toISOString(), complete: false }
        const boardDay = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" })
        fc.pre(boardDay.format(at) === boardDay.format(at + later))
        const push = (now: number): string =>
          contentHash(toAppCard({ ...ticket, due }, { locale: "de", timeZone: zone }, now))
        expect(push(at + later)).toBe(push(at))
      }),
    )
  })

  it("agree on a board with a locale and a time zone that nobody knows", () => {
    const known = toAppCard(TICKET, { locale: "en", timeZone: "UTC" }, NOW)
    expect(toAppCard(TICKET, { locale: "xx-YY", timeZone: "Mars/Base" }, NOW)).toEqual(known)
  })
})

describe("appCardBody", () => {
  const card = toAppCard(TICKET, FORMAT, NOW)

  it("creates an app card at a place", () => {
    expect(appCardBody(card, { x: 360, y: 240 })).toEqual({
      data: {
        title: card.title,
        description: card.description,
        fields: card.fields,
        status: "connected",
      },
      style: { fillColor: card.fillColor },
      position: { x: 360, y: 240 },
      geometry: { width: 320, height: 216 },
    })
  })

  it("leaves place and width alone in an update", () => {
    expect(Object.keys(appCardBody(card))).toEqual(["data", "style"])
  })
})
