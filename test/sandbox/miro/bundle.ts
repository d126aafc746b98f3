import { resolve } from "node:path"

export interface Asset {
  readonly type: string
  readonly text: string
}

let bundle: Promise<ReadonlyMap<string, Asset>> | null = null

/** `board.js` or `board.css`, bundled in memory when first asked for; null for other names. */
export async function buildAsset(name: string): Promise<Asset | null> {
  bundle ??= bundlePage()
  return (await bundle).get(name) ?? null
}

async function bundlePage(): Promise<ReadonlyMap<string, Asset>> {
  // Only those who look at a page wait for the bundler.
  const { build } = await import("esbuild")
  const { outputFiles } = await build({
    entryPoints: ["main.tsx", "board.css"].map((file) =>
      resolve(import.meta.dirname, "page", file),
    ),
    outdir: "/",
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  })
  return new Map(
    outputFiles.map((file) => {
      const css = file.path.endsWith(".css")
      return [
        css ? "board.css" : "board.js",
        {
          type: css ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
          text: file.text,
        },
      ]
    }),
  )
}
