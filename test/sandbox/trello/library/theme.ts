import type { PluginContext } from "./context.ts"
import type { Environment, IncomingMessage } from "./environment.ts"

function readTheme(data: unknown, type: string | null): string | null {
  if (typeof data !== "object" || data === null || !("theme" in data)) return null
  if (type !== null && !("type" in data && data.type === type)) return null
  return typeof data.theme === "string" ? data.theme : null
}

/** Shows Trello's theme on the root element and follows its changes, unless the page asked not to. */
export function followTheme(
  environment: Environment,
  context: PluginContext,
  setsAttributes: boolean,
): void {
  const show = (theme: string | null | undefined): void => {
    if (setsAttributes && theme) environment.setColorMode(theme)
  }
  show(context.theme ?? context.initialTheme)
  environment.local.addEventListener("message", (event: IncomingMessage) => {
    if (event.source !== environment.parent) return
    const theme = readTheme(event.data, null)
    if (theme === null) return
    show(theme)
    environment.postToSelf({ type: "POWER-UP-THEME-CHANGE", theme })
  })
}

/** Calls back with "light" or "dark" at every change; the result ends it. */
export function subscribeToThemeChanges(
  environment: Environment,
  callback: (theme: string) => void,
): () => void {
  const listen = (event: IncomingMessage): void => {
    const theme = readTheme(event.data, "POWER-UP-THEME-CHANGE")
    if (theme !== null) callback(theme)
  }
  environment.local.addEventListener("message", listen)
  return () => environment.local.removeEventListener("message", listen)
}
