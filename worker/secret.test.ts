import { describe, expect, it, vi } from "vitest"
import { Secret } from "./secret.ts"

const secret = new Secret("hunter2")

describe("a secret", () => {
  it.each([
    ["as text", () => String(secret)],
    ["as JSON", () => JSON.stringify({ secret, nested: [secret] })],
    ["in an error's message", () => String(new Error(`refused ${String(secret)}`))],
    ["by its own keys", () => Object.values(secret).join() + Object.keys(secret).join()],
    ["when it is cloned", () => JSON.stringify(structuredClone({ secret }))],
  ])("does not show %s", (_where, show) => {
    expect(show()).not.toContain("hunter2")
  })

  it("is not shown when it is logged", () => {
    const shown: string[] = []
    const log = vi.spyOn(console, "log").mockImplementation((...parts) => {
      shown.push(parts.map((part) => JSON.stringify(part)).join(" "))
    })
    console.log("token", secret, { secret })
    log.mockRestore()
    expect(shown.join()).toContain("[secret]")
    expect(shown.join()).not.toContain("hunter2")
  })

  it("is told only to whoever asks for it", () => {
    expect(secret.reveal()).toBe("hunter2")
  })
})
