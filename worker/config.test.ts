import { describe, expect, it } from "vitest"
import { VARIABLES } from "./config.fixture.ts"
import { readConfig } from "./config.ts"

const read = (changes: Readonly<Record<string, unknown>>) =>
  readConfig({ ...VARIABLES, ...changes } as unknown as Env)

function refusalOf(changes: Readonly<Record<string, unknown>>): string {
  try {
    read(changes)
  } catch (error) {
    return String(error)
  }
  throw new Error("It was taken")
}

describe("readConfig", () => {
  it("takes a whole configuration", () => {
    const config = read({})
    expect(config).toMatchObject({
      APP_ORIGIN: "https://app.example",
      MIRO_CLIENT_ID: "miro-client",
    })
    expect(config.SEALING_KEYS.reveal()).toBe(VARIABLES.SEALING_KEYS)
    expect(config.MIRO_CLIENT_SECRET.map((secret) => secret.reveal())).toEqual([
      "miro-client-secret",
    ])
  })

  it("takes two client secrets while they are exchanged, and no more", () => {
    const { TRELLO_CLIENT_SECRET } = read({ TRELLO_CLIENT_SECRET: "newer, older" })
    expect(TRELLO_CLIENT_SECRET.map((secret) => secret.reveal())).toEqual(["newer", "older"])
    expect(refusalOf({ TRELLO_CLIENT_SECRET: "a,b,c" })).toContain("two secrets at most")
    expect(refusalOf({ TRELLO_CLIENT_SECRET: "a," })).toContain("must not hold an empty secret")
  })

  it("waits 15 seconds for a provider unless told otherwise", () => {
    expect(read({ UPSTREAM_TIMEOUT_MS: undefined }).UPSTREAM_TIMEOUT_MS).toBe("15000")
  })

  it.each(Object.keys(VARIABLES).filter((name) => name !== "UPSTREAM_TIMEOUT_MS"))(
    "names %s when it is missing",
    (name) => {
      expect(refusalOf({ [name]: undefined })).toContain(`${name} is missing`)
    },
  )

  it("names everything that is wrong at once", () => {
    const words = refusalOf({ APP_ORIGIN: "https://app.example/", MIRO_CLIENT_ID: "" })
    expect(words).toMatch(/APP_ORIGIN must be an origin/)
    expect(words).toMatch(/MIRO_CLIENT_ID must not be empty/)
  })

  it.each([
    ["APP_ORIGIN", "hunter2-origin/x"],
    ["TRELLO_PLUGIN_ID", "hunter2"],
    ["TRELLO_CLIENT_SECRET", { secret: "hunter2" }],
    ["MIRO_CLIENT_SECRET", 20_222_022],
    ["SEALING_KEYS", ["hunter2"]],
    ["UPSTREAM_TIMEOUT_MS", "hunter2"],
  ])("never tells the value of %s", (name, value) => {
    const words = refusalOf({ [name]: value })
    expect(words).toContain(name)
    expect(words).not.toMatch(/hunter2|20222022/)
  })
})
