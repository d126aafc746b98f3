import type { PageOrigins } from "./headers.ts"

/** Where each origin comes from in the `[vars]` of wrangler.toml. */
const NAMES = {
  app: "APP_ORIGIN",
  trello: "TRELLO_ORIGIN",
  trelloLibrary: "TRELLO_LIBRARY_URL",
  miro: "MIRO_ORIGIN",
} as const satisfies Record<keyof PageOrigins, string>

/**
 * Reads the origins that pages are built for out of wrangler.toml's text; `overrides` (the environment, as
 * `npm start` sets it for the stand-ins) win. Throws a sentence when one is missing or no http(s) address.
 */
export function parseOrigins(
  wranglerToml: string,
  overrides: Readonly<Record<string, string | undefined>>,
): PageOrigins {
  const vars = parseVars(wranglerToml)
  const read = (field: keyof PageOrigins): string => {
    const name = NAMES[field]
    const value = overrides[name] ?? vars.get(name) ?? ""
    if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
      throw new Error(`wrangler.toml needs an http(s) address as ${name}`)
    }
    const { origin } = new URL(value)
    if (field !== "trelloLibrary" && origin !== value) {
      throw new Error(`${name} must be an origin, like ${origin}`)
    }
    return value
  }
  return {
    app: read("app"),
    trello: read("trello"),
    trelloLibrary: read("trelloLibrary"),
    miro: read("miro"),
  }
}

/** The one-line strings of the `[vars]` table: all that is used there. Wrangler's own reader takes seconds to load. */
function parseVars(toml: string): Map<string, string> {
  const table = /^\[vars\]\s*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(toml)?.[1] ?? ""
  const lines = table.matchAll(/^([A-Z_]+)\s*=\s*"([^"\\]*)"/gm)
  return new Map(Array.from(lines, ([, name = "", value = ""]) => [name, value]))
}
