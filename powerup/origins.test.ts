import { describe, expect, it } from "vitest"
import { parseOrigins } from "./origins.ts"

const toml = `
name = "x"
[vars]
APP_ORIGIN = "https://cards.example" # where we are
TRELLO_ORIGIN = "https://trello.com"
TRELLO_LIBRARY_URL = "https://p.trellocdn.com/power-up.min.js"
MIRO_ORIGIN = "https://miro.com"

[env.other.vars]
APP_ORIGIN = "https://other.example"
[assets]
MIRO_ORIGIN = "https://assets.example"
`

describe("parseOrigins", () => {
  it("reads the vars of wrangler.toml and of no other table", () => {
    expect(parseOrigins(toml, {})).toEqual({
      app: "https://cards.example",
      trello: "https://trello.com",
      trelloLibrary: "https://p.trellocdn.com/power-up.min.js",
      miro: "https://miro.com",
    })
  })

  it("lets the environment name the stand-ins instead", () => {
    const { app, trello } = parseOrigins(toml, { TRELLO_ORIGIN: "http://127.0.0.1:8788" })
    expect({ app, trello }).toEqual({
      app: "https://cards.example",
      trello: "http://127.0.0.1:8788",
    })
  })

  it("reads a table at the end of the file, and Windows line ends", () => {
    const last = toml.slice(toml.indexOf("[vars]"), toml.indexOf("[env"))
    expect(parseOrigins(last, {}).miro).toBe("https://miro.com")
    expect(parseOrigins(toml.replaceAll("\n", "\r\n"), {}).miro).toBe("https://miro.com")
  })

  it.each([
    ["a missing one", { APP_ORIGIN: "" }, "APP_ORIGIN"],
    ["everybody", { TRELLO_ORIGIN: "*" }, "TRELLO_ORIGIN"],
    ["a path", { APP_ORIGIN: "https://cards.example/" }, "APP_ORIGIN"],
    ["another scheme", { TRELLO_LIBRARY_URL: "javascript:1" }, "TRELLO_LIBRARY_URL"],
    ["words", { MIRO_ORIGIN: "https://" }, "MIRO_ORIGIN"],
  ])("refuses %s and names the variable", (_, overrides, name) => {
    expect(() => parseOrigins(toml, overrides)).toThrow(name)
  })
})
