import { describe, expect, it } from "vitest"
import { coverColor, labelChip } from "./labelColors.ts"
import { LABEL_COLORS, parseLabelColor } from "./ticket.ts"

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

describe("label colours", () => {
  it("are thirty, each with a fill of its own", () => {
    expect(LABEL_COLORS).toHaveLength(30)
    expect(new Set(LABEL_COLORS.map((color) => labelChip(color).fill)).size).toBe(30)
  })

  it.each([...LABEL_COLORS, null])("can be read: %s", (color) => {
    const { fill, text } = labelChip(color)
    expect(fill).toMatch(/^#[0-9a-f]{6}$/)
    expect(text).toMatch(/^#[0-9a-f]{6}$/)
    expect(contrast(fill, text)).toBeGreaterThanOrEqual(4.5)
  })

  it("colour a card's edge like the label", () => {
    expect(coverColor("green_dark")).toBe(labelChip("green_dark").fill)
  })
})

describe("parseLabelColor", () => {
  it.each([...LABEL_COLORS])("knows %s", (color) => {
    expect(parseLabelColor(color)).toBe(color)
  })

  it.each([null, undefined, "", "teal", "green_neon", "constructor", 3])(
    "reads %j as no colour",
    (value) => {
      expect(parseLabelColor(value)).toBeNull()
    },
  )
})
