import { resolve } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { findPorts } from "../run/ports.ts"
import { type Stack, startStack } from "../run/stack.ts"
import { measureCallers } from "../soak/callers.ts"
import { crashAt, SEAMS } from "../soak/crashes.ts"
import { crashJobAt } from "../soak/jobCrashes.ts"
import { JOB_MOMENTS } from "../soak/jobMoments.ts"
import { setStage, type Stage } from "../soak/people.ts"

/** Samples of `npm run soak`: a running Worker that is asked by many at once, and killed in the midst of a refresh or a job. */
let stack: Stack
let stage: Stage<Stack>

beforeAll(async () => {
  stack = await startStack({
    ports: await findPorts(),
    folder: resolve(import.meta.dirname, "../../.wrangler/vault"),
    entry: "test/worker/crashWorker.ts",
    pages: false,
  })
  stage = await setStage(stack)
})
afterAll(() => stack.close())

it("is refreshed once for 100 callers over 20 connections, and not again for stragglers", async () => {
  expect(await measureCallers(stage, { callers: 100, connections: 20 })).toMatchObject({
    refreshes: 1,
    stragglerRefreshes: 0,
    failed: 0,
  })
})

it.each([
  ["while the answer is held", 0, "reauth_required: lost_rotation"],
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

it.each([
  ["while answers about cards are held", "leaves each card on Miro once", 60, 0],
  ["while answers about deletions are held", "leaves none of its cards", 0, 60],
] as const)(
  "a job whose Worker is killed %s %s, and says so",
  async (name, _, created, removed) => {
    const moment = JOB_MOMENTS.find((one) => one.moment === name)
    if (moment === undefined) throw new Error(`No such moment: ${name}`)
    const row = await crashJobAt(stage, moment, { cards: 60 })
    expect(row).toMatchObject({ wrong: [], job: { state: "done", created, removed, failed: 0 } })
  },
)
