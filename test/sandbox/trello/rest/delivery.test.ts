import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Receiver, startReceiver } from "../contract/receiver.ts"
import { type Client, startClient, type Tokens } from "../testing.ts"

const DAY = 86_400

let trello: Client
let receiver: Receiver
let tokens: Tokens
beforeAll(async () => {
  trello = await startClient()
  receiver = await startReceiver()
})
afterAll(async () => {
  await trello.close()
  await receiver.close()
})
beforeEach(async () => {
  await trello.control("reset")
  receiver.clear()
  tokens = await trello.connect()
})

const main = () => trello.board("Website relaunch")
const bodies = () => receiver.deliveries.map(({ body }) => body)
const advance = (advanceSeconds: number) => trello.control("clock", { advanceSeconds })
const settle = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 80)
  })
const watch = async (idModel = main().id) => {
  const body = { idModel, callbackURL: receiver.origin }
  const { json } = await trello.call("POST", "/1/webhooks", { token: tokens.access_token, body })
  return `/1/webhooks/${String(json["id"])}`
}
const byAmara = (method: string, path: string, body: unknown) =>
  trello.call(method, path, { cookie: `viewer=${trello.member("amaraokafor")}`, body })
const rename = (name: string) => byAmara("PUT", `/1/cards/${main().cards[0]?.id}`, { name })
const readWebhook = async (path: string) => (await trello.get(path, tokens)).json

describe("a failed delivery", () => {
  it("is tried again after 30, 60 and 120 seconds of the clock, then given up", async () => {
    receiver.statuses.push(500, 503, 404, 500)
    const path = await watch()
    await rename("Lost")
    await expect.poll(bodies).toHaveLength(1)
    let tries = 1
    for (const seconds of [30, 60, 120]) {
      await settle()
      await advance(seconds - 15)
      await settle()
      expect(bodies()).toHaveLength(tries)
      await advance(20)
      tries += 1
      await expect.poll(bodies).toHaveLength(tries)
    }
    expect(new Set(bodies()).size).toBe(1)
    await expect.poll(async () => (await readWebhook(path))["consecutiveFailures"]).toBe(1)
  })

  it("comes twice to a callback that answered too late", async () => {
    await trello.control("settings", { webhookTimeoutMs: 40, webhookDelayFactor: 0.001 })
    receiver.statuses.push("hang")
    const path = await watch()
    await rename("Twice")
    await expect.poll(bodies).toHaveLength(2)
    expect(bodies()[1]).toBe(bodies()[0])
    expect((await readWebhook(path))["consecutiveFailures"]).toBe(0)
  })

  it("ends a webhook that fails for 30 days; switched on again it begins anew", async () => {
    await trello.control("settings", { webhookDelayFactor: 0 })
    receiver.statuses.push(500, 500, 500, 500)
    const path = await watch()
    await rename("Day 1")
    await expect.poll(async () => (await readWebhook(path))["consecutiveFailures"]).toBe(1)
    expect((await readWebhook(path))["active"]).toBe(true)
    await advance(30 * DAY)
    tokens = (await trello.refresh(tokens.refresh_token)).json as unknown as Tokens
    receiver.statuses.push(500, 500, 500, 500)
    await rename("Day 31")
    await expect.poll(async () => (await readWebhook(path))["active"]).toBe(false)
    const { access_token: token } = tokens
    const again = await trello.call("PUT", path, { token, body: { active: true } })
    expect(again.json).toMatchObject({ consecutiveFailures: 0, firstConsecutiveFailDate: null })
  })
})

describe("a delivery", () => {
  it("comes twice where the settings say so, and once after that", async () => {
    await trello.control("settings", { webhookDuplicates: 1 })
    await watch()
    await rename("Twice")
    await rename("Once")
    await expect.poll(bodies).toHaveLength(3)
    const [first, second, third] = bodies()
    expect(second).toBe(first)
    expect(third).toContain("Once")
  })

  it("tells of a card's end to a webhook that ends with it", async () => {
    const id = main().cards[0]?.id ?? ""
    const path = await watch(id)
    await byAmara("DELETE", `/1/cards/${id}`, undefined)
    await expect.poll(bodies).toHaveLength(1)
    expect(bodies()[0]).toContain('"deleteCard"')
    expect((await trello.get(path, tokens)).status).toBe(404)
  })

  it("does not come to somebody who lost the board", async () => {
    await watch()
    const diego = trello.member("diegofernandez")
    await byAmara("PUT", `/1/boards/${main().id}`, { "prefs/permissionLevel": "private" })
    await expect.poll(bodies).toHaveLength(1)
    await byAmara("DELETE", `/1/boards/${main().id}/members/${diego}`, undefined)
    await rename("Secret")
    await settle()
    expect(bodies().join()).not.toContain("Secret")
  })

  it("comes while the grant can be refreshed, and not when it is spent", async () => {
    await watch()
    await advance(2 * 3600)
    await rename("The access token is over")
    await expect.poll(bodies).toHaveLength(1)
    await advance(91 * DAY)
    await rename("All is over")
    await settle()
    expect(bodies()).toHaveLength(1)
  })
})

describe("the settings", () => {
  it.each([
    [{ webhookDelay: 1 }, "webhookDelay"],
    [{ webhookDuplicates: -1 }, "webhookDuplicates"],
    [{ objectLimits: { "cards.perGalaxy": 1 } }, "cards.perGalaxy"],
    [null, "body"],
  ])("refuse %j", async (body, word) => {
    const answer = await trello.control("settings", body)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(word)
  })

  it("go back with a reset", async () => {
    const before = (await trello.call("GET", "/_sandbox/settings")).json
    await trello.control("settings", { webhookDelayFactor: 0, webhookOrder: "any" })
    expect((await trello.call("GET", "/_sandbox/settings")).json).not.toEqual(before)
    await trello.control("reset")
    expect((await trello.call("GET", "/_sandbox/settings")).json).toEqual(before)
  })
})
