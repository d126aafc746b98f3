import { useEffect } from "react"

interface Themed {
  getContext(): { readonly initialTheme?: unknown; readonly theme?: unknown }
}

/**
 * Follows Trello's light or dark mode. The library sets `data-color-mode` once its tokens are loaded; until then,
 * and where they fail to load, this does, from the context and from the host's messages about changes.
 */
export function useTheme(t: Themed): void {
  useEffect(() => {
    const root = document.documentElement
    const apply = (theme: unknown): void => {
      if (theme === "light" || theme === "dark") root.setAttribute("data-color-mode", theme)
    }
    const context = t.getContext()
    if (!root.hasAttribute("data-color-mode")) apply(context.theme ?? context.initialTheme)
    const listen = (event: MessageEvent<unknown>): void => {
      const { data, source } = event
      if (source !== window && source !== window.parent) return
      if (typeof data === "object" && data !== null && "type" in data && "theme" in data) {
        if (data.type === "POWER-UP-THEME-CHANGE" || data.type === "TRELLO-THEME-CHANGE") {
          apply(data.theme)
        }
      }
    }
    window.addEventListener("message", listen)
    return () => window.removeEventListener("message", listen)
  }, [t])
}
