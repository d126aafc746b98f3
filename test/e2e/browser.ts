import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { brotliDecompressSync } from "node:zlib"
import { type Browser, chromium } from "playwright-core"

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
]

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/**
 * Starts a headless Chromium: the one that `CHROMIUM_PATH` names, else one that is installed, else the one that comes
 * with the npm package `@sparticuz/chromium` (Linux on x64).
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env["CHROMIUM_PATH"]
  const installed = named ?? INSTALLED.find((path) => existsSync(path))
  if (installed !== undefined) return launch(installed)
  const { default: packaged } = await import("@sparticuz/chromium")
  const path = await packaged.executablePath()
  try {
    return await launch(path)
  } catch (error) {
    if (!String(error).includes("shared libraries")) throw error
    return launch(path, unpackLibraries())
  }
}

function launch(executablePath: string, libraries?: string): Promise<Browser> {
  const env = libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }
  return chromium.launch({ executablePath, args: ARGUMENTS, env: { ...process.env, ...env } })
}

/** The packaged Chromium brings the libraries that a bare system lacks, packed beside it. */
function unpackLibraries(): string {
  const packageFolder = dirname(
    dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"))),
  )
  const folder = mkdtempSync(join(tmpdir(), "chromium-libraries-"))
  const archive = join(folder, "libraries.tar")
  writeFileSync(
    archive,
    brotliDecompressSync(readFileSync(join(packageFolder, "bin", "al2023.tar.br"))),
  )
  execFileSync("tar", ["-xf", archive, "-C", folder])
  return join(folder, "lib")
}
