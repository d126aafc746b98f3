import { resolve } from "node:path"
import { portsFrom } from "./ports.ts"
import { startStack } from "./stack.ts"

const folder = resolve(import.meta.dirname, "../../.wrangler/sandbox")

async function main(): Promise<void> {
  const ports = await portsFrom(process.env["PORT"] ?? "8787")
  console.log("Building the pages and starting Trello, Miro and the Worker …")
  const stack = await startStack({
    ports,
    folder,
    verbose: true,
    watch: process.argv.includes("--watch"),
  })
  const end = () => {
    void stack.close().then(() => process.exit(0))
  }
  process.once("SIGINT", end)
  process.once("SIGTERM", end)
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
