import { env } from "cloudflare:workers"
import { beforeEach, expect, it } from "vitest"
import type { Provider } from "../../core/contract/ids.ts"
import { GrantAt, grantsOf } from "./grantAt.ts"
import { consentAndRead, consentAt, decide, openWindow, otherBrowser } from "./refusals/window.ts"
import { buildWorld, consentAs, miroConnection, type World } from "./world.ts"

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  world = await buildWorld()
  grants = grantsOf(world)
})

const ANSWERED = { kind: "answer", status: 200 }
const UNCONNECTED = { kind: "failure", failure: { code: "not_connected" } }

const ascending = (one: number, other: number) => one - other

async function codeExchanges(provider: Provider): Promise<number> {
  const rows = await world.standIns.requests(provider)
  return rows.filter(({ path }) => /\/oauth\/token/.test(path)).length
}

it("gives the tokens of another Trello account back at once", async () => {
  await consentAs(world, world.people.admin, world.users.ann)
  await consentAndRead(world.people.member)
  expect(await grants.trello.revocations()).toBe(1)
})

it("keeps Trello's yes when Miro's consent is denied", async () => {
  const { member } = world.people
  await world.standIns.consent("miro", "deny")
  expect(await member.connect()).toMatchObject({
    status: "denied",
    provider: "miro",
    error: "consent_denied",
  })
  expect(await grants.trello.call()).toMatchObject(ANSWERED)
  expect(await member.connections()).toMatchObject({
    body: { trello: { state: "connected" }, miro: [] },
  })
})

it("exchanges a code once for callbacks that come at the same time", async () => {
  const { member } = world.people
  const window = await openWindow(member)
  const query = new URL(await consentAt(window), window.consent).search
  const cookie = member.cookies.get(`__Host-attempt-${window.attempt}`) ?? ""
  const attempt = env.ATTEMPTS.getByName(window.attempt)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => attempt.complete("trello", cookie, query)),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await codeExchanges("trello")).toBe(1)
  await member.redeem(window.attempt, (await member.askCallback(window.attempt)).value ?? "")
  expect(await grants.trello.call()).toMatchObject(ANSWERED)
})

it("opens one window for one attempt", async () => {
  const { member } = world.people
  const { path } = await member.prepare(["trello"])
  const browsers = [otherBrowser(member), otherBrowser(member)]
  const answers = await Promise.all(browsers.map((browser) => browser.visit(path)))
  expect(answers.map(({ status }) => status).toSorted(ascending)).toEqual([303, 409])
})

it("hands out the one-time value once", async () => {
  const { member } = world.people
  const window = await openWindow(member)
  await member.visit(await consentAt(window))
  const asked = await Promise.all([1, 2, 3].map(() => member.askCallback(window.attempt)))
  const values = asked.map(({ value }) => value).filter((value) => value !== null)
  expect(values).toHaveLength(1)
  expect(await member.redeem(window.attempt, values[0] ?? "")).toMatchObject({
    body: { status: "connected" },
  })
})

it("gives a lured person's Miro account to nobody", async () => {
  const { member: attacker, admin: victim } = world.people
  const start = await attacker.prepare(["miro"])
  await consentAs(world, victim, world.users.ben)
  const stolen = new GrantAt(world, miroConnection(world, "ben"))
  const end = await otherBrowser(victim).consent(start)
  expect(end.callback?.value, "the victim's page has no opener to hand this to").not.toBeNull()

  expect(await attacker.redeem(start.attempt, "")).toMatchObject({ status: 403 })
  expect((await attacker.visit(`/oauth/attempts/${start.attempt}`)).status).toBe(403)
  expect((await decide(attacker, start.attempt, "confirm")).status).toBe(403)
  expect(await victim.redeem(start.attempt, end.callback?.value ?? "")).toMatchObject({
    status: 403,
    body: { error: { code: "attempt_of_somebody_else" } },
  })
  const push = await attacker.push(world.cardNamed("Kick-off").id, world.miroBoard, stolen.name)
  expect(push).toMatchObject({ status: 409, body: { error: { code: "not_connected" } } })
  expect(await stolen.call()).toMatchObject(UNCONNECTED)
})

it("lets an observer push, who reads the card and may write on Miro", async () => {
  const { observer } = world.people
  await consentAs(world, observer, world.users.ben)
  await observer.connect()
  const card = world.cardNamed("Kick-off").id
  const pushed = await observer.push(card, world.miroBoard, miroConnection(world, "ben"))
  expect(pushed).toMatchObject({ status: 200, body: { outcome: "created" } })
})

it("connects through either of two attempts that run side by side", async () => {
  const { member } = world.people
  const browsers = [otherBrowser(member), otherBrowser(member)]
  const ends = await Promise.all(
    browsers.map(async (browser) => browser.consent(await browser.prepare(["trello", "miro"]))),
  )
  for (const { attempt, callback } of ends) {
    expect(await member.redeem(attempt, callback?.value ?? "")).toMatchObject({
      body: { status: "connected" },
    })
    expect(await grants.trello.call()).toMatchObject(ANSWERED)
    expect(await grants.miro.call()).toMatchObject(ANSWERED)
  }
})

it("keeps identity and links when somebody reauthorizes a grant that was lost", async () => {
  const { member } = world.people
  await member.connect()
  const card = world.cardNamed("Kick-off").id
  await member.push(card, world.miroBoard, grants.miro.name)
  await grants.miro.unauthorized(2)
  await grants.miro.call()
  expect(await grants.miro.state()).toMatchObject({ state: "reauth_required" })

  expect(await member.connect(["miro"])).toMatchObject({ status: "connected" })
  expect(await grants.miro.state()).toEqual({ state: "connected", reason: null })
  expect(await member.push(card, world.miroBoard, grants.miro.name)).toMatchObject({
    body: { outcome: "updated" },
  })
  expect(await member.connections()).toMatchObject({
    body: { miro: [{ id: grants.miro.name, state: "connected" }] },
  })
})

it("asks Trello for more when a scope is wanted, and keeps what it was given", async () => {
  const { member } = world.people
  const start = await member.prepare(["trello"], { scopes: ["write:board:trello"] })
  const end = await member.consent(start)
  await member.redeem(start.attempt, end.callback?.value ?? "")
  const { trello } = (await member.connections()).body as { trello: { scopes: string[] } }
  expect(trello.scopes).toContain("write:board:trello")
  expect(trello.scopes).toContain("offline_access")
})
