import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8")
const tokens = new Map(
  [
    ...css.matchAll(/--([a-z-]+): var\(--ds-[a-z-]+, light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)\);/g),
  ].map(([, name = "", light = "", dark = ""]) => [name, { light, dark }] as const),
)

type Rgb = readonly [number, number, number]

function channels(hex: string): readonly [...Rgb, number] {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16)
  return [at(1), at(3), at(5), hex.length > 7 ? at(7) / 255 : 1]
}

function over(hex: string, below: Rgb): Rgb {
  const [r, g, b, alpha] = channels(hex)
  const mix = (top: number, bottom: number) => top * alpha + bottom * (1 - alpha)
  return [mix(r, below[0]), mix(g, below[1]), mix(b, below[2])]
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) => {
    const c = value / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(text: string, background: string, mode: "light" | "dark"): number {
  const value = (name: string) => tokens.get(name)?.[mode] ?? "#000000"
  const surface = over(value("surface"), [0, 0, 0])
  const below = over(value(background), surface)
  const [high = 0, low = 0] = [luminance(over(value(text), below)), luminance(below)].sort(
    (a, b) => b - a,
  )
  return (high + 0.05) / (low + 0.05)
}

const PAIRS: readonly (readonly [text: string, background: string, least: number])[] = [
  ["text", "surface", 4.5],
  ["text-subtle", "surface", 4.5],
  ["text-subtle", "neutral", 4.5],
  ["text", "input", 4.5],
  ["text", "neutral-hovered", 4.5],
  ["text", "selected", 4.5],
  ["text-subtle", "selected", 4.5],
  ["link", "surface", 4.5],
  ["text-inverse", "brand", 4.5],
  ["text-inverse", "brand-hovered", 4.5],
  ["text-inverse", "danger-bold", 4.5],
  ["text-inverse", "danger-bold-hovered", 4.5],
  ["text-danger", "surface", 4.5],
  ["text-danger", "danger", 4.5],
  ["text-warning", "warning", 4.5],
  ["text-success", "success", 4.5],
  ["text-information", "information", 4.5],
  ["text", "danger", 4.5],
  ["text-subtle", "danger", 4.5],
  ["text", "warning", 4.5],
  ["text", "success", 4.5],
  ["text", "information", 4.5],
  ["border-input", "surface", 3],
  ["border-focused", "surface", 3],
]

describe("design tokens", () => {
  it("all have a fallback for light and dark", () => {
    const declared = css.match(/^ {2}--[a-z-]+:/gm) ?? []
    expect(declared.length).toBeGreaterThan(20)
    expect(tokens.size).toBe(declared.length)
  })

  it.each(PAIRS)("%s on %s can be read in both themes (%d:1)", (text, background, least) => {
    for (const mode of ["light", "dark"] as const) {
      expect(tokens.has(text) && tokens.has(background)).toBe(true)
      expect(contrast(text, background, mode)).toBeGreaterThanOrEqual(least)
    }
  })
})
