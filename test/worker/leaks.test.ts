import { env } from "cloudflare:workers"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { readConfig } from "../../worker/config.ts"
import { Person } from "../journey/person.ts"
import { AN_HOUR, grantsOf } from "./grantAt.ts"
import { type Emitted, findLeaks } from "./leaks/scanner.ts"
import { dumpStored } from "./leaks/stored.ts"
import { Wiretap } from "./leaks/wiretap.ts"
import { consentAt, openWindow } from "./refusals/window.ts"
import { buildWorld, later, miroConnection, type World } from "./world.ts"

const tap = new Wiretap()
/** Handed to one page only: they belong into one answer, never into storage or a log. */
const handed = new Set<string>()
const stored: Emitted[] = []
let world: World

beforeAll(async () => {
  world = await buildWorld()
  const { TRELLO_CLIENT_SECRET, MIRO_CLIENT_SECRET, SEALING_KEYS } = readConfig(env)
  for (const secret of [...TRELLO_CLIENT_SECRET, ...MIRO_CLIENT_SECRET]) {
    tap.secrets.add(secret.reveal())
  }
  for (const key of SEALING_KEYS.reveal().split(",")) tap.secrets.add(key.split(":")[1] ?? "")
  tap.start()
  await run(world)
})
afterAll(() => {
  vi.restoreAllMocks()
})

async function look(stage: string): Promise<void> {
  stored.push(...(await dumpStored(stage)))
}

/** Everything that happens to a connection, with a look at what is stored after each step. */
async function run(world: World): Promise<void> {
  const { options } = world.people.member
  const person = new Person({ ...options, app: tap.tap(options.app) })
  const { trello, miro } = grantsOf(world)
  const card = world.cardNamed("Redesign the navigation").id
  const window = await openWindow(person, ["trello", "miro"])
  await look("while a person is at Trello")
  const next = await person.visit(await consentAt(window))
  await look("while a person is at Miro")
  const back = await consentAt({ consent: next.headers.get("location") ?? "" })
  await person.visit(back)
  await person.visit(back)
  await look("while a consent waits for its confirmation")
  const { value } = await person.askCallback(window.attempt)
  handed.add(value ?? "")
  for (const cookie of person.cookies.values()) handed.add(cookie)
  await person.redeem(window.attempt, "wrong")
  await person.redeem(window.attempt, value ?? "")
  await look("once connected")

  const connection = miroConnection(world)
  await person.push(card, world.miroBoard, connection)
  const { workspace } = options
  for (const grant of [trello, miro]) {
    await person.api("POST", "/api/connections/check", { workspace, connection: grant.name })
  }
  await later(world, AN_HOUR)
  await trello.fault("malformed")
  await miro.answer(500)
  await person.push(card, world.miroBoard, connection)
  await look("after a refresh that failed")
  await person.connect()
  await later(world, AN_HOUR)
  await person.push(card, world.miroBoard, connection)
  await person.remove(card, world.miroBoard.id, connection)
  await look("after a refresh")

  await world.standIns.consent("trello", "allow", world.people.admin.options.member)
  await person.consent(await person.prepare(["trello"]))
  await world.standIns.consent("miro", "deny")
  await person.consent(await person.prepare(["miro"]))
  await world.standIns.faults("miro", { path: "/", kind: "drop_before", times: 2 })
  for (const grant of [trello, miro]) {
    await person.api("POST", "/api/connections/disconnect", { workspace, connection: grant.name })
  }
  await look("while a disconnect waits for Miro")
  await later(world, 61)
  await miro.runAlarm()
  await person.connections()
  await look("at the end")
}

it("has heard every kind of secret", () => {
  const kinds = [...tap.secrets].map((secret) => /^(?:(?:tr|mi)[a-z]_|ATO)/.exec(secret)?.[0] ?? "")
  expect(new Set(kinds)).toEqual(
    new Set(["tra_", "trr_", "trc_", "mia_", "mir_", "mic_", "mis_", "ATO", ""]),
  )
  expect(handed.size).toBeGreaterThan(1)
  expect(stored.length).toBeGreaterThan(20)
})

it("finds no secret in any answer: body, header, redirect", () => {
  const answers = tap.emitted.filter(({ where }) => where.startsWith("answer"))
  expect(answers.length).toBeGreaterThan(20)
  expect(findLeaks(answers, tap.secrets)).toEqual([])
})

it("finds no secret in any line that was logged", () => {
  const lines = tap.emitted.filter(({ where }) => where.startsWith("console"))
  expect(lines.length).toBeGreaterThan(10)
  expect(findLeaks(lines, [...tap.secrets, ...handed])).toEqual([])
})

it("finds no secret in anything stored, at any time", () => {
  expect(findLeaks(stored, [...tap.secrets, ...handed])).toEqual([])
})

it("puts a token into an address only where Trello knows no other revocation", () => {
  const isLeak = ({ url }: { url: string }) =>
    findLeaks([{ where: url, text: url }], [...tap.secrets, ...handed]).length > 0
  const leaks = tap.upstream.filter(isLeak)
  expect(leaks.length).toBeGreaterThan(0)
  for (const leak of leaks) {
    const before = tap.upstream[tap.upstream.indexOf(leak) - 1]
    expect(leak.method).toBe("DELETE")
    expect(new URL(leak.url).pathname).toMatch(/^\/1\/tokens\/[^/]+\/$/)
    expect(before).toMatchObject({ method: "POST", url: expect.stringMatching(/\/oauth\/revoke$/) })
    expect(before?.status).toBeGreaterThanOrEqual(400)
    expect(before?.status).toBeLessThan(500)
  }
})

it("would find a planted leak in each of these places", async () => {
  const planted = [...tap.secrets].find((secret) => secret.startsWith("trr_"))?.slice(20, 28) ?? ""
  console.log(JSON.stringify({ event: "planted", token: planted }))
  await env.TOKENS.put("planted/leak", planted, { metadata: { note: "nothing" } })
  await env.BOARDS.getByName("board:planted").format({ locale: planted, timeZone: "UTC" })
  const all = [...tap.emitted.slice(-1), ...(await dumpStored("now"))]
  const address = `https://example.com/?a=${planted.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`)}`
  all.push({ where: "address", text: address })
  expect(findLeaks(all, tap.secrets).toSorted()).toEqual([
    "BOARDS objects now",
    "KV planted now",
    "address",
    "console.log",
  ])
})
