import { type ChildProcess, spawn } from "node:child_process"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { createInterface } from "node:readline"
import { readVars } from "./vars.ts"

const root = resolve(import.meta.dirname, "../..")
/** No program takes longer to say that it is there. */
const START_LIMIT_MS = 90_000

/** Ports of the three programs. */
export interface Ports {
  readonly worker: number
  readonly trello: number
  readonly miro: number
}

/** The product beside its two stand-ins, each a process of its own, speaking HTTP. */
export interface Stack {
  readonly app: string
  readonly trello: string
  readonly miro: string
  /** Everything that the Worker printed so far. */
  workerOutput(): string
  /** Ends the Worker without any warning and starts it anew on what it had stored. Rejects when it does not start. */
  crashWorker(): Promise<void>
  close(): Promise<void>
}

export interface StackOptions {
  readonly ports: Ports
  /** Where the pages are built to and the Worker keeps its data; emptied at first. */
  readonly folder: string
  /** Shows what the programs print. */
  readonly verbose?: boolean
  readonly watch?: boolean
  /** The Worker's main file; the one for development without it. */
  readonly entry?: string
  /** False where nobody opens a page: none are built then. */
  readonly pages?: boolean
  /** Variables of the Worker besides the usual ones. */
  readonly vars?: Readonly<Record<string, string>>
}

/** Builds the pages for these origins and starts the stand-ins and the Worker. Rejects in words when one cannot start. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { ports, folder, verbose = false, watch = false } = options
  const app = `http://localhost:${ports.worker}`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const running: ChildProcess[] = []
  // Whoever started it may be made to exit before it closes.
  const abandon = () => running.forEach((child) => signal(child, "SIGKILL"))
  process.once("exit", abandon)
  const close = async () => {
    await Promise.all(running.map((child) => stop(child)))
    process.off("exit", abandon)
  }
  try {
    const sandbox = launch(
      process.execPath,
      [
        ["--import", "tsx", "test/sandbox/main.ts"],
        ["--app-origin", app],
        ["--trello-port", String(ports.trello)],
        ["--miro-port", String(ports.miro)],
      ].flat(),
    )
    running.push(sandbox.child)
    const { trello, miro } = JSON.parse(await sandbox.line((text) => text.startsWith("{"))) as {
      trello: string
      miro: string
    }
    const vars = { ...(await readVars({ app, trello, miro })), ...options.vars }
    if (options.pages === false) await mkdir(join(folder, "pages"))
    else await buildPages(vars, join(folder, "pages"), watch, running)
    const envFile = join(folder, "worker.env")
    await writeFile(envFile, toEnvFile(vars), { mode: 0o600 })
    const startWorker = async () => {
      const started = launch(process.execPath, [
        "node_modules/wrangler/bin/wrangler.js",
        "dev",
        options.entry ?? "worker/dev.ts",
        `--port=${ports.worker}`,
        "--ip=localhost",
        "--inspector-port=0",
        `--env-file=${envFile}`,
        `--assets=${join(folder, "pages")}`,
        `--persist-to=${join(folder, "state")}`,
        "--show-interactive-dev-session=false",
      ])
      running.push(started.child)
      await started.line((text) => text.includes("Ready on"))
      return started
    }
    let worker = await startWorker()
    if (verbose) worker.child.stdout?.on("data", (chunk: Buffer) => process.stdout.write(chunk))
    const crashWorker = async () => {
      await stop(worker.child, "SIGKILL")
      worker = await startWorker()
    }
    return { app, trello, miro, workerOutput: () => worker.output(), crashWorker, close }
  } catch (error) {
    await close()
    throw error
  }
}

function toEnvFile(vars: Readonly<Record<string, string>>): string {
  return Object.entries(vars)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join("")
}

async function buildPages(
  vars: Readonly<Record<string, string>>,
  outDir: string,
  watch: boolean,
  running: ChildProcess[],
): Promise<void> {
  const { APP_ORIGIN, TRELLO_ORIGIN, TRELLO_LIBRARY_URL, MIRO_ORIGIN } = vars
  const build = launch(
    process.execPath,
    ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn", ...(watch ? ["--watch"] : [])],
    { APP_ORIGIN, TRELLO_ORIGIN, TRELLO_LIBRARY_URL, MIRO_ORIGIN, PAGES_OUT_DIR: outDir },
  )
  if (!watch) return build.success()
  running.push(build.child)
  await mkdir(outDir, { recursive: true })
}

interface Launched {
  readonly child: ChildProcess
  readonly output: () => string
  /** The first line that passes; rejects with what was printed when the program ends before. */
  line(passes: (text: string) => boolean): Promise<string>
  success(): Promise<void>
}

function launch(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Launched {
  const child = spawn(command, args, {
    cwd: root,
    // A group of its own: wrangler starts workerd, and both have to end.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...env,
      NO_COLOR: "1",
      CI: "true",
      WRANGLER_SEND_METRICS: "false",
      WRANGLER_HIDE_BANNER: "true",
      // Nothing is fetched from outside.
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
    },
  })
  let text = ""
  const remember = (chunk: Buffer) => {
    text += chunk.toString()
  }
  child.stdout.on("data", remember)
  child.stderr.on("data", remember)
  const ended = new Promise<number | null>((done) => child.once("close", done))
  const failed = () => new Error(lastLines(text) || `${args.join(" ")} ended`)
  return {
    child,
    output: () => text,
    line: (passes) =>
      new Promise((found, reject) => {
        const lines = createInterface({ input: child.stdout })
        lines.on("line", (line) => {
          if (passes(line)) found(line)
        })
        void ended.then(() => reject(failed()))
        // A program that cannot start may say so and stay.
        setTimeout(() => reject(failed()), START_LIMIT_MS).unref()
      }),
    success: async () => {
      if ((await ended) !== 0) throw failed()
    },
  }
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-15).join("\n")
}

async function stop(child: ChildProcess, first: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise<void>((done) => child.once("close", () => done()))
  signal(child, first)
  const timer = setTimeout(() => signal(child, "SIGKILL"), 5_000)
  await ended
  clearTimeout(timer)
}

function hasEnded({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null || pid === undefined
}

/** To the process and what it started, unless it has ended. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (hasEnded(child)) return
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name)
  } catch {
    child.kill(name)
  }
}
