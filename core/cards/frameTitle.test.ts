import { describe, expect, it } from "vitest"
import { buildFrameTitle, renameFrameTitle } from "./frameTitle.ts"

describe("a frame's title", () => {
  it("is its list's name, and a number from the second one on", () => {
    expect(buildFrameTitle("Doing", 1)).toBe("Doing")
    expect(buildFrameTitle("Doing", 2)).toBe("Doing (2)")
    expect(buildFrameTitle("  \n ", 1)).toBe("–")
  })

  it("says two hundred characters at most", () => {
    expect(buildFrameTitle("x".repeat(500), 1).length).toBeLessThanOrEqual(200)
  })
})

describe("a frame whose list has another name", () => {
  it.each([
    ["Doing", "In work", true, "In work"],
    ["Doing (2)", "In work", false, "In work (2)"],
    ["Doing", "In work", false, "In work"],
    ["Doing (2)", "Doing", false, "Doing (2)"],
    ["Doing (2)", "Doing", true, "Doing"],
    ["Q1 (2)", "Q2 (3)", true, "Q2 (3)"],
  ])("%j is %j now (its only one: %s): %j", (title, name, isOnly, expected) => {
    expect(renameFrameTitle(title, name, isOnly)).toBe(expected)
  })
})
