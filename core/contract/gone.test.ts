import { describe, expect, it } from "vitest"
import { buildGoneUrl, GONE_REASONS, parseGoneReason } from "./gone.ts"

describe("the address of a card that is gone", () => {
  it.each(GONE_REASONS)("names its reason and nothing of the card: %s", (reason) => {
    const url = new URL(buildGoneUrl("https://cards.example", reason))
    expect(url.href).toBe(`https://cards.example/gone/?reason=${reason}`)
    expect(parseGoneReason(url.search)).toBe(reason)
    expect(parseGoneReason(`${url.search}&utm_source=miro`)).toBe(reason)
  })

  it.each(["", "?", "?reason=", "?reason=<b>", "?reason=card_deleted<b>", "?other=card_deleted"])(
    "has no reason that we know in %j",
    (search) => expect(parseGoneReason(search)).toBeNull(),
  )
})
