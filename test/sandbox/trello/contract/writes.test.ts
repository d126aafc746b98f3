import { createHmac } from "node:crypto"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type Answer, type Client, startClient } from "../testing.ts"
import { ACTION_DATA } from "./action.ts"
import { expectForm, findProblems } from "./expect.ts"
import { type Receiver, startReceiver } from "./receiver.ts"
import { type Step, STEPS, WEB_STEPS, WEBHOOK_STEPS } from "./steps.ts"
import { WebhookPayload } from "./webhook.ts"

const SCOPES = "read:board:trello write:board:trello read:organization:trello read:member:trello"

let trello: Client
let receiver: Receiver
let token = ""
const known = new Map<string, string>()

beforeAll(async () => {
  trello = await startClient()
  receiver = await startReceiver()
  token = (await trello.connect("amaraokafor", SCOPES)).access_token
  const main = trello.board("Website relaunch")
  const roadmap = trello.board("Public roadmap")
  const fields = JSON.parse(
    (await trello.call("GET", `/1/boards/${main.id}/customFields`, { token })).text,
  ) as { id: string; options?: { id: string }[] }[]
  for (const [name, id] of Object.entries({
    board: main.id,
    list: main.lists[0]?.id,
    list2: main.lists[1]?.id,
    roadmap: roadmap.id,
    roadmapList: roadmap.lists[0]?.id,
    workspace: trello.seed.workspaces[0]?.id,
    plugin: trello.seed.idPlugin,
    priya: trello.member("priyaraman"),
    diego: trello.member("diegofernandez"),
    effort: fields[0]?.id,
    priority: fields[1]?.id,
    high: fields[1]?.options?.[0]?.id,
    signedOff: fields[2]?.id,
    callback: `${receiver.origin}/list`,
  })) {
    known.set(name, id ?? "")
  }
  // All boards of the workspace, and every other kind of model: the same change is told in six ways.
  for (const name of ["board", "roadmap", "workspace"]) await watch(name, known.get(name) ?? "")
  await watch("member", trello.member("amaraokafor"))
  await watch("card", main.cards[0]?.id ?? "")
  await watch("list", main.lists[0]?.id ?? "")
})
afterAll(async () => {
  await trello.close()
  await receiver.close()
})

const callbackOf = (name: string) => `${receiver.origin}/hooks/${name}?of=${name}`
const watch = async (name: string, idModel: string) => {
  const body = { idModel, callbackURL: callbackOf(name) }
  expect((await trello.call("POST", "/1/webhooks", { token, body })).status).toBe(200)
}
const fill = (text: string) =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => known.get(name) ?? whole)

/** What an answer's form lacks or has too much; nothing when it is right. */
async function take([method, path, body, form, keep]: Step, web: boolean): Promise<string[]> {
  await trello.control("clock", { advanceSeconds: 1 })
  const sent: unknown = body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body)))
  const answer: Answer = await trello.call(method, `/1${fill(path)}`, {
    ...(web ? { cookie: `viewer=${trello.member("amaraokafor")}` } : { token }),
    ...(sent === undefined ? {} : { body: sent }),
  })
  if (keep !== undefined) known.set(keep, String(answer.json["id"]))
  return answer.status === 200 ? findProblems(form, answer.json) : [answer.text]
}

const named = (step: Step) => [`${step[0]} ${step[1]} ${JSON.stringify(step[2] ?? "")}`, step]
const CASES = STEPS.map(named) as [string, Step][]
const WEB_CASES = [...WEB_STEPS, ...WEBHOOK_STEPS].map(named) as [string, Step][]

it.each(CASES)("%s answers in its form", async (_name, step) => {
  expect(await take(step, false)).toEqual([])
})
it.each(WEB_CASES)("%s answers in its form", async (_name, step) => {
  expect(await take(step, !step[1].startsWith("/webhooks"))).toEqual([])
})

const types = (name: string) =>
  receiver.deliveries
    .filter(({ path }) => callbackOf(name).endsWith(path))
    .map(({ body }) => (JSON.parse(body) as { action: { type: string } }).action.type)

it("told the webhooks of every kind of change, in the forms of the documents", async () => {
  await expect.poll(() => types("workspace").at(-1)).toBe("addToOrganizationBoard")
  const told = new Set([...types("board"), ...types("roadmap"), ...types("workspace")])
  expect(Object.keys(ACTION_DATA).filter((type) => !told.has(type))).toEqual([])
  for (const { body } of receiver.deliveries) expectForm(WebhookPayload, JSON.parse(body))
})

it("signed every delivery over its bytes and the address of its own callback", () => {
  expect(receiver.deliveries.length).toBeGreaterThan(100)
  for (const { path, body, signature } of receiver.deliveries) {
    const mac = createHmac("sha1", trello.seed.client.secret)
    expect(mac.update(body + receiver.origin + path).digest("base64")).toBe(signature)
  }
})

it("told a list, a card and a member only of what concerns them", async () => {
  const main = trello.board("Website relaunch")
  const cookie = `viewer=${trello.member("diegofernandez")}`
  receiver.clear()
  const path = `/1/cards/${main.cards[0]?.id}`
  await trello.call("PUT", path, { cookie, body: { name: "Noticed" } })
  await expect.poll(() => types("card")).toEqual(["updateCard"])
  await expect.poll(() => types("list")).toEqual(["updateCard"])
  expect(types("member")).toEqual([])
})
