import { readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import type { Metric } from "./metric.ts"

const root = resolve(import.meta.dirname, "../..")
const KB = 1_000

const STATIC = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g
const LATER = /import\(\s*["'`]\.\/([^"'`]+\.js)["'`]/g

/** Each page with what its scripts may weigh, compressed. */
const PAGES = [
  ["connector", 3],
  ["push", 95],
  ["board", 95],
  ["section", 95],
  ["attachments", 95],
  ["gone", 2],
  ["settings", 95],
  ["consent", 95],
  ["callback", 95],
] as const

/** What the built pages and the Worker weigh, compressed. */
export async function measureBytes(pages: string): Promise<Metric[]> {
  const metrics: Metric[] = []
  for (const [page, target] of PAGES) {
    const atOnce = (await weigh(pages, page, [STATIC])) / KB
    metrics.push({ name: `page_${page}`, value: atOnce, unit: "kB gz", target })
    // The connector's only later script comes when a person removes the Power-Up.
    if (page === "connector") continue
    const all = (await weigh(pages, page, [STATIC, LATER])) / KB
    metrics.push({
      name: `page_${page}_with_all_it_loads_later`,
      value: all,
      unit: "kB gz",
      target,
    })
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
