import { createHmac } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Client, startClient, type Tokens } from "../testing.ts"

let trello: Client
let tokens: Tokens
let receiver: Server
let callbackURL = ""
let statuses: number[] = []
let headStatus = 200
let posts: { body: string; signature: string }[] = []

beforeAll(async () => {
  trello = await startClient()
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      response.statusCode = request.method === "HEAD" ? headStatus : (statuses.shift() ?? 200)
      if (request.method === "POST") {
        const signature = String(request.headers["x-trello-webhook"])
        posts.push({ body: Buffer.concat(chunks).toString(), signature })
      }
      response.end()
    })
  })
  await new Promise<void>((resolve) => {
    receiver.listen(0, "127.0.0.1", resolve)
  })
  callbackURL = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks?board=1`
})
afterAll(async () => {
  await trello.close()
  receiver.close()
})
beforeEach(async () => {
  await trello.control("reset")
  statuses = []
  posts = []
  headStatus = 200
  tokens = await trello.connect()
})

const main = () => trello.board("Website relaunch")
const create = (change: Record<string, unknown> = {}, by = tokens) =>
  trello.call("POST", "/1/webhooks", {
    token: by.access_token,
    body: { callbackURL, idModel: main().id, ...change },
  })
const readWebhook = (id: unknown, by = tokens) => trello.get(`/1/webhooks/${String(id)}`, by)
const rename = (name: string) =>
  trello.call("PUT", `/1/cards/${main().cards[0]?.id}`, {
    cookie: `viewer=${trello.member("amaraokafor")}`,
    body: { name },
  })
const until = (holds: () => boolean | Promise<boolean>) =>
  expect.poll(holds, { timeout: 5000, interval: 20 }).toBe(true)

describe("a webhook", () => {
  it("tells the callback what happened, signed with the client's secret", async () => {
    const { json } = await create({ description: "Ours" })
    expect(json).toMatchObject({ active: true, description: "Ours", consecutiveFailures: 0 })
    await rename("Renamed")
    await until(() => posts.length === 1)
    const [{ body, signature } = { body: "", signature: "" }] = posts
    const mac = createHmac("sha1", trello.seed.client.secret).update(body + callbackURL)
    expect(signature).toBe(mac.digest("base64"))
    expect(JSON.parse(body)).toMatchObject({
      action: {
        type: "updateCard",
        idMemberCreator: trello.member("amaraokafor"),
        data: { card: { name: "Renamed" }, board: { id: main().id } },
      },
      model: { id: main().id },
      webhook: { id: json["id"], callbackURL },
    })
  })

  it("is not stored when the callback does not answer HEAD with 200", async () => {
    headStatus = 204
    const answer = await create()
    expect(answer.status).toBe(400)
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/)
  })

  it("is refused twice, for other workspaces and for what nobody may see", async () => {
    expect((await create()).status).toBe(200)
    expect((await create()).text).toContain("already exists")
    expect((await create({ idModel: trello.board("Mobile app").id })).status).toBe(403)
    expect((await create({ idModel: trello.board("Hiring").id })).status).toBe(404)
    const poor = await trello.connect("amaraokafor", "read:organization:trello")
    expect((await create({}, poor)).text).toBe("missing scopes")
  })

  it("belongs to its grant, also after a rotation", async () => {
    const { json } = await create()
    const other = await trello.connect("amaraokafor")
    expect((await readWebhook(json["id"], other)).text).toBe("webhook does not belong to token")
    const next = (await trello.refresh(tokens.refresh_token)).json as unknown as Tokens
    expect((await readWebhook(json["id"], next)).status).toBe(200)
  })

  it("dies with a rotation where the quirk says so, and always with the grant", async () => {
    await trello.control("quirks", { webhooksDieOnRefresh: true })
    const first = (await create()).json["id"]
    tokens = (await trello.refresh(tokens.refresh_token)).json as unknown as Tokens
    expect((await readWebhook(first)).status).toBe(404)
    await create()
    const { access_token: token } = tokens
    await trello.call("DELETE", `/1/tokens/${token}`, { token })
    await rename("Nobody hears this")
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
    expect(posts).toEqual([])
  })

  it("is tried three times more, then counted as failed; success forgives", async () => {
    await trello.control("settings", { webhookDelayFactor: 0.001 })
    const id = (await create()).json["id"]
    statuses = [500, 500, 500, 500]
    await rename("Lost")
    await until(async () => (await readWebhook(id)).json["consecutiveFailures"] === 1)
    expect(posts).toHaveLength(4)
    expect((await readWebhook(id)).json["firstConsecutiveFailDate"]).toEqual(expect.any(String))
    await rename("Heard")
    await until(async () => (await readWebhook(id)).json["consecutiveFailures"] === 0)
    expect(posts).toHaveLength(5)
  })

  it("is deleted when the callback says 410", async () => {
    const id = (await create()).json["id"]
    statuses = [410]
    await rename("Gone")
    await until(async () => (await readWebhook(id)).status === 404)
    expect(posts).toHaveLength(1)
  })

  it("is silent while inactive and gone after DELETE", async () => {
    const id = String((await create()).json["id"])
    const token = tokens.access_token
    await trello.call("PUT", `/1/webhooks/${id}`, { token, body: { active: false } })
    await rename("Quiet")
    await trello.call("PUT", `/1/webhooks/${id}`, { token, body: { active: true } })
    await rename("Loud")
    await until(() => posts.length === 1)
    expect(posts[0]?.body).toContain("Loud")
    await trello.call("DELETE", `/1/webhooks/${id}`, { token })
    expect((await readWebhook(id)).status).toBe(404)
  })
})
