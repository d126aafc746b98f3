import { existsSync, readdirSync } from "node:fs"
import { resolve } from "node:path"
import react from "@vitejs/plugin-react"
import { defineConfig, type Plugin } from "vite"
import { unstable_readConfig as readWranglerConfig } from "wrangler"
import { buildHeaders, type PageOrigins } from "./powerup/headers.ts"

const root = resolve(import.meta.dirname, "powerup")

/** The origins of wrangler.toml; the environment may name others, as `npm start` does for the stand-ins. */
function readOrigins(): PageOrigins {
  const { vars } = readWranglerConfig({ config: resolve(root, "../wrangler.toml") })
  const read = (name: string): string => {
    const value = process.env[name] ?? vars[name]
    if (typeof value !== "string" || value === "") throw new Error(`wrangler.toml lacks ${name}`)
    return value
  }
  return {
    app: read("APP_ORIGIN"),
    trello: read("TRELLO_ORIGIN"),
    trelloLibrary: read("TRELLO_LIBRARY_URL"),
    miro: read("MIRO_ORIGIN"),
  }
}

/** Every page of the Power-Up is an entry of its own: `connector` and each folder of `pages`. */
function pageEntries(): Record<string, string> {
  const pages = readdirSync(resolve(root, "pages")).map((name) => [name, `pages/${name}`] as const)
  return Object.fromEntries(
    [["connector", "connector"] as const, ...pages]
      .map(([name, folder]) => [name, resolve(root, folder, "index.html")] as const)
      .filter(([, file]) => existsSync(file)),
  )
}

/** Writes the library's address into every page, `_headers` beside them, and lifts `pages/x/` to `/x/`. */
function powerUpPages(origins: PageOrigins): Plugin {
  return {
    name: "power-up-pages",
    enforce: "post",
    transformIndexHtml: (html) => html.replaceAll("%TRELLO_LIBRARY_URL%", origins.trelloLibrary),
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.fileName.startsWith("pages/")) file.fileName = file.fileName.slice("pages/".length)
      }
      this.emitFile({ type: "asset", fileName: "_headers", source: buildHeaders(origins) })
    },
  }
}

export default defineConfig(() => {
  const origins = readOrigins()
  return {
    root,
    publicDir: resolve(root, "public"),
    plugins: [react(), powerUpPages(origins)],
    define: {
      __APP_ORIGIN__: JSON.stringify(origins.app),
      __TRELLO_ORIGIN__: JSON.stringify(origins.trello),
      __MIRO_ORIGIN__: JSON.stringify(origins.miro),
    },
    build: {
      outDir: process.env["PAGES_OUT_DIR"] ?? resolve(root, "../dist"),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: pageEntries(),
      },
    },
  }
})
