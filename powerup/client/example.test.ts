import { expect, it, vi } from "vitest"

it("runs the README's example through to a connection", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue()
  await import("./example.ts")
  const lines = log.mock.calls.map(([line]) => String(line))
  log.mockRestore()
  expect(lines.map((line) => line.split(":")[0])).toEqual(["ready", "opened", "ended"])
  expect(lines.at(-1)).toBe("ended: connected")
})
