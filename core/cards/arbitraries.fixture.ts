import * as fc from "fast-check"
import { LABEL_COLORS, type Ticket } from "./ticket.ts"

/** Text of any kind: Latin, every script and emoji, marks without a base, controls, halves of surrogate pairs. */
export const anyText = (maxLength = 60): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ maxLength }),
    fc.string({ unit: "grapheme", maxLength }),
    fc.string({ unit: "binary", maxLength }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.constantFrom("\u202E", "\u2066", "\u2069", "\u0301", "\u200D", "👩", "שלום", "&", "<"),
        {
          maxLength,
        },
      )
      .map((parts) => parts.join("")),
  )

const FRAGMENTS = [
  ...Array.from("*_`~[]()<>!#|-+=\\&\"'/: \n\t"),
  ..."\n\n|> |- |1. |7) |- [ ] |- [x] |```\n|~~~|    |***|---\n|![|](|](http://a.b|<b>|</b>|<script>|</script>"
    .split("|")
    .filter((part) => part !== ""),
  "<!--",
  "-->",
  "<a href=",
  "<img src=x onerror=alert(1)>",
  "<div>\n",
  "| a | b |\n|---|---|\n",
  "javascript:alert(1)",
  "[x](javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x](java&#115;cript:alert(1))",
  "[x](data:text/html,<b>)",
  '[x](https://a.b/"onclick="c")',
  "https://example.com/a_b?c=d&e=f",
  "](http://a.b'=",
  "<mailto:x@y.z>",
  "&lt;script&gt;",
  "&#x202E;",
  "&amp;",
  "[r]: http://r.s\n",
]

/** Markdown of any kind: fragments of its grammar and text in any order. */
export const anyMarkdown = (maxLength = 60): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...FRAGMENTS), anyText(8)), { maxLength })
    .map((parts) => parts.join(""))

const color = fc.option(fc.constantFrom(...LABEL_COLORS))
const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...Array.from("0123456789abcdef")),
    minLength: length,
    maxLength: length,
  })

/** Due dates from 1990 to 2090. */
export const anyTime = fc.integer({ min: 631_152_000_000, max: 3_786_912_000_000 })

const anyCustomField: fc.Arbitrary<Ticket["customFields"][number]> = fc.record({
  name: fc.oneof(anyText(12), anyText(150)),
  value: fc.oneof(
    fc.record({ kind: fc.constantFrom("text", "choice"), text: anyText(150) }),
    fc.record({ kind: fc.constant("number"), number: fc.double({ noNaN: true }) }),
    fc.record({ kind: fc.constant("date"), at: anyTime.map((at) => new Date(at).toISOString()) }),
    fc.constant({ kind: "checked" as const }),
  ),
})

export const anyTicket: fc.Arbitrary<Ticket> = fc
  .record({
    id: hex(24),
    idBoard: hex(24),
    shortLink: hex(8),
    idShort: fc.nat(9999),
    title: fc.oneof(anyText(), anyText(1500)),
    description: anyMarkdown(),
    listName: fc.option(anyText()),
    labels: fc.array(fc.record({ name: fc.oneof(anyText(12), anyText(150)), color }), {
      maxLength: 30,
    }),
    members: fc.array(fc.record({ name: anyText(12) }), { maxLength: 30 }),
    due: fc.option(
      fc.record({ at: anyTime.map((at) => new Date(at).toISOString()), complete: fc.boolean() }),
    ),
    checklist: fc.option(
      fc.tuple(fc.nat(200), fc.nat(200)).map(([done, open]) => ({ done, total: done + open + 1 })),
    ),
    customFields: fc.array(anyCustomField, { maxLength: 12 }),
    cover: color,
    archived: fc.boolean(),
  })
  .map((ticket) => ({ ...ticket, url: `https://trello.com/c/${ticket.shortLink}` }))
