import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "vite"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"

const project = join(import.meta.dirname, "../..")
const ORIGINS = ["APP_ORIGIN", "TRELLO_ORIGIN", "TRELLO_LIBRARY_URL", "MIRO_ORIGIN"]

let folder: string
let files: Map<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pages-"))
  for (const name of ORIGINS) vi.stubEnv(name, undefined)
  vi.stubEnv("PAGES_OUT_DIR", folder)
  vi.stubEnv("NODE_ENV", "production")
  await build({ configFile: join(project, "vite.config.ts"), logLevel: "error" })
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = found
    .filter((file) => file.isFile())
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [`/${relative(folder, path)}`, await readFile(path, "utf8")] as const
    })
  files = new Map(await Promise.all(texts))
}, 60_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const read = (path: string): string => {
  const text = files.get(path)
  if (text === undefined) throw new Error(`the build lacks ${path}`)
  return text
}

/** The scripts of ours that a page loads at once: its entry and what that imports statically. */
function scriptsOf(page: string): Map<string, string> {
  const scripts = new Map<string, string>()
  const visit = (path: string) => {
    if (scripts.has(path)) return
    const text = read(path)
    scripts.set(path, text)
    for (const [, name] of text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
      visit(`/assets/${name}`)
    }
  }
  for (const [, path] of read(page).matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)) {
    if (path !== undefined) visit(path)
  }
  return scripts
}

describe("the connector as it is built", () => {
  it("has at most 3,000 bytes of our own code, compressed", () => {
    const scripts = scriptsOf("/connector/index.html")
    expect(scripts.size).toBeGreaterThan(0)
    const bytes = [...scripts.values()].map((text) => gzipSync(text).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3_000)
  })

  it("carries no React, no schema library and no network", () => {
    const text = [...scriptsOf("/connector/index.html").values()].join("\n")
    for (const name of ["react", "valibot", "fetch(", "XMLHttpRequest", "sendBeacon"]) {
      expect(text).not.toContain(name)
    }
  })

  it("posts to Trello alone and passes no legacy key", () => {
    const text = [...scriptsOf("/connector/index.html").values()].join("\n")
    expect(text).toMatch(/targetOrigin:\s*["'`]https:\/\/trello\.com["'`]/)
    expect(text).not.toMatch(/appKey|appName/)
  })

  it("loads Trello's library and itself, and no style sheet, image or font", () => {
    const loaded = [...read("/connector/index.html").matchAll(/(?:src|href)="([^"]+)"/g)]
    const paths = loaded.map(([, path = ""]) => path)
    expect(paths.filter((path) => !path.startsWith("/assets/"))).toEqual([
      "https://p.trellocdn.com/power-up.min.js",
    ])
    expect(paths.filter((path) => !path.endsWith(".js"))).toEqual([])
  })

  it("can fetch what remove-data and links to Miro need, and nothing else", () => {
    const entry = [...scriptsOf("/connector/index.html").values()].join("\n")
    const lazy = [...entry.matchAll(/import\([`"']\.\/([^`"']+)[`"']\)/g)].map(([, name]) => name)
    const texts = lazy.map((name) => read(`/assets/${name}`))
    expect(texts).toHaveLength(2)
    const links = texts.filter((text) => text.includes("miro-boards"))
    expect(links).toHaveLength(1)
    expect(gzipSync(links[0] ?? "").length).toBeLessThanOrEqual(1_000)
  })

  it.each(["push", "push-on-dark", "push-on-light"])("finds its icon %s", (name) => {
    expect(read(`/icons/${name}.svg`)).toContain("<svg")
    const entry = [...scriptsOf("/connector/index.html").values()].join("\n")
    expect(entry).toContain(`https://cards-for-miro.example.com/icons/${name}.svg`)
  })
})

describe("a production build", () => {
  it("mentions no local address in any file", () => {
    const local = [...files].filter(([, text]) => /localhost|127\.0\.0\.1|\[::1\]/.test(text))
    expect(local.map(([path]) => path)).toEqual([])
  })

  it("takes of marked its lexer alone", () => {
    const scripts = [...files].filter(([path]) => path.endsWith(".js"))
    const having = (text: string) => scripts.filter(([, code]) => code.includes(text)).length
    expect(having("blockTokens")).toBe(1)
    for (const rest of ["marked():", "parseInline", "processAllTokens"])
      expect(having(rest)).toBe(0)
  })

  it("lifts every page to the root and leaves no placeholder", () => {
    const pages = [...files.keys()].filter((path) => path.endsWith(".html"))
    expect(pages).toContain("/connector/index.html")
    for (const page of pages) {
      expect(page).toMatch(/^\/[a-z]+\/index\.html$/)
      expect(read(page)).not.toMatch(/%[A-Z_]+%/)
    }
  })

  it("tells of a card that is gone without Trello's library, React or a call", () => {
    const scripts = scriptsOf("/gone/index.html")
    const bytes = [...scripts.values()].map((text) => gzipSync(text).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2_000)
    expect(read("/gone/index.html")).not.toContain("trellocdn")
    expect([...scripts.values()].join("\n")).not.toMatch(/react|fetch\(/)
  })

  it("lets Trello alone frame the pages, and allows nothing to everybody", () => {
    const lines = read("/_headers").split("\n")
    expect(lines.join("\n")).toContain("frame-ancestors https://trello.com\n")
    for (const line of lines.filter((line) => line.startsWith("  ")))
      expect(line).not.toContain("*")
  })
})
