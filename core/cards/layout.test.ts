import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { itemUrl } from "./itemUrl.ts"
import { APP_CARD_WIDTH, ROW_PITCH, slotPosition } from "./layout.ts"

describe("slotPosition", () => {
  it.each([
    [0, { x: 0, y: 0 }],
    [1, { x: 0, y: 240 }],
    [19, { x: 0, y: 4560 }],
    [20, { x: 360, y: 0 }],
    [41, { x: 720, y: 240 }],
  ])("places card %i", (index, expected) => {
    expect(slotPosition(index)).toEqual(expected)
  })

  it("lets no two cards overlap", () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (a, b) => {
        fc.pre(a !== b)
        const [first, second] = [slotPosition(a), slotPosition(b)]
        const apart =
          Math.abs(first.x - second.x) > APP_CARD_WIDTH || Math.abs(first.y - second.y) >= ROW_PITCH
        expect(apart).toBe(true)
      }),
    )
  })
})

describe("itemUrl", () => {
  it("opens the board at the item", () => {
    expect(itemUrl("https://miro.com", "uXjVOD6LSME=", "3458764517517819000")).toBe(
      "https://miro.com/app/board/uXjVOD6LSME%3D/?moveToWidget=3458764517517819000",
    )
  })
})
