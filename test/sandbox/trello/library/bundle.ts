import { resolve } from "node:path"
import { build } from "esbuild"

/** The stand-in for Trello's client library as one minified script, to be served as `/power-up.min.js`. */
export async function buildLibrary(): Promise<string> {
  const result = await build({
    entryPoints: [resolve(import.meta.dirname, "entry.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
  })
  const [script] = result.outputFiles
  if (script === undefined) throw new Error("The client library was built to nothing.")
  return script.text
}
