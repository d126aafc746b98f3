import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { GONE_REASONS, type GoneReason } from "../contract/gone.ts"
import { markEnded } from "./endedCard.ts"

const TITLE = '<p><a href="https://trello.com/c/AbCd1234" target="_blank">Kick-off</a></p>'
const LIST = { value: "Doing", tooltip: "List" }
const RED = { value: "Urgent", tooltip: "Label", fillColor: "#f87168", iconUrl: null }
const at = { appOrigin: "https://cards.example", locale: "en" } as const
const end = (
  shown: Parameters<typeof markEnded>[0]["shown"],
  reason: GoneReason = "card_deleted",
) => markEnded({ shown, reason, ...at })

describe("an app card whose Trello card ended", () => {
  it("leads to the page that says why, and keeps its words", () => {
    const { title } = end({ title: TITLE, fields: [] })
    expect(title).toContain('href="https://cards.example/gone/?reason=card_deleted"')
    expect(title).toContain(">Kick-off</a>")
    expect(title).not.toContain("trello.com")
  })

  it("says so in its first chip, before those that it had", () => {
    const { fields } = end({ title: TITLE, fields: [LIST, RED] })
    expect(fields).toHaveLength(3)
    expect(fields[0]).toMatchObject({ value: expect.stringMatching(/delet/i) as string })
    expect(fields.slice(1)).toEqual([LIST, RED])
  })

  it("gives up its last chip where it has twenty", () => {
    const full = Array.from({ length: 20 }, (_, n) => ({ value: `${n}`, tooltip: "Label" }))
    const { fields } = end({ title: TITLE, fields: full })
    expect(fields).toHaveLength(20)
    expect(fields.at(-1)).toEqual(full[18])
  })

  it("keeps a title that people wrote without a link", () => {
    expect(end({ title: "Ours now", fields: [] }).title).toBe("Ours now")
  })

  const anyField = fc.oneof(
    fc.record({ value: fc.string(), tooltip: fc.string() }),
    fc.constantFrom(null, 7, "text", {}),
  )
  const anyShown = fc.record({
    title: fc.oneof(fc.constant(TITLE), fc.string()),
    fields: fc.array(anyField, { maxLength: 20 }),
  })
  const anyReason = fc.constantFrom(...GONE_REASONS)

  it("looks the same when it is marked twice, and has one such chip when the reason changes", () => {
    fc.assert(
      fc.property(anyShown, anyReason, anyReason, (shown, first, second) => {
        const once = end(shown, first)
        expect(end(once, first)).toEqual(once)
        const again = end(once, second)
        expect(again.fields).toHaveLength(once.fields.length)
        expect(again.fields.slice(1)).toEqual(once.fields.slice(1))
      }),
    )
  })
})
