import type { Theme } from "../host/state.ts"

const key = "board-theme"

/** What was chosen last on this browser, else what the system prefers. */
export function startingTheme(): Theme {
  const kept = window.localStorage.getItem(key)
  if (kept === "light" || kept === "dark") return kept
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
}

export function rememberTheme(theme: Theme): void {
  window.localStorage.setItem(key, theme)
}
