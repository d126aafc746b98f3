/** Names and hexadecimal values for `util.colors`; kept for old Power-Ups, themes have made it obsolete. */
export const colors: Readonly<Record<string, string>> = {
  blue: "#0c66e4",
  green: "#4bce97",
  orange: "#fea362",
  red: "#f87168",
  yellow: "#f5cd47",
  purple: "#9f8fef",
  pink: "#e774bb",
  sky: "#6cc3e0",
  lime: "#94c748",
  black: "#8590a2",
  "light-gray": "#dcdfe4",
}

/** The hexadecimal value of a colour's name; throws for a name that is not known. */
export function getHexString(name: string): string {
  const value = colors[name]
  if (value === undefined) throw new Error(`Not a colour: ${name}`)
  return value
}

/** The three bytes of `#rrggbb`; null for anything else. */
export function hexToRgb(hex: string): { r: number; g: number; b: number } | null {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (match === null) return null
  const [, r = "", g = "", b = ""] = match
  return { r: Number.parseInt(r, 16), g: Number.parseInt(g, 16), b: Number.parseInt(b, 16) }
}
