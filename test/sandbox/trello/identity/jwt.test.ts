import { decodeProtectedHeader, importSPKI, jwtVerify } from "jose"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Client, startClient } from "../testing.ts"

let trello: Client
beforeAll(async () => {
  trello = await startClient()
})
afterAll(() => trello.close())

const main = () => trello.board("Website relaunch")

async function verify(jwt: string) {
  const { keys } = (await trello.call("GET", "/1/resource/jwt-public-keys")).json
  const [pem = ""] = keys as string[]
  const options = { issuer: "trello", algorithms: ["RS256"] }
  return await jwtVerify(jwt, await importSPKI(pem, "RS256"), options)
}

describe("GET /_sandbox/jwt", () => {
  it("signs what t.jwt() would give, for 15 minutes, without key id", async () => {
    const [card] = main().cards
    const member = trello.member("amaraokafor")
    const path = `/_sandbox/jwt?member=${member}&board=${main().id}&card=${card?.shortLink}`
    const jwt = String((await trello.call("GET", path)).json["jwt"])
    const { payload } = await verify(jwt)
    expect(payload).toEqual({
      idPlugin: trello.seed.idPlugin,
      idBoard: main().id,
      idMember: member,
      idCard: card?.id,
      iat: expect.any(Number),
      exp: (payload.iat ?? 0) + 900,
      iss: "trello",
    })
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: "RS256", typ: "JWT" })
  })

  it("is the plain member on the main board unless told otherwise", async () => {
    const { payload } = await verify(
      String((await trello.call("GET", "/_sandbox/jwt")).json["jwt"]),
    )
    expect(payload).toMatchObject({
      idMember: trello.member("diegofernandez"),
      idBoard: main().id,
    })
    expect("idCard" in payload).toBe(false)
  })

  it.each(["member=x", "board=x", "card=x"])("answers 400 to %s", async (query) => {
    const answer = await trello.call("GET", `/_sandbox/jwt?${query}`)
    expect([answer.status, typeof answer.json["error"]]).toEqual([400, "string"])
  })
})

const ask = (username: string | null, body: unknown, idPlugin = trello.seed.idPlugin) =>
  trello.call("POST", `/1/plugin/${idPlugin}/jwt`, {
    cookie: `viewer=${username === null ? "none" : trello.member(username)}`,
    body,
  })

describe("POST /1/plugin/{id}/jwt", () => {
  it("signs the viewer, the open board and the echoed state", async () => {
    const answer = await ask("diegofernandez", { idBoard: main().id, state: "nonce" })
    const { payload } = await verify(String(answer.json["jwt"]))
    expect(payload).toMatchObject({ idMember: trello.member("diegofernandez"), state: "nonce" })
  })

  it("gives nothing to somebody signed out, to an outsider or to a program", async () => {
    const body = { idBoard: main().id }
    expect((await ask(null, body)).status).toBe(401)
    expect((await ask("tomlindqvist", body)).status).toBe(404)
    const path = `/1/plugin/${trello.seed.idPlugin}/jwt`
    const token = (await trello.connect()).access_token
    expect((await trello.call("POST", path, { body, token })).status).toBe(401)
  })

  it("gives nothing where the Power-Up is off, for other cards or for a long state", async () => {
    expect((await ask("amaraokafor", { idBoard: trello.board("Hiring").id })).status).toBe(403)
    const idCard = trello.board("Mobile app").cards[0]?.id
    expect((await ask("diegofernandez", { idBoard: main().id, idCard })).status).toBe(404)
    const state = "a".repeat(2049)
    expect((await ask("diegofernandez", { idBoard: main().id, state })).status).toBe(400)
  })
})
