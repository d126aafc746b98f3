import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient, type Tokens } from "../testing.ts"

let trello: Client
let diego: Tokens
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())
beforeEach(async () => {
  await trello.control("reset")
  diego = await trello.connect()
})

const main = () => trello.board("Website relaunch")
const card = () => main().cards[0]?.id ?? ""
const plain = async (path: string, tokens: Tokens) => {
  const { status, text, headers } = await trello.get(path, tokens)
  return [status, text, headers.get("content-type")?.split(";")[0]]
}

describe("credentials", () => {
  it.each([
    ["no credentials", {}, "", "unauthorized permission requested"],
    ["a made-up token", { token: "tra_x" }, "", "invalid token"],
    ["key and token in the query", {}, "?key=abc&token=def", "invalid key"],
    ["a token in the query", {}, "?token=def", "invalid token"],
    [
      "the old header",
      { headers: { authorization: 'OAuth oauth_token="x"' } },
      "",
      "invalid token",
    ],
  ])("answers 401 as plain text to %s", async (_name, options, query, words) => {
    const answer = await trello.call("GET", `/1/members/me${query}`, options)
    expect([answer.status, answer.text]).toEqual([401, words])
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/)
  })

  it.each(["/1/cards/xyz", "/1/boards/toolongtobeashortlink", "/1/lists/AAAABBBB", "/1/cards/!"])(
    "checks the form of ids before anything else: %s",
    async (path) => {
      const answer = await trello.call("GET", path)
      expect([answer.status, answer.text]).toEqual([400, "invalid id"])
    },
  )
})

describe("scopes", () => {
  it.each([
    ["GET", "/1/cards/{card}", "read:organization:trello"],
    ["GET", "/1/boards/{board}", "read:member:trello"],
    ["GET", "/1/organizations/{workspace}", "read:board:trello"],
    ["POST", "/1/cards", "read:board:trello"],
    ["PUT", "/1/cards/{card}", "write:board:trello"],
    ["PUT", "/1/cards/{card}", "read:board:trello"],
    ["DELETE", "/1/cards/{card}", "read:board:trello"],
    ["POST", "/1/cards/{card}/actions/comments", "read:board:trello"],
  ])("%s %s needs more than %s", async (method, path, scope) => {
    const tokens = await trello.connect("diegofernandez", scope)
    const real = path
      .replace("{card}", card())
      .replace("{board}", main().id)
      .replace("{workspace}", trello.seed.workspaces[0]?.id ?? "")
    const answer = await trello.call(method, real, {
      token: tokens.access_token,
      ...(method === "GET" ? {} : { body: {} }),
    })
    expect([answer.status, answer.text]).toEqual([401, "missing scopes"])
  })

  it("are not needed for one's own profile", async () => {
    const tokens = await trello.connect("diegofernandez", "read:board:trello")
    expect((await trello.get("/1/members/me?fields=id", tokens)).json).toEqual({
      id: trello.member("diegofernandez"),
    })
  })
})

describe("the workspace restriction", () => {
  it("answers 403 to what the member sees in another workspace or in none", async () => {
    for (const name of ["Mobile app", "Home renovation"]) {
      const board = trello.board(name)
      expect((await trello.get(`/1/boards/${board.id}`, diego)).status).toBe(403)
      expect((await trello.get(`/1/cards/${board.cards[0]?.id}`, diego)).status).toBe(403)
    }
    const path = `/1/organizations/${trello.seed.workspaces[1]?.id}`
    expect((await trello.get(path, diego)).status).toBe(403)
  })

  it("leaves other workspaces out of lists", async () => {
    const boards = await trello.get("/1/members/me/boards?fields=name", diego)
    expect(boards.text).toContain("Website relaunch")
    expect(boards.text).not.toMatch(/Mobile app|Home renovation/)
    const organizations = await trello.get("/1/members/me/organizations?fields=name", diego)
    expect(JSON.parse(organizations.text)).toHaveLength(1)
    const search = await trello.get("/1/search?query=map&modelTypes=cards", diego)
    expect(search.json["cards"]).toEqual([])
  })

  it("names no board or workspace beyond the token's in a member's record", async () => {
    const me = (await trello.get("/1/members/me?fields=idBoards,idOrganizations", diego)).json
    expect(me["idOrganizations"]).toEqual([trello.seed.workspaces[0]?.id])
    expect(me["idBoards"]).toEqual([main().id, trello.board("Public roadmap").id])
  })

  it("opens the other workspace to a token for it", async () => {
    const tokens = await trello.connect("diegofernandez", undefined, 1)
    expect((await trello.get(`/1/boards/${trello.board("Mobile app").id}`, tokens)).status).toBe(
      200,
    )
    expect((await trello.get(`/1/boards/${main().id}`, tokens)).status).toBe(403)
  })
})

describe("visibility", () => {
  it("hides a private board and its cards from the rest of the workspace", async () => {
    const board = trello.board("Hiring")
    const missing = "The requested resource was not found."
    expect(await plain(`/1/boards/${board.id}`, diego)).toEqual([
      404,
      "model not found",
      "text/plain",
    ])
    expect(await plain(`/1/cards/${board.cards[0]?.id}`, diego)).toEqual([
      404,
      missing,
      "text/plain",
    ])
    const amara = await trello.connect("amaraokafor")
    expect((await trello.get(`/1/boards/${board.id}`, amara)).status).toBe(200)
  })

  it("lets a guest see and change the one board, and not the workspace", async () => {
    const scope = "read:board:trello write:board:trello read:organization:trello"
    const yuki = await trello.connect("yukitanaka", scope)
    const put = await trello.call("PUT", `/1/cards/${card()}`, {
      token: yuki.access_token,
      body: { name: "Renamed by a guest" },
    })
    expect([put.status, put.json["name"]]).toEqual([200, "Renamed by a guest"])
    expect((await trello.get(`/1/boards/${trello.board("Hiring").id}`, yuki)).status).toBe(404)
    const path = `/1/organizations/${trello.seed.workspaces[0]?.id}`
    expect((await trello.get(path, yuki)).status).toBe(404)
  })

  it("lets an observer read and comment but not edit", async () => {
    const leila = await trello.connect("leilahaddad", "read:board:trello write:board:trello")
    expect((await trello.get(`/1/cards/${card()}`, leila)).status).toBe(200)
    const options = { token: leila.access_token, body: { name: "x", text: "Nice" } }
    const put = await trello.call("PUT", `/1/cards/${card()}`, options)
    expect([put.status, put.text]).toEqual([401, "unauthorized permission requested"])
    const comment = await trello.call("POST", `/1/cards/${card()}/actions/comments`, options)
    expect(comment.status).toBe(200)
  })

  it("lets nobody comment on a public board who is not on it", async () => {
    const cookie = `viewer=${trello.member("tomlindqvist")}`
    const path = `/1/cards/${trello.board("Public roadmap").cards[0]?.id}`
    expect((await trello.call("GET", path, { cookie })).status).toBe(200)
    const body = { text: "Hello" }
    expect((await trello.call("POST", `${path}/actions/comments`, { cookie, body })).status).toBe(
      401,
    )
  })

  it("takes paths with a slash at the end, as the documents write some", async () => {
    expect((await trello.get(`/1/plugins/${trello.seed.idPlugin}/`, diego)).status).toBe(200)
  })

  it("shows an archived card and answers 404 to an unknown one", async () => {
    const archived = main().cards.find(({ closed }) => closed)
    expect((await trello.get(`/1/cards/${archived?.id}`, diego)).json["closed"]).toBe(true)
    expect((await trello.get(`/1/cards/${"0".repeat(24)}`, diego)).status).toBe(404)
  })
})

const read = (name: string) =>
  trello.call("GET", `/1/boards/${trello.board(name).id}`, { cookie: "viewer=none" })

describe("the web client", () => {
  it("acts with the rights of the member who looks, in all workspaces and without limits", async () => {
    const cookie = `viewer=${trello.member("diegofernandez")}`
    const answer = await trello.call("GET", `/1/boards/${trello.board("Home renovation").id}`, {
      cookie,
    })
    expect(answer.status).toBe(200)
    expect([...answer.headers.keys()].some((name) => name.startsWith("x-rate-limit"))).toBe(false)
    const log = (await trello.call("GET", "/_sandbox/requests")).text
    expect(log).not.toContain("/1/boards/")
  })

  it("sees public boards alone when signed out", async () => {
    expect((await read("Public roadmap")).status).toBe(200)
    expect((await read("Website relaunch")).status).toBe(404)
  })
})
