import { resolve } from "node:path"
import { build } from "esbuild"

/** The board page's script and style, to be put into an HTML page that has nothing else. */
export async function buildBoardPage(): Promise<{ script: string; style: string }> {
  const result = await build({
    entryPoints: [resolve(import.meta.dirname, "board/main.tsx")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    target: "es2022",
    outdir: "page",
    define: { "process.env.NODE_ENV": '"production"' },
  })
  const read = (ending: string): string =>
    result.outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ""
  return { script: read(".js"), style: read(".css") }
}
