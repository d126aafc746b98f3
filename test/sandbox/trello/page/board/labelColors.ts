import type { CSSProperties } from "react"
import type { Theme } from "../host/state.ts"

type Shades = readonly [light: string, normal: string, dark: string]

const onLight: Readonly<Record<string, Shades>> = {
  green: ["#baf3db", "#4bce97", "#1f845a"],
  yellow: ["#f8e6a0", "#f5cd47", "#946f00"],
  orange: ["#fedec8", "#fea362", "#c25100"],
  red: ["#ffd5d2", "#f87168", "#c9372c"],
  purple: ["#dfd8fd", "#9f8fef", "#6e5dc6"],
  blue: ["#cce0ff", "#579dff", "#0c66e4"],
  sky: ["#c6edfb", "#6cc3e0", "#227d9b"],
  lime: ["#d3f1a7", "#94c748", "#5b7f24"],
  pink: ["#fdd0ec", "#e774bb", "#ae4787"],
  black: ["#dcdfe4", "#8590a2", "#626f86"],
}

const onDark: Readonly<Record<string, Shades>> = {
  green: ["#164b35", "#216e4e", "#4bce97"],
  yellow: ["#533f04", "#7f5f01", "#e2b203"],
  orange: ["#702e00", "#a54800", "#fea362"],
  red: ["#5d1f1a", "#ae2e24", "#f87168"],
  purple: ["#352c63", "#5e4db2", "#9f8fef"],
  blue: ["#09326c", "#0055cc", "#579dff"],
  sky: ["#164555", "#206a83", "#6cc3e0"],
  lime: ["#37471f", "#4c6b1f", "#94c748"],
  pink: ["#50253f", "#943d73", "#e774bb"],
  black: ["#454f59", "#596773", "#8c9bab"],
}

/** Background and text of a label, cover or badge; nothing for a colour that is null or unknown. */
export function colorStyle(color: string | null | undefined, theme: Theme): CSSProperties {
  const [name = "", shade] = (color === "light-gray" ? "black_light" : (color ?? "")).split("_")
  const shades = (theme === "dark" ? onDark : onLight)[name]
  if (shades === undefined) return {}
  const index = shade === "light" ? 0 : shade === "dark" ? 2 : 1
  const inverted = index === 2
  const text = (theme === "dark") === inverted ? "#1d2125" : "#ffffff"
  return { backgroundColor: shades[index], color: text }
}

/** Every colour that a label may have: ten, each also light and dark. */
export const labelColors: readonly string[] = Object.keys(onLight).flatMap((name) => [
  `${name}_light`,
  name,
  `${name}_dark`,
])
