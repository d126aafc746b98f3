import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { build } from "esbuild"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

/** What wrangler would upload, made with the same bundler. */
describe("the production bundle of the Worker", () => {
  let folder: string
  const bundle = async (entry: string): Promise<string> => {
    const outfile = join(folder, `${entry}.js`)
    await build({
      entryPoints: [resolve(import.meta.dirname, `../../worker/${entry}.ts`)],
      outfile,
      bundle: true,
      minify: true,
      format: "esm",
      external: ["cloudflare:workers"],
      logLevel: "error",
    })
    return readFile(outfile, "utf8")
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "worker-bundle-"))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it("has no call that moves the clock, unlike the one for development", async () => {
    expect(await bundle("index")).not.toContain("_dev/clock")
    expect(await bundle("dev")).toContain("_dev/clock")
  })

  it("names no address of a development machine", async () => {
    const text = await bundle("index")
    expect(text).not.toMatch(/localhost:|127\.0\.0\.1/)
  })
})
