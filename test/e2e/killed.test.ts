import { resolve } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { findPorts } from "../run/ports.ts"
import { type Stack, startStack } from "../run/stack.ts"
import { crashAt, SEAMS } from "../soak/crashes.ts"
import { setStage, type Stage } from "../soak/people.ts"

/**
 * Three rows of the table that `npm run soak crashes` makes: the whole Worker ends with SIGKILL in the midst of a
 * refresh, and a new one starts on what it had stored.
 */
let stack: Stack
let stage: Stage

beforeAll(async () => {
  stack = await startStack({
    ports: await findPorts(),
    folder: resolve(import.meta.dirname, "../../.wrangler/killed"),
    entry: "test/worker/crashWorker.ts",
    pages: false,
  })
  stage = await setStage(stack)
})
afterAll(() => stack.close())

it.each([
  ["while the answer is held", 0, "reauth_required: lost_rotation"],
  ["while the answer is held", 600, "connected"],
  ["before the commit is synced", 600, "connected"],
] as const)(
  "a Worker that is killed %s, leeway %i s, ends as it must",
  async (name, leeway, ends) => {
    const seam = SEAMS.find((one) => one.seam === name)
    if (seam === undefined) throw new Error(`No such seam: ${name}`)
    const row = await crashAt(stage, "miro", seam, leeway)
    expect(row).toMatchObject({ ends, expected: ends })
    // The request that was cut, and its replay.
    expect(row.tokenRequests).toBe(2)
  },
)
