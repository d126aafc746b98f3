// Runs before anything is installed: plain JavaScript that needs nothing but Node and npm.
import { spawn } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { createHash } from "node:crypto"
import { setPriority } from "node:os"
import { join, resolve } from "node:path"

export const root = resolve(import.meta.dirname, "../..")

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`)
  process.exit(1)
}

/** Installs the locked packages unless they are installed already. */
export async function install() {
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json")))
  const wanted = lock.digest("hex")
  const stamp = join(root, "node_modules", ".installed")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return
  console.log("Installing packages (once) …")
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"])
  writeFileSync(stamp, wanted)
}

const wait = () => undefined

/**
 * Runs a command in the project's folder with its output shown, or handed to `show` as it comes; with a `priority` of
 * `node:os`, which what it starts inherits.
 * @returns {Promise<number>} its exit code; rejects when it fails and `check` is true.
 */
export function run(command, args, { check = true, env = {}, show, priority } = {}) {
  return new Promise((done, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", ...(show ? ["pipe", "pipe"] : ["inherit", "inherit"])],
      env: { ...process.env, ...env },
      shell: process.platform === "win32",
    })
    if (priority !== undefined) child.once("spawn", () => setPriority(child.pid, priority))
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => show(chunk.toString()))
    }
    const forward = (signal) => child.kill(signal)
    // Ctrl+C reaches the child by itself, and a second one would cut off what it ends.
    process.on("SIGINT", wait)
    process.on("SIGTERM", forward)
    child.on("error", reject)
    child.on("close", (code, signal) => {
      process.off("SIGINT", wait)
      process.off("SIGTERM", forward)
      const result = code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1)
      if (check && result !== 0) reject(new Error(`${command} ${args.join(" ")} failed`))
      else done(result)
    })
  })
}
