import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { constants } from "node:os"
import { join } from "node:path"
import { install, root, run } from "./bootstrap.mjs"

const reports = join(root, ".wrangler", "reports")

/** What waits more than it computes. */
const WAITING = [suite("e2e"), suite("worker"), suite("sandbox-browser")]
/** What computes all the time: it gets the time that the others leave, so that they are not late. */
const COMPUTING = [
  check("types", "tsc", "-b"),
  suite("unit", "dom", "sandbox"),
  check("lint", "oxlint", "--type-aware", "--deny-warnings"),
  check("format", "biome", "format"),
]

await install()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

console.log("Types, style and all tests, in a few minutes. Each part is shown when it is done.")
const done = []
await Promise.all([
  ...WAITING.map((part) => runLane([part])),
  runLane(COMPUTING, constants.priority.PRIORITY_LOW),
])
// What failed is the last thing to read.
for (const { name, failed, output } of done) if (failed > 0) console.log(`\n── ${name}\n${output}`)
const sum = (count) => done.reduce((total, part) => total + part[count], 0)
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`)
process.exitCode = sum("failed") === 0 ? 0 : 1

function check(name, ...args) {
  return {
    name,
    args,
    count: (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }),
  }
}

function suite(...projects) {
  const name = projects.join(", ")
  const report = join(reports, `${projects[0]}.json`)
  const args = ["vitest", "run", "--reporter=default", "--reporter=json"]
  args.push(`--outputFile.json=${report}`, ...projects.map((project) => `--project=${project}`))
  return { name, args, count: (code) => readCounts(report, code) }
}

/** Runs parts one after the other. */
async function runLane(parts, priority) {
  for (const { name, args, count } of parts) {
    const began = Date.now()
    let output = ""
    const show = (text) => (output += text)
    const code = await run("npx", args, { check: false, show, priority })
    const { passed, failed } = count(code)
    done.push({ name, passed, failed, output })
    const seconds = Math.round((Date.now() - began) / 1000)
    console.log(`── ${name}: ${passed} passed, ${failed} failed, ${seconds} s`)
  }
}

function readCounts(report, code) {
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(
      readFileSync(report, "utf8"),
    )
    // A file that cannot be loaded, or an unhandled error, fails the run without failing a test.
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
