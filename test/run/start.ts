import { resolve } from "node:path"
import { portsFrom } from "./ports.ts"
import { startStack } from "./stack.ts"

const root = resolve(import.meta.dirname, "../..")
/** Where the pages are built to and the Worker keeps its data. */
const folder = resolve(root, process.env["SANDBOX_FOLDER"] ?? ".wrangler/sandbox")

async function main(): Promise<void> {
  const ports = await portsFrom(process.env["PORT"] ?? "8787")
  console.log("Building the pages and starting Trello, Miro and the Worker …")
  const watch = process.argv.includes("--watch")
  const starting = startStack({ ports, folder, verbose: true, watch })
  // A terminal sends Ctrl+C to every process, and some hand it on: it comes more than once, and while this starts.
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    console.log("Ending …")
    void starting.then((stack) => stack.close()).finally(() => process.exit())
  }
  process.on("SIGINT", end)
  process.on("SIGTERM", end)
  const stack = await starting
  if (ending) return
  console.log(`
Cards for Miro is running, with a local Trello and a local Miro beside it.

  1. Open the Trello board   ${stack.trello}/
  2. Open a card, press Power-Ups, then Push to Miro
  3. Look at the Miro board  ${stack.miro}/

The Worker is at ${stack.app}. Ctrl+C ends all three.
`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
