import { describe, expect, it } from "vitest"
import { CONFIG } from "../config.fixture.ts"
import { providerSpec } from "./index.ts"
import { parseCallback } from "./tokenEndpoint.ts"

const trello = providerSpec(CONFIG, "trello")

describe("parseCallback", () => {
  it.each([
    ["code=c&state=s1", "code"],
    ["state=s1", "denied"],
    ["error=access_denied&state=s1", "denied"],
    ["error=server_error&state=s1", "failed"],
    ["error=access_denied", "mismatch"],
    ["code=c", "mismatch"],
    ["code=c&state=s2", "mismatch"],
    ["code=c&state=", "mismatch"],
    ["code=c&state=s1&state=s1", "mismatch"],
    ["", "mismatch"],
  ])("%j: %s", (query, expected) => {
    expect(parseCallback(trello, new URLSearchParams(query), "s1").kind).toBe(expected)
  })
})
