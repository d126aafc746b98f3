import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import {
  askAs,
  IDENTITY_ROWS,
  KEYS_PATH,
  publishOwnKey,
  signOwn,
  trelloSigned,
} from "./refusals/identity.ts"
import { ATTEMPT_ROWS } from "./refusals/attempts.ts"
import { CARD_ROWS } from "./refusals/cards.ts"
import { CONFIRMATION_ROWS } from "./refusals/confirmations.ts"
import { ENDINGS } from "./refusals/endings.ts"
import { GRANT_ROWS } from "./refusals/grants.ts"
import { JOB_ROWS, REPORTED } from "./refusals/jobs.ts"
import { fullTeam, MIRO_BOARD_ROWS } from "./refusals/miroBoards.ts"
import { REQUEST_ROWS } from "./refusals/requests.ts"
import { expectedOf, readRefusal, type Refusal } from "./refusals/row.ts"
import { UPSTREAM_ROWS } from "./refusals/upstream.ts"
import { ERROR_CODES } from "../../core/contract/errors.ts"
import { buildWorld, consentAs, later, type World } from "./world.ts"

let world: World

/** The first call of this isolate, so that nothing remembers Trello's keys yet. */
const COLD: Refusal = {
  name: "a JWT while Trello's keys cannot be had",
  status: 503,
  code: "identity_unverifiable",
  provider: "trello",
  run: async (world) => {
    await world.standIns.faults("trello", { path: KEYS_PATH, kind: "status", status: 503 })
    return askAs(world, `Bearer ${await signOwn(world)}`)
  },
}

describe("Trello's keys", () => {
  beforeAll(async () => {
    world = await buildWorld()
  })
  it("refuse nobody's JWT for good while they cannot be had", async () => {
    expect(await readRefusal(await COLD.run(world))).toMatchObject(expectedOf(COLD))
  })

  it("are fetched as soon as Trello answers", async () => {
    expect((await askAs(world, await trelloSigned(world))).status).toBe(200)
  })

  it("are kept while Trello cannot be reached", async () => {
    await later(world, 5 * 60 * 60)
    await world.standIns.faults("trello", { path: KEYS_PATH, kind: "drop_before" })
    expect((await askAs(world, await trelloSigned(world))).status).toBe(200)
  })

  it("are looked up again for a signature by a new one", async () => {
    await later(world, 120)
    await publishOwnKey(world)
    expect((await askAs(world, `Bearer ${await signOwn(world)}`)).status).toBe(200)
    expect((await askAs(world, await trelloSigned(world))).status).toBe(200)
  })
})

describe("who asks", () => {
  beforeAll(async () => {
    world = await buildWorld()
    await publishOwnKey(world)
    await later(world, 5 * 60 * 60)
    await askAs(world, `Bearer ${await signOwn(world)}`)
  })

  it("accepts a JWT that Trello signed", async () => {
    expect((await askAs(world, await trelloSigned(world))).status).toBe(200)
  })

  it("accepts a JWT that the published own key signed, which the rows below differ from", async () => {
    expect((await askAs(world, `Bearer ${await signOwn(world)}`)).status).toBe(200)
  })

  it.each(IDENTITY_ROWS)("refuses $name: $status $code", async (row) => {
    expect(await readRefusal(await row.run(world))).toMatchObject(expectedOf(row))
  })
})

describe("what is asked", () => {
  beforeAll(async () => {
    world = await buildWorld()
    await world.people.member.connect()
  })

  it.each(REQUEST_ROWS)("refuses $name: $status $code", async (row) => {
    expect(await readRefusal(await row.run(world))).toMatchObject(expectedOf(row))
  })
})

describe("which consent", () => {
  beforeAll(async () => {
    world = await buildWorld()
  })

  it.each([...ATTEMPT_ROWS, ...CONFIRMATION_ROWS])("refuses $name: $status $code", async (row) => {
    expect(await readRefusal(await row.run(world))).toMatchObject(expectedOf(row))
  })

  it("sends a person who is refused to the page that has words for it", async () => {
    const headers = { accept: "text/html" }
    const response = await world.people.member.visit("/oauth/trello/callback?code=c", { headers })
    expect(response.status).toBe(400)
    expect(response.headers.get("refresh")).toBe("0; url=/callback/?error=state_mismatch")
    expect(response.headers.get("referrer-policy")).toBe("no-referrer")
  })
})

describe("a consent", () => {
  beforeAll(async () => {
    world = await buildWorld()
  })
  beforeEach(async () => {
    await consentAs(world, world.people.member, world.users.ann)
    await world.standIns.quirks("trello", { guestConsent: "allowed" })
    await world.standIns.quirks("miro", { adminApproval: false })
  })

  it.each(ENDINGS)("ends as $status ($code) after $name", async (row) => {
    const { status, code: error, provider } = row
    expect(await row.run(world)).toMatchObject({ status, error, provider })
    const { body } = await world.people.member.connections()
    expect(body).toMatchObject({ trello: { state: "never_connected" }, miro: [] })
  })
})

describe("which card, which Miro board, which trouble", () => {
  beforeAll(async () => {
    world = await buildWorld()
    const { member, admin } = world.people
    await member.connect()
    await world.standIns.consent("miro", "allow", world.users.ann, fullTeam(world))
    await member.connect(["miro"])
    await consentAs(world, admin, world.users.vera)
    await admin.connect()
  })

  it.each([...CARD_ROWS, ...MIRO_BOARD_ROWS, ...UPSTREAM_ROWS, ...GRANT_ROWS])(
    "refuses $name: $status $code",
    async (row) => {
      expect(await readRefusal(await row.run(world))).toMatchObject(expectedOf(row))
    },
  )

  it("makes no second card after an outcome that nobody knew", async () => {
    const { member } = world.people
    const connection = `miro:${world.users.ann}:${world.miro.teams[0]?.id ?? ""}`
    const again = await member.push(world.cardNamed("Kick-off").id, world.miroBoard, connection)
    expect(again).toMatchObject({ status: 200, body: { outcome: "updated" } })
  })
})

describe("which push of many cards", () => {
  beforeAll(async () => {
    world = await buildWorld()
    const { member, admin } = world.people
    await member.connect()
    await consentAs(world, admin, world.users.vera)
    await admin.connect()
  })

  it.each(JOB_ROWS)("refuses $name: $status $code", async (row) => {
    expect(await readRefusal(await row.run(world))).toMatchObject(expectedOf(row))
  })
})

describe("the tables", () => {
  it("have a row for every code that the Worker answers with", () => {
    const rows = [
      COLD,
      ...IDENTITY_ROWS,
      ...REQUEST_ROWS,
      ...ATTEMPT_ROWS,
      ...CONFIRMATION_ROWS,
      ...ENDINGS,
      ...CARD_ROWS,
      ...MIRO_BOARD_ROWS,
      ...UPSTREAM_ROWS,
      ...GRANT_ROWS,
      ...JOB_ROWS,
    ]
    const covered = new Set([...rows.map(({ code }) => code), ...REPORTED])
    expect(ERROR_CODES.filter((code) => !covered.has(code))).toEqual([])
  })
})
