import { existsSync, readdirSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import react from "@vitejs/plugin-react"
import { defineConfig, type Plugin } from "vite"
import { buildHeaders, type PageOrigins } from "./powerup/headers.ts"
import { lightLazyLoading } from "./powerup/lazyLoading.ts"
import { lexerOnly } from "./powerup/lexerOnly.ts"
import { parseOrigins } from "./powerup/origins.ts"

const root = resolve(import.meta.dirname, "powerup")

/** Every page of the Power-Up is an entry of its own: `connector` and each folder of `pages`. */
function pageEntries(): Record<string, string> {
  const pages = existsSync(resolve(root, "pages")) ? readdirSync(resolve(root, "pages")) : []
  return Object.fromEntries(
    [["connector", "connector"], ...pages.map((name) => [name, `pages/${name}`])]
      .map(([name = "", folder = ""]) => [name, resolve(root, folder, "index.html")] as const)
      .filter(([, file]) => existsSync(file)),
  )
}

/**
 * What several pages share, in few chunks: many small ones compress badly, about 3 kB of a page's 95. The connector
 * loads `small` alone, and with the first press of **Remove personal settings** `client`, which has no React.
 */
const SHARED_CHUNKS = [
  { name: "small", test: /core\/contract\/pluginData|powerup\/trello\.ts|preload-helper/ },
  {
    name: "client",
    test: /powerup\/client\/|core\/contract\/|node_modules\/valibot/,
    minShareCount: 3,
  },
  { name: "ui", test: /powerup\/ui\//, minShareCount: 3 },
].map((group, index) => ({ ...group, priority: 3 - index }))

/** Writes the library's address into every page, `_headers` beside them, and lifts `pages/x/` to `/x/`. */
function powerUpPages(origins: PageOrigins): Plugin {
  return {
    name: "power-up-pages",
    enforce: "post",
    transformIndexHtml: {
      // Before the build looks at the scripts of a page.
      order: "pre",
      handler: (html) => html.replaceAll("%TRELLO_LIBRARY_URL%", origins.trelloLibrary),
    },
    generateBundle(_options, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (!name.startsWith("pages/") || file.type !== "asset") continue
        this.emitFile({
          type: "asset",
          fileName: name.slice("pages/".length),
          source: file.source,
        })
        delete bundle[name]
      }
      this.emitFile({ type: "asset", fileName: "_headers", source: buildHeaders(origins) })
    },
  }
}

export default defineConfig(() => {
  const wranglerToml = readFileSync(resolve(import.meta.dirname, "wrangler.toml"), "utf8")
  const origins = parseOrigins(wranglerToml, process.env)
  return {
    root,
    publicDir: resolve(root, "public"),
    plugins: [lightLazyLoading(), lexerOnly(), react(), powerUpPages(origins)],
    define: {
      __APP_ORIGIN__: JSON.stringify(origins.app),
      __TRELLO_ORIGIN__: JSON.stringify(origins.trello),
      __MIRO_ORIGIN__: JSON.stringify(origins.miro),
    },
    build: {
      outDir: process.env["PAGES_OUT_DIR"] ?? resolve(import.meta.dirname, "dist"),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: pageEntries(),
        output: { codeSplitting: { groups: SHARED_CHUNKS } },
      },
    },
  }
})
