import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { readConfig } from "../../../worker/config.ts"
import { openTokens } from "../../../worker/grants/custody.ts"
import { parseKeyRing } from "../../../worker/grants/sealing.ts"
import { GrantAt, grantsOf } from "../grantAt.ts"
import {
  buildWorld,
  consentAs,
  later,
  miroConnection,
  trelloConnection,
  type World,
} from "../world.ts"
import { operate, recordOf, writeRecord } from "./operator.ts"

const A_DAY = 24 * 3_600

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  world = await buildWorld()
  grants = grantsOf(world)
  await world.people.member.connect()
})

/** The person removes the app at the provider: on Trello's page of their applications, in Miro's team settings. */
async function removeApp(grant: GrantAt): Promise<void> {
  const { trello, miro } = world.standIns.origins
  if (grant.provider === "trello") {
    const me = await grant.stub().call({ method: "GET", path: "/1/members/me" })
    const { username } = JSON.parse(me.kind === "answer" ? me.body : "{}") as { username: string }
    const [row] = (await world.standIns.requests("trello")).slice(-1)
    const body = new URLSearchParams({ grant: row?.grant ?? "" })
    await fetch(`${trello}/u/${username}/account`, { method: "POST", body, redirect: "manual" })
    return
  }
  const { sealed, name } = await recordOf(grant)
  const config = readConfig(env)
  const tokens = await openTokens(await parseKeyRing(config.SEALING_KEYS), "grant", name, sealed)
  const body = JSON.stringify({
    accessToken: tokens?.accessToken.reveal(),
    clientId: config.MIRO_CLIENT_ID,
    clientSecret: config.MIRO_CLIENT_SECRET[0]?.reveal(),
  })
  await fetch(`${miro}/v2/oauth/revoke`, { method: "POST", body })
}

/** Everything that could make a call with the grant, once. */
async function tryEverything(grant: GrantAt): Promise<void> {
  const { member } = world.people
  const { workspace } = world
  const card = world.cardNamed("Kick-off").id
  const query = new URLSearchParams({ workspace, connection: grants.miro.name, query: "x" })
  await grant.call()
  await grant.stub().call({ method: "GET", path: "/1/boards/x", priority: "background" })
  await member.api("POST", "/api/connections/check", { workspace, connection: grant.name })
  await member.api("GET", `/api/miro/boards?${query.toString()}`)
  await member.push(card, world.miroBoard, grants.miro.name)
  await member.remove(card, world.miroBoard.id, grants.miro.name)
  await member.connections()
  await operate("reseal")
  await operate("restore")
  await grant.runAlarm()
}

/** How often the provider was asked for anything but Trello's public keys, which belong to no grant. */
async function asked(provider: "trello" | "miro"): Promise<number> {
  const rows = await world.standIns.requests(provider)
  return rows.filter(({ path }) => !path.startsWith("/1/resource/")).length
}

describe.each(["trello", "miro"] as const)("a grant that ended at %s", (provider) => {
  it("by the person's own hand is noticed at the next check, named so, and asked about no more", async () => {
    const { member } = world.people
    const grant = grants[provider]
    await removeApp(grant)
    const body = { workspace: world.workspace, connection: grant.name }
    expect(await member.api("POST", "/api/connections/check", body)).toMatchObject({
      status: 200,
      body: { connection: { state: "reauth_required", reason: "refused_by_provider" } },
    })
    const before = await asked(provider)
    for (let day = 0; day < 3; day++) {
      await tryEverything(grant)
      await later(world, 40 * A_DAY)
    }
    expect(await asked(provider)).toBe(before)
  })

  it("by a disconnect gets no call any more, from any path, alarms included", async () => {
    const { member } = world.people
    const grant = grants[provider]
    const body = { workspace: world.workspace, connection: grant.name }
    expect(await member.api("POST", "/api/connections/disconnect", body)).toMatchObject({
      body: { upstream: "ended" },
    })
    const before = await asked(provider)
    for (const days of [0, 1, 28, 2, 30]) {
      await later(world, days * A_DAY)
      await tryEverything(grant)
    }
    expect(await asked(provider)).toBe(before)
    expect(await grant.rows("record"), "its tombstone is gone as well").toEqual([])
  })
})

/** Puts the sealed tokens of one grant into the record of another and calls with that; gives what came of it. */
async function callWithTokensOf(from: GrantAt, to: GrantAt) {
  const record = await recordOf(to)
  await writeRecord(to, { ...record, sealed: (await recordOf(from)).sealed })
  const before = await to.upstreamRequests()
  await to.call()
  return { ...(await to.state()), sent: (await to.upstreamRequests()) - before }
}

describe("a sealed record", () => {
  const CLOSED = { state: "reauth_required", reason: "unreadable_record", sent: 0 }

  it("does not open in another member's grant", async () => {
    const { admin } = world.people
    await consentAs(world, admin, world.users.ben)
    await admin.connect()
    const { trello, miro } = grants
    const bens = new GrantAt(world, miroConnection(world, "ben"))
    expect(await callWithTokensOf(trello, new GrantAt(world, trelloConnection(admin)))).toEqual(
      CLOSED,
    )
    expect(await callWithTokensOf(miro, bens)).toEqual(CLOSED)
  })

  it("does not open in the grant of another provider", async () => {
    expect(await callWithTokensOf(grants.trello, grants.miro)).toEqual(CLOSED)
  })
})
