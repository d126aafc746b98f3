import { readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import type { Metric } from "./metric.ts"

const root = resolve(import.meta.dirname, "../..")
const KB = 1_000

const STATIC = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g
const LATER = /import\(\s*["'`]\.\/([^"'`]+\.js)["'`]/g

/**
 * Each page with what its scripts may weigh, compressed: at once, and what they load later.
 *
 * At once a page may weigh 95 kB, of which React is 68. Later come the scripts that nobody waits for with an empty page:
 * in the push popup the mapping of a card with Marked's lexer, which the exact preview needs, asked for as soon as the page
 * runs and there while Trello is asked for the card, and the picker of Miro boards, for who has chosen none yet. In the
 * section it is the picture of the card, with the same mapping, after the words. In the window for many cards it is the
 * step that comes after the connections are known. On every page the calls about many cards come with the first of them.
 * The connector's later scripts come when a person removes their settings, the call of the Worker with its schemas, and
 * with the first attachment that Trello asks about, the words for links to Miro. See docs/decisions/012-page-weight.md.
 */
const PAGES = [
  { page: "connector", atOnce: 3, later: 12 },
  { page: "push", atOnce: 95, later: 24 },
  { page: "board", atOnce: 95, later: 16 },
  { page: "section", atOnce: 95, later: 24 },
  { page: "attachments", atOnce: 95, later: 2 },
  { page: "gone", atOnce: 2, later: 0 },
  { page: "settings", atOnce: 95, later: 2 },
  { page: "consent", atOnce: 95, later: 2 },
  { page: "callback", atOnce: 95, later: 2 },
] as const

/** What the built pages and the Worker weigh, compressed. */
export async function measureBytes(pages: string): Promise<Metric[]> {
  const metrics: Metric[] = []
  for (const { page, atOnce, later } of PAGES) {
    const value = (await weigh(pages, page, [STATIC])) / KB
    const rest = (await weigh(pages, page, [STATIC, LATER])) / KB - value
    metrics.push({ name: `page_${page}`, value, unit: "kB gz", target: atOnce })
    metrics.push({ name: `page_${page}_loads_later`, value: rest, unit: "kB gz", target: later })
  }
  metrics.push({
    name: "worker_bundle",
    value: (await weighWorker()) / KB,
    unit: "kB gz",
    target: 150,
  })
  return metrics
}

async function weigh(pages: string, page: string, imports: readonly RegExp[]): Promise<number> {
  const html = await readFile(join(pages, page, "index.html"), "utf8")
  const scripts = new Map<string, string>()
  const visit = async (name: string): Promise<void> => {
    if (scripts.has(name)) return
    const text = await readFile(join(pages, "assets", name), "utf8")
    scripts.set(name, text)
    for (const pattern of imports) {
      for (const [, found = ""] of text.matchAll(pattern)) await visit(found)
    }
  }
  for (const [, found = ""] of html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)) {
    await visit(found)
  }
  if (scripts.size === 0) throw new Error(`${page} has no scripts`)
  return [...scripts.values()].reduce((sum, text) => sum + gzipSync(text).length, 0)
}

async function weighWorker(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "worker/index.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    external: ["cloudflare:workers"],
    logLevel: "error",
  })
  return gzipSync(outputFiles[0]?.contents ?? "").length
}
