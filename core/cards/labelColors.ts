import { LABEL_HUES, type LabelColor, type LabelHue } from "./ticket.ts"

/** Colours in hex, `#rrggbb`. Text on its fill has a contrast of at least 4.5:1 (WCAG 2.2, AA). */
export interface ChipColors {
  readonly fill: string
  readonly text: string
}

interface Shades {
  readonly light: string
  readonly base: string
  readonly dark: string
  /** The text on `light` and `base`. */
  readonly ink: string
}

const WHITE = "#ffffff"

/** Near what Trello shows in its light theme; the API does not give colours in hex. */
const SHADES: Readonly<Record<LabelHue, Shades>> = {
  green: { light: "#bcf2da", base: "#4dcc95", dark: "#1d7f55", ink: "#123d2c" },
  yellow: { light: "#f8e7a4", base: "#f3cb45", dark: "#876500", ink: "#463604" },
  orange: { light: "#fedfc9", base: "#fda45f", dark: "#b84d00", ink: "#4d2207" },
  red: { light: "#fed6d2", base: "#f5756c", dark: "#c4352a", ink: "#420f0b" },
  purple: { light: "#dfd9fd", base: "#a294ed", dark: "#6b5ac2", ink: "#251c52" },
  blue: { light: "#cde1fe", base: "#5a9eff", dark: "#0d63dc", ink: "#08254f" },
  sky: { light: "#c7edfa", base: "#6dc2de", dark: "#20748f", ink: "#143a48" },
  lime: { light: "#d4f0aa", base: "#95c64b", dark: "#53741f", ink: "#2b3c10" },
  pink: { light: "#fdd1eb", base: "#e677ba", dark: "#a84283", ink: "#431232" },
  black: { light: "#dcdfe4", base: "#949eae", dark: "#5d697b", ink: "#1c232d" },
}

const COLORLESS: ChipColors = { fill: "#e9ebee", text: "#3d4859" }

/** The colours of a label's chip. */
export function labelChip(color: LabelColor | null): ChipColors {
  if (color === null) return COLORLESS
  const { hue, shade } = splitColor(color)
  const shades = SHADES[hue]
  return { fill: shades[shade], text: shade === "dark" ? WHITE : shades.ink }
}

/** The colour of the card's edge for a cover or a label. */
export function coverColor(color: LabelColor): string {
  return labelChip(color).fill
}

/** A colour taken apart, to name it in words. */
export function splitColor(color: LabelColor): {
  readonly hue: LabelHue
  readonly shade: "light" | "base" | "dark"
} {
  const hue = LABEL_HUES.find((name) => color.startsWith(name)) ?? "black"
  if (color.endsWith("_light")) return { hue, shade: "light" }
  if (color.endsWith("_dark")) return { hue, shade: "dark" }
  return { hue, shade: "base" }
}
