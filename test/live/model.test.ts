import { expect, it } from "vitest"
import { checkLiveSync } from "./model.ts"

/** `npm run soak` runs hundreds. */
const RUNS = 15

it("leaves both sides equal, whatever people, networks and processes do", async () => {
  const { broken, ...summary } = await checkLiveSync(RUNS, 20_261_125)
  expect(broken).toEqual([])
  // And something happened.
  expect(summary.edits).toBeGreaterThan(10 * RUNS)
  expect(summary.patches).toBeGreaterThan(5 * RUNS)
  expect(summary.faults).toBeGreaterThan(RUNS)
  expect(summary.kills).toBeGreaterThan(RUNS)
  expect(summary.moves).toBeGreaterThan(0)
}, 60_000)
