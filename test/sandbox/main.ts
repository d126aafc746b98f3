import { parseArgs } from "node:util"
import { startMiro } from "./miro/server.ts"
import { startTrello } from "./trello/server.ts"

/**
 * Starts both stand-ins in one process and prints their origins as one line of JSON.
 * Ends on SIGTERM and SIGINT; a port in use ends it with one sentence and exit code 1.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "trello-port": { type: "string", default: "8788" },
      "miro-port": { type: "string", default: "8789" },
      "app-origin": { type: "string", default: "http://localhost:8787" },
    },
  })
  const appOrigin = new URL(values["app-origin"]).origin
  const miro = await startMiro({ port: readPort(values["miro-port"]), appOrigin })
  const trello = await startTrello({
    port: readPort(values["trello-port"]),
    appOrigin,
    miroOrigin: miro.origin,
  })
  process.stdout.write(`${JSON.stringify({ trello: trello.origin, miro: miro.origin })}\n`)
  // Nothing is kept, so that nothing has to be waited for.
  process.once("SIGTERM", () => process.exit(0))
  process.once("SIGINT", () => process.exit(0))
}

function readPort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`${value} is not a port.`)
  }
  return port
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
