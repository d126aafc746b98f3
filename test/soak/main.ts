import { resolve } from "node:path"
import { findPorts } from "../run/ports.ts"
import { startStack } from "../run/stack.ts"
import { measureCallers } from "./callers.ts"
import { crashAt, SEAMS } from "./crashes.ts"
import { crashJobAt, describeJobCrash, planJobCrashes } from "./jobCrashes.ts"
import type { Stack } from "../run/stack.ts"
import { measureCrowd } from "./manyPeople.ts"
import { setStage, type Stage } from "./people.ts"

const root = resolve(import.meta.dirname, "../..")
const counts = { passed: 0, failed: 0 }

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function conclude(good: boolean, text: string): void {
  if (good) counts.passed += 1
  else counts.failed += 1
  say(`${good ? "ok    " : "FAILED"} ${text}`)
}

/** Loaded by name: it is typed for the Worker's runtime, whose types and Node's exclude each other. */
const SEQUENCES = "../../worker/grants/sequences.fixture.ts"
interface Sequences {
  readonly checkSequences: (count: number, seed: number) => Promise<{ readonly lost: number }>
}

async function runSequences(): Promise<void> {
  const { checkSequences } = (await import(SEQUENCES)) as Sequences
  const count = 10_000
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31))
  say(`\n${count} random sequences at a token endpoint that fails in every way (SEED=${seed})`)
  // Custody writes a line for everything that happens.
  const { log } = console
  console.log = () => {}
  const outcome = await checkSequences(count, seed).catch(String)
  console.log = log
  if (typeof outcome === "string") return conclude(false, outcome)
  conclude(
    outcome.lost > 0,
    `${outcome.lost} ended after a real refusal of the stored token, ${count - outcome.lost} healed`,
  )
}

const KILL_POINTS = "../jobs/killPoints.ts"
interface KillPoints {
  readonly checkKillPoints: (
    count: number,
    seed: number,
  ) => Promise<{
    readonly runs: number
    readonly kills: number
    readonly resumes: number
    readonly calls: Readonly<Record<string, { readonly wild: number; readonly calm: number }>>
    readonly happened: Readonly<Record<string, number>>
    readonly broken: readonly { readonly seed: number; readonly words: string }[]
  }>
}

const MODEL = "../live/model.ts"
interface Model {
  readonly checkLiveSync: (
    count: number,
    seed: number,
  ) => Promise<{ readonly broken: readonly { readonly seed: number; readonly words: string }[] }>
}

async function runSync(): Promise<void> {
  const { checkLiveSync } = (await import(MODEL)) as Model
  const count = 500
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31))
  say(`\n${count} random boards that people change on both sides (SEED=${seed})`)
  const { log } = console
  console.log = () => {}
  const { broken, ...sums } = await checkLiveSync(count, seed)
  console.log = log
  say(JSON.stringify(sums))
  for (const one of broken) say(`SEED=${one.seed}: ${one.words}`)
  conclude(broken.length === 0, `${count - broken.length} of ${count} ended with both sides equal`)
}

async function runKills(): Promise<void> {
  const { checkKillPoints } = (await import(KILL_POINTS)) as KillPoints
  const count = 1_000
  const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31))
  say(
    `\n${count} pushes, removals and undos of many cards, killed and refused at random (SEED=${seed})`,
  )
  const { log } = console
  console.log = () => {}
  const outcome = await checkKillPoints(count, seed)
  console.log = log
  const { runs, kills, resumes, calls, happened, broken } = outcome
  say(JSON.stringify(happened))
  for (const { seed: own, words } of broken) say(`  ${own}: ${words}`)
  conclude(broken.length === 0, `${broken.length} of ${runs} broke a promise`)
  const more = Object.entries(calls).map(([weather, { wild, calm }]) => {
    return `${weather} ${((wild / calm - 1) * 100).toFixed(0)} %`
  })
  say(`${kills} kills, ${resumes} resumed; more calls than without faults: ${more.join(", ")}`)
}

async function runCallers(stage: Stage): Promise<void> {
  say("\n1,000 callers at the expiry of one grant")
  for (const connections of [25, 250]) {
    const outcome = await measureCallers(stage, { callers: 1_000, connections })
    say(JSON.stringify(outcome))
    const { refreshes, stragglerRefreshes, failed, expiryMs, noOpMs, endpointMs } = outcome
    const over = `over ${connections} connections`
    conclude(refreshes === 1, `${over}: ${refreshes} token request`)
    conclude(
      stragglerRefreshes === 0,
      `${over}: ${stragglerRefreshes} more for callers 0 to 50 ms later`,
    )
    conclude(failed === 0, `${over}: ${failed} calls failed`)
    conclude(
      expiryMs <= 2 * noOpMs + endpointMs,
      `${over}: the last was answered after ${expiryMs} ms; 1,000 calls that stay in the Worker took ${noOpMs} ms`,
    )
  }
}

async function runCrowd(stage: Stage): Promise<void> {
  say("\nTen people push 500 cards each at once")
  await stage.begin()
  const { refused, times, created } = await measureCrowd(stage)
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length
  const slowest = Math.max(...times)
  conclude(created === 5_000, `${created} of 5,000 cards are on Miro`)
  conclude(refused === 0, `${refused} answers of 429`)
  conclude(
    slowest <= 1.2 * mean,
    `the slowest took ${Math.round(slowest)} ms, all took ${Math.round(mean)} ms in the mean`,
  )
}

async function runCrashes(stage: Stage<Stack>): Promise<void> {
  say("\nSIGKILL of the Worker in the midst of a refresh, then a new one on what was stored")
  for (const provider of ["trello", "miro"] as const) {
    for (const leewaySeconds of [0, 600] as const) {
      for (const seam of SEAMS) {
        const row = await crashAt(stage, provider, seam, leewaySeconds)
        const words = [provider, `leeway ${leewaySeconds} s`, row.seam, row.ends]
        conclude(
          row.ends === row.expected,
          `${words.join(" | ")} | ${row.tokenRequests} token requests`,
        )
      }
    }
  }
}

async function runJobCrashes(stage: Stage<Stack>): Promise<void> {
  say(
    "\nSIGKILL of the Worker in the midst of a job of 200 cards, then a new one on what was stored",
  )
  for (const [moment, alone] of planJobCrashes(3)) {
    const row = await crashJobAt(stage, moment, { cards: 200, alone })
    conclude(row.wrong.length === 0, describeJobCrash(row))
  }
}

const PARTS = ["sequences", "kills", "sync", "callers", "crowd", "crashes", "jobCrashes"] as const
/** Those that need no other program. */
const IN_PROCESS: readonly string[] = ["sequences", "kills", "sync"]

async function main(): Promise<void> {
  const asked = process.argv.slice(2)
  const parts = PARTS.filter((part) => asked.length === 0 || asked.includes(part))
  if (parts.includes("sequences")) await runSequences()
  if (parts.includes("kills")) await runKills()
  if (parts.includes("sync")) await runSync()
  if (parts.some((part) => !IN_PROCESS.includes(part))) {
    const stack = await startStack({
      ports: await findPorts(),
      folder: resolve(root, ".wrangler/soak"),
      entry: "test/worker/crashWorker.ts",
    })
    try {
      const stage = await setStage(stack)
      if (parts.includes("callers")) await runCallers(stage)
      if (parts.includes("crowd")) await runCrowd(stage)
      if (parts.includes("crashes")) await runCrashes(stage)
      if (parts.includes("jobCrashes")) await runJobCrashes(stage)
    } finally {
      await stack.close()
    }
  }
  say(`\n${counts.passed} passed, ${counts.failed} failed`)
  process.exitCode = counts.failed === 0 ? 0 : 1
}

main().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 1
})
