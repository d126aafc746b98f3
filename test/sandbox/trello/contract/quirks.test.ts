import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { type Client, startClient, type Tokens } from "../testing.ts"
import { type Receiver, startReceiver } from "./receiver.ts"

let trello: Client
let receiver: Receiver
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
})

const main = () => trello.board("Website relaunch")
const consent = () => trello.control("consent", { mode: "allow" })
const watch = (tokens: Tokens) =>
  trello.call("POST", "/1/webhooks", {
    token: tokens.access_token,
    body: { idModel: main().id, callbackURL: receiver.origin },
  })
const rename = (name: string) =>
  trello.call("PUT", `/1/cards/${main().cards[0]?.id}`, {
    cookie: `viewer=${trello.member("amaraokafor")}`,
    body: { name },
  })

it.each([
  [0, 403],
  [60, 200],
])("leewaySeconds %i: a used refresh token is answered with %i", async (seconds, status) => {
  await trello.control("quirks", { leewaySeconds: seconds })
  const { refresh_token } = await trello.connect()
  const first = await trello.refresh(refresh_token)
  const second = await trello.refresh(refresh_token)
  expect(second.status).toBe(status)
  expect(second.json["refresh_token"]).toBe(
    status === 200 ? first.json["refresh_token"] : undefined,
  )
})

it.each([
  ["kept", null],
  ["cut", "same-origin"],
])("opener %s: the consent page's Cross-Origin-Opener-Policy is %s", async (opener, policy) => {
  await trello.control("quirks", { opener })
  expect((await trello.authorize()).headers.get("cross-origin-opener-policy")).toBe(policy)
})

it.each([
  ["allowed", /code=/],
  ["refused", /error=access_denied/],
])("guestConsent %s: a guest gets %s", async (guestConsent, expected) => {
  await trello.control("quirks", { guestConsent })
  await trello.control("consent", { mode: "allow", member: trello.member("yukitanaka") })
  expect((await trello.authorize()).headers.get("location")).toMatch(expected)
})

it.each([
  [false, 200],
  [true, 404],
])(
  "webhooksDieOnRefresh %s: after a rotation a webhook is answered with %i",
  async (dies, status) => {
    await trello.control("quirks", { webhooksDieOnRefresh: dies })
    const before = await trello.connect()
    const { json } = await watch(before)
    const after = (await trello.refresh(before.refresh_token)).json as unknown as Tokens
    expect((await trello.get(`/1/webhooks/${String(json["id"])}`, after)).status).toBe(status)
    await rename("Heard?")
    await trello.control("clock", { advanceSeconds: 1 })
    await expect.poll(() => receiver.deliveries.length).toBe(dies ? 0 : 1)
  },
)

it.each([
  [false, 200],
  [true, 401],
])("secondConsentKillsFirst %s: the first token is answered with %i", async (kills, status) => {
  await trello.control("quirks", { secondConsentKillsFirst: kills })
  const first = await trello.connect()
  await consent()
  const second = await trello.connect()
  expect((await trello.get("/1/members/me", first)).status).toBe(status)
  expect((await trello.get("/1/members/me", second)).status).toBe(200)
})

it.each([
  ["missing", 404, 200],
  ["rfc7009", 200, 401],
])("revocation %s: the endpoint answers %i, the token %i", async (revocation, status, then) => {
  await trello.control("quirks", { revocation })
  const tokens = await trello.connect()
  const { id, secret } = trello.seed.client
  const body = { client_id: id, client_secret: secret, token: tokens.refresh_token }
  expect((await trello.call("POST", "/oauth/revoke", { body })).status).toBe(status)
  expect((await trello.get("/1/members/me", tokens)).status).toBe(then)
})

it.each(["kept", "any"])("webhookOrder %s: deliveries come so", async (webhookOrder) => {
  await trello.control("settings", { webhookOrder })
  const tokens = await trello.connect()
  await watch(tokens)
  await Promise.all(Array.from({ length: 20 }, (_, index) => rename(`Name ${index}`)))
  await expect.poll(() => receiver.deliveries.length).toBe(20)
  const told = receiver.deliveries.map(
    ({ body }) => (JSON.parse(body) as { action: { id: string } }).action.id,
  )
  const feed = await trello.get(`/1/boards/${main().id}/actions?limit=20&fields=id`, tokens)
  const done = (JSON.parse(feed.text) as { id: string }[]).map(({ id }) => id).toReversed()
  expect(told.toSorted()).toEqual(done.toSorted())
  expect(told.join() === done.join()).toBe(webhookOrder === "kept")
})
