import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { checkSequences } from "./sequences.fixture.ts"

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

it("needs a person only after a real refusal of the stored token, in 250 sequences of everything that fails", async () => {
  const { lost } = await checkSequences(250, 20_261_122)
  expect(lost, "the sequences reach the verdict too").toBeGreaterThan(12)
  expect(lost, "and most of them do not").toBeLessThan(175)
})
