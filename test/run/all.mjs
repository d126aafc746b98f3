import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { install, root, run } from "./bootstrap.mjs"

/** What proves the product, in the order in which it fails fastest. Browser tests run alone: they measure time. */
const STEPS = [
  { name: "types", command: ["npx", "tsc", "-b"] },
  { name: "lint", command: ["npx", "oxlint", "--type-aware", "--deny-warnings"] },
  { name: "format", command: ["npx", "biome", "format"] },
  { name: "unit, sandbox, dom, worker", projects: ["unit", "sandbox", "dom", "worker"] },
  { name: "browser", projects: ["e2e"] },
]

await install()
const reports = join(root, ".wrangler", "reports")
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

let passed = 0
let failed = 0
for (const [index, { name, command, projects }] of STEPS.entries()) {
  console.log(`\n── ${name}`)
  if (command !== undefined) {
    const [program, ...args] = command
    const good = (await run(program, args, { check: false })) === 0
    passed += good ? 1 : 0
    failed += good ? 0 : 1
    continue
  }
  const report = join(reports, `${index}.json`)
  const args = ["vitest", "run", "--reporter=default", "--reporter=json"]
  args.push(`--outputFile.json=${report}`, ...projects.map((project) => `--project=${project}`))
  const code = await run("npx", args, { check: false })
  const counts = readCounts(report)
  passed += counts.passed
  failed += counts.failed
  // A file that cannot be loaded, or an unhandled error, fails the run without failing a test.
  if (code !== 0 && counts.failed === 0) failed += 1
}

console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
