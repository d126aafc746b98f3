import { resolve } from "node:path"
import type { TestProject } from "vitest/node"
import { findPorts } from "../run/ports.ts"
import { startStack } from "../run/stack.ts"

export interface StackAddresses {
  readonly app: string
  readonly trello: string
  readonly miro: string
}

declare module "vitest" {
  interface ProvidedContext {
    stack: StackAddresses
  }
}

/** Starts the product and both stand-ins, each in a process of its own, for the tests that use them from outside. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = await startStack({
    ports: await findPorts(),
    folder: resolve(import.meta.dirname, "../../.wrangler/e2e"),
    vars: { UPSTREAM_TIMEOUT_MS: "3000" },
  })
  const { app, trello, miro } = stack
  project.provide("stack", { app, trello, miro })
  return () => stack.close()
}
