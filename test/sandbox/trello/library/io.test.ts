import { describe, expect, it } from "vitest"
import { buildPage, type Posted } from "../page/host/stage.ts"
import { buildIdSource } from "./ids.ts"
import { openIo } from "./io.ts"
import { absoluteUrl, serialize } from "./serialize.ts"
import { startIframe } from "./start.ts"

const silent = {
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  deliver: () => undefined,
}

function open(log: Posted[]) {
  const page = buildPage(silent, "https://pu.example/", log)
  const io = openIo({
    local: page.local,
    remote: page.environment.parent,
    targetOrigin: "*",
    secret: "secret",
    handlers: new Map(),
    newId: buildIdSource(() => 0),
    serialize: (value) => value,
  })
  return { page, io }
}

describe("the library's end of the wire", () => {
  it("puts what is said in one turn into one envelope, with ids that count up", async () => {
    const log: Posted[] = []
    const { io } = open(log)
    void io.request("one", { a: 1 })
    void io.request("two")
    await expect.poll(() => log.length).toBe(1)
    expect(log[0]?.data).toEqual({
      type: "bulk",
      secret: "secret",
      data: [
        { type: "request", data: { id: "00000000000000001", command: "one", args: [{ a: 1 }] } },
        { type: "request", data: { id: "00000000000000002", command: "two", args: [] } },
      ],
    })
  })

  it("takes a bare response as well as a bulk, and keeps the code of a failure", async () => {
    const { page, io } = open([])
    const good = io.request("one")
    const bad = io.request("two")
    const deliver = (data: unknown): void =>
      page.local.deliver({ data, source: page.toHost, origin: "https://trello.example" })
    deliver({ type: "response", data: { to: "00000000000000001", success: true, response: 7 } })
    const failure = { code: "invalid context", message: "No." }
    deliver({
      type: "bulk",
      data: [
        { type: "response", data: { to: "00000000000000002", success: false, response: failure } },
      ],
    })
    expect(await good).toBe(7)
    await expect(bad).rejects.toMatchObject(failure)
  })

  it.each([
    null,
    7,
    "text",
    [],
    {},
    { type: "bulk" },
    { type: "response" },
    { type: "bulk", data: [null, 1] },
  ])("is not disturbed by %j", (data) => {
    const { page } = open([])
    expect(() => page.local.deliver({ data, source: page.toHost, origin: "x" })).not.toThrow()
  })
})

describe("what is sent", () => {
  it("has absolute addresses in url and icon, references for functions, ISO dates, nothing undefined", () => {
    const sent = serialize(
      {
        url: "./a",
        icon: "./b",
        text: "./c",
        nested: [{ url: "./d" }],
        icons: { dark: "./e" },
        fn: () => 1,
        at: new Date(0),
        gone: undefined,
      },
      "https://pu.example/connector/index.html",
      () => ({ _callback: "cb1" }),
    )
    expect(sent).toEqual({
      url: "https://pu.example/connector/./a",
      icon: "https://pu.example/connector/./b",
      text: "./c",
      nested: [{ url: "https://pu.example/connector/./d" }],
      icons: { dark: "./e" },
      fn: { _callback: "cb1" },
      at: "1970-01-01T00:00:00.000Z",
    })
  })

  it.each(["https://x.example/./a", "/a", "../a", "a"])("leaves the address %s alone", (url) => {
    expect(absoluteUrl(url, "https://pu.example/p")).toBe(url)
  })
})

describe("a page without design tokens", () => {
  it("gets no colour mode on its root, only the event", () => {
    const page = buildPage(
      silent,
      `https://pu.example/#${encodeURIComponent('{"context":{"initialTheme":"dark"}}')}`,
      [],
    )
    const t = startIframe(page.environment, { useADSTokens: false })
    const heard: string[] = []
    t.subscribeToThemeChanges((theme) => void heard.push(theme))
    page.local.deliver({
      data: { type: "TRELLO-THEME-CHANGE", theme: "light" },
      source: page.toHost,
      origin: "https://trello.example",
    })
    expect(page.modes).toEqual([])
    expect(heard).toEqual(["light"])
  })

  it("does not hear themes from anybody but its parent", () => {
    const page = buildPage(silent, "https://pu.example/", [])
    startIframe(page.environment)
    page.local.deliver({ data: { theme: "dark" }, source: silent, origin: "https://evil.example" })
    expect(page.modes).toEqual([])
  })
})
