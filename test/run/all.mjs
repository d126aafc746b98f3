import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { install, root, run } from "./bootstrap.mjs"

/** One after the other; each one's output is shown when it is done. */
const CHECKS = [
  { name: "types", command: ["npx", "tsc", "-b"] },
  { name: "lint", command: ["npx", "oxlint", "--type-aware", "--deny-warnings"] },
  { name: "format", command: ["npx", "biome", "format"] },
]

/** What waits more than it computes: all side by side. The second one's output is shown when it is done. */
const SUITES = [
  { name: "unit, dom, worker", projects: ["unit", "dom", "worker"] },
  { name: "sandbox, e2e", projects: ["sandbox", "e2e"], quiet: true },
]

await install()
const reports = join(root, ".wrangler", "reports")
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

let passed = 0
let failed = 0
await Promise.all([runChecks(), ...SUITES.map(runSuite)])
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function runChecks() {
  for (const { name, command } of CHECKS) {
    const [program, ...args] = command
    const output = []
    const code = await run(program, args, { check: false, show: (text) => output.push(text) })
    if (code === 0) passed += 1
    else failed += 1
    console.log(`\n── ${name}: ${code === 0 ? "passed" : "failed"}\n${output.join("")}`)
  }
}

async function runSuite({ name, projects, quiet = false }) {
  const report = join(reports, `${projects[0]}.json`)
  const args = ["vitest", "run", "--reporter=default", "--reporter=json"]
  args.push(`--outputFile.json=${report}`, ...projects.map((project) => `--project=${project}`))
  if (!quiet) console.log(`\n── ${name}`)
  const output = []
  const show = quiet ? (text) => output.push(text) : undefined
  const code = await run("npx", args, { check: false, ...(show && { show }) })
  if (quiet) console.log(`\n── ${name}\n${output.join("")}`)
  const counts = readCounts(report)
  passed += counts.passed
  failed += counts.failed
  // A file that cannot be loaded, or an unhandled error, fails the run without failing a test.
  if (code !== 0 && counts.failed === 0) failed += 1
}

function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
