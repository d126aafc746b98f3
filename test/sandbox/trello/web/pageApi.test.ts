import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient } from "../testing.ts"

let trello: Client
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())
beforeEach(() => trello.control("reset"))

const main = () => trello.board("Website relaunch")
const as = (username: string | null) => ({
  cookie: `viewer=${username === null ? "none" : trello.member(username)}`,
})
const state = async (username: string | null, board = main().id) => {
  const answer = await trello.call("GET", `/_page/state?board=${board}`, as(username))
  return { status: answer.status, ...answer.json } as {
    status: number
    viewer: Record<string, unknown> | null
    pluginData: Record<string, unknown>[]
    plugin: Record<string, unknown>
    board: Record<string, unknown[]>
  }
}
const write = (username: string | null, body: Record<string, unknown>) =>
  trello.call("PUT", "/_page/pluginData", { ...as(username), body })

describe("the page's state", () => {
  it.each([
    ["amaraokafor", "admin", true, true],
    ["diegofernandez", "normal", true, true],
    ["leilahaddad", "observer", false, true],
    ["yukitanaka", "guest", true, false],
  ])("tells what %s is: %s", async (username, role, board, organization) => {
    expect((await state(username)).viewer).toMatchObject({
      roleOnBoard: role,
      canWriteBoard: board,
      canWriteOrganization: organization,
    })
  })

  it("is 404 for an outsider and readable without account on a public board", async () => {
    expect((await state("tomlindqvist")).status).toBe(404)
    expect((await state(null)).status).toBe(404)
    const open = await state(null, trello.board("Public roadmap").shortLink)
    expect([open.status, open.viewer]).toEqual([200, null])
  })

  it("holds the board with all its cards, archived ones too, and the Power-Up", async () => {
    const { board, plugin } = await state("diegofernandez")
    expect([board["cards"]?.length, board["lists"]?.length]).toEqual([20, 5])
    expect(plugin).toMatchObject({
      id: trello.seed.idPlugin,
      enabled: true,
      connectorUrl: "http://localhost:8787/connector/",
    })
  })

  it("is the plain member's until somebody else is chosen", async () => {
    const answer = await trello.call("GET", `/_page/state?board=${main().id}`)
    expect(answer.json["viewer"]).toMatchObject({ username: "diegofernandez" })
    const member = trello.member("amaraokafor")
    const chosen = await trello.call("POST", "/_page/viewer", { body: { member } })
    expect(chosen.headers.get("set-cookie")).toContain(`viewer=${member}`)
    const unknown = await trello.call("POST", "/_page/viewer", { body: { member: "x" } })
    expect(unknown.status).toBe(404)
  })
})

describe("pluginData", () => {
  const shared = { scope: "board", visibility: "shared", value: '{"m":"1"}' }

  it("shares with everybody on the board, and over REST", async () => {
    expect((await write("diegofernandez", { ...shared, idModel: main().id })).status).toBe(200)
    expect((await state("leilahaddad")).pluginData).toEqual([{ ...shared, idModel: main().id }])
    const tokens = await trello.connect("amaraokafor")
    const rest = await trello.get(`/1/boards/${main().id}/pluginData`, tokens)
    expect(JSON.parse(rest.text)).toMatchObject([{ value: shared.value, access: "shared" }])
  })

  it("keeps private data to its writer", async () => {
    const card = main().cards[0]?.id
    const row = { scope: "card", visibility: "private", idModel: card, value: '{"a":1}' }
    await write("diegofernandez", row)
    expect((await state("diegofernandez")).pluginData).toEqual([row])
    expect((await state("amaraokafor")).pluginData).toEqual([])
  })

  it.each(["", null])("removes what is written as %o", async (value) => {
    await write("diegofernandez", { ...shared, idModel: main().id })
    await write("diegofernandez", { ...shared, idModel: main().id, value })
    expect((await state("diegofernandez")).pluginData).toEqual([])
  })

  it.each([
    ["board", 8192],
    ["organization", 8192],
    ["card", 4096],
    ["member", 4096],
  ])("takes as many characters of %s data as Trello: %i", async (scope, max) => {
    const ids: Record<string, string | undefined> = {
      board: main().id,
      organization: main().idOrganization ?? "",
      card: main().cards[0]?.id,
      member: trello.member("diegofernandez"),
    }
    const row = { scope, visibility: "private", idModel: ids[scope] }
    const put = (length: number) => write("diegofernandez", { ...row, value: "x".repeat(length) })
    expect((await put(max)).status).toBe(200)
    expect((await put(max + 1)).status).toBe(400)
  })

  it("refuses shared data that looks like a secret", async () => {
    const row = { ...shared, idModel: main().id, value: '{"refresh_token":"x"}' }
    expect((await write("diegofernandez", row)).json["message"]).toMatch(/potential secret/)
    expect((await write("diegofernandez", { ...row, visibility: "private" })).status).toBe(200)
  })

  it("lets those who may not edit keep private data only", async () => {
    const row = { ...shared, idModel: main().id }
    expect((await write("leilahaddad", row)).status).toBe(401)
    expect((await write("leilahaddad", { ...row, visibility: "private" })).status).toBe(200)
    expect((await write("tomlindqvist", row)).status).toBe(404)
    expect((await write(null, row)).status).toBe(401)
  })
})

describe("live changes", () => {
  it("name the board whenever REST, pluginData or the Power-Up's switch changes it", async () => {
    const abort = new AbortController()
    const stream = await fetch(`${trello.origin}/_page/events`, { signal: abort.signal })
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    const next = async (): Promise<string> => {
      const { value = "" } = (await reader?.read()) ?? {}
      return value
    }
    expect(await next()).toContain("event: open")
    const change = `event: change\ndata: {"board":"${main().id}"}`
    const body = { name: "Seen" }
    await trello.call("PUT", `/1/cards/${main().cards[0]?.id}`, { ...as("diegofernandez"), body })
    expect(await next()).toContain(change)
    await write("diegofernandez", {
      scope: "board",
      visibility: "shared",
      idModel: main().id,
      value: "{}",
    })
    expect(await next()).toContain(change)
    const off = { board: main().id, enabled: false }
    await trello.call("PUT", "/_page/plugin", { ...as("diegofernandez"), body: off })
    expect(await next()).toContain(change)
    expect((await state("diegofernandez")).plugin["enabled"]).toBe(false)
    abort.abort()
  })

  it("let nobody without the right to edit switch the Power-Up", async () => {
    const body = { board: main().id, enabled: false }
    const answer = await trello.call("PUT", "/_page/plugin", { ...as("leilahaddad"), body })
    expect(answer.status).toBe(401)
    expect((await state("diegofernandez")).plugin["enabled"]).toBe(true)
  })
})

describe("pages", () => {
  it("say where to click first and remember who looks", async () => {
    const answer = await trello.call("GET", "/")
    expect(answer.text).toContain(`/b/${main().shortLink}`)
    expect(answer.headers.get("set-cookie")).toMatch(/^viewer=[0-9a-f]{24}; Path=\/; HttpOnly/)
  })

  it("are 404 for an unknown board or card", async () => {
    expect((await trello.call("GET", "/b/AAAABBBB")).status).toBe(404)
    expect((await trello.call("GET", "/c/AAAABBBB/1-x")).status).toBe(404)
  })

  it("show avatars as pictures", async () => {
    const path = `/avatars/${trello.member("amaraokafor")}/170.png`
    const answer = await trello.call("GET", path)
    expect(answer.headers.get("content-type")).toMatch(/^image\/svg\+xml/)
    expect(answer.text).toContain(">AO</text>")
  })
})
