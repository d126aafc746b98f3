import { mkdir } from "node:fs/promises"
import { resolve } from "node:path"
import type { TestProject } from "vitest/node"
import { startRelay } from "./relay.ts"
import { readVars } from "./vars.ts"
import { startMiro } from "../sandbox/miro/server.ts"
import { startTrello } from "../sandbox/trello/server.ts"

declare module "vitest" {
  interface ProvidedContext {
    workerVars: Record<string, string>
  }
}

/**
 * Starts both stand-ins in this process, for the tests that run inside workerd. Those call the Worker in-process; where
 * it says that it is, a relay takes what Trello delivers.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // wrangler.toml names the folder of the pages, which these tests do not need.
  await mkdir(resolve(import.meta.dirname, "../../dist"), { recursive: true })
  const relay = await startRelay()
  const appOrigin = relay.origin
  const miro = await startMiro({ port: 0, appOrigin })
  const trello = await startTrello({ port: 0, appOrigin, miroOrigin: miro.origin })
  const vars = await readVars({ app: appOrigin, trello: trello.origin, miro: miro.origin })
  project.provide("workerVars", { ...vars, UPSTREAM_TIMEOUT_MS: "1500" })
  return async () => {
    await Promise.all([trello.close(), miro.close(), relay.close()])
  }
}
