import { mkdir } from "node:fs/promises"
import { resolve } from "node:path"
import type { TestProject } from "vitest/node"
import { readVars } from "./vars.ts"
import { startMiro } from "../sandbox/miro/server.ts"
import { startTrello } from "../sandbox/trello/server.ts"

/** Where the Worker under test says that it is; its tests call it in-process. */
const APP_ORIGIN = "http://localhost:8787"

declare module "vitest" {
  interface ProvidedContext {
    workerVars: Record<string, string>
  }
}

/** Starts both stand-ins in this process, for the tests that run inside workerd. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // wrangler.toml names the folder of the pages, which these tests do not need.
  await mkdir(resolve(import.meta.dirname, "../../dist"), { recursive: true })
  const miro = await startMiro({ port: 0, appOrigin: APP_ORIGIN })
  const trello = await startTrello({ port: 0, appOrigin: APP_ORIGIN, miroOrigin: miro.origin })
  const vars = await readVars({ app: APP_ORIGIN, trello: trello.origin, miro: miro.origin })
  project.provide("workerVars", { ...vars, UPSTREAM_TIMEOUT_MS: "1500" })
  return async () => {
    await Promise.all([trello.close(), miro.close()])
  }
}
