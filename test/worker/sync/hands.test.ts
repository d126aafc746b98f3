import { beforeEach, describe, expect, it } from "vitest"
import { env } from "cloudflare:workers"
import { buildWorld, consentAs, later, type World } from "../world.ts"
import { edit } from "./hookStage.ts"
import {
  Asked,
  boardSync,
  connect,
  disconnect,
  linkOf,
  linksAs,
  type Pusher,
  push,
  rename,
  settle,
  shownBy,
  standIn,
  trelloOf,
} from "./liveStage.ts"

/** Diego began it through Ann's Miro account; Amara pushed another card through Ben's. */
let world: World
let diego: Pusher
let amara: Pusher
let cards: Readonly<Record<"diego" | "amara", string>>
let items: Readonly<Record<"diego" | "amara", string>>
let asked: Asked

beforeEach(async () => {
  world = await buildWorld()
  diego = await connect(world, world.people.member, "ann")
  amara = await connect(world, world.people.admin, "ben")
  cards = {
    diego: world.cardNamed("Redesign the navigation").id,
    amara: world.cardNamed("Write the style guide").id,
  }
  items = {
    diego: await push(world, diego, cards.diego),
    amara: await push(world, amara, cards.amara),
  }
  await settle(world)
  asked = await Asked.begin(world)
})

const member = ({ person }: Pusher) => person.options.member
const user = (pusher: Pusher) => world.users[pusher.user]
const trelloCalls = async (pusher: Pusher) => (await asked.by("trello", member(pusher))).length
const patchesBy = async (pusher: Pusher) =>
  (await asked.by("miro", user(pusher))).filter(({ method }) => method === "PATCH").length

async function renameBoth(name: string): Promise<void> {
  await rename(world, cards.diego, `${name} 1`)
  await rename(world, cards.amara, `${name} 2`)
  await settle(world)
}

/** The account has to consent anew: its provider does not know its tokens any more. */
async function endGrant(connection: string): Promise<void> {
  const provider = connection.startsWith("miro:") ? "miro" : "trello"
  const path = provider === "miro" ? "/v1/oauth/token" : "/oauth/token"
  const body = { error: "invalid_grant", error_description: "refresh_token is invalid" }
  const fault = { path, kind: "status", status: provider === "miro" ? 401 : 403, body } as const
  await world.standIns.faults(provider, { ...fault, times: 1 })
  await later(world, 3_600)
  const grant = env.GRANTS.getByName(connection)
  await grant.call({ method: "GET", path: provider === "miro" ? "/v2/boards" : "/1/members/me" })
  expect((await grant.status())?.state).toBe("reauth_required")
}

describe("whose hands", () => {
  it("reads as the owner, writes as each pusher", async () => {
    await renameBoth("Changed")
    expect(await trelloCalls(diego)).toBe(2)
    expect(await trelloCalls(amara)).toBe(0)
    expect(await patchesBy(diego)).toBe(1)
    expect(await patchesBy(amara)).toBe(1)
    expect((await shownBy(world, items.amara)).title).toContain("Changed 2")
  })

  it("pauses everything where the owner is gone and nobody consented", async () => {
    await disconnect(diego.person, trelloOf(diego))
    await asked.reset()
    await renameBoth("Changed")
    expect(await boardSync(amara.person)).toMatchObject({ state: "paused", reason: "trello_lost" })
    for (const card of Object.values(cards)) {
      expect(await linkOf(world, card)).toMatchObject({ state: "paused", reason: "trello_lost" })
    }
    expect(await trelloCalls(diego)).toBe(0)
    expect(
      (await asked.by("trello", member(amara))).filter(({ path }) => /cards\//.test(path)),
    ).toEqual([])
    expect((await shownBy(world, items.diego)).status).toBe("disconnected")
  })

  it("reads on as whoever consented", async () => {
    await standIn(amara)
    await settle(world)
    await disconnect(diego.person, trelloOf(diego))
    await asked.reset()
    await renameBoth("Changed")
    expect(await trelloCalls(diego)).toBe(0)
    expect(await trelloCalls(amara)).toBeGreaterThan(0)
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "in_step" })
    expect((await shownBy(world, items.amara)).title).toContain("Changed 2")
  })

  it("writes nobody's card through somebody who did not consent", async () => {
    await disconnect(amara.person, amara.connection)
    await asked.reset()
    await renameBoth("Changed")
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "paused", reason: "miro_lost" })
    expect((await asked.by("miro", user(amara))).length).toBe(0)
    expect(await patchesBy(diego)).toBe(1)
  })

  it("writes them through whoever did", async () => {
    await standIn(diego)
    await settle(world)
    await disconnect(amara.person, amara.connection)
    await asked.reset()
    await renameBoth("Changed")
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "in_step" })
    expect(await patchesBy(diego)).toBe(2)
    expect((await asked.by("miro", user(amara))).length).toBe(0)
  })

  it("pauses the cards of a pusher who left the board, and only those", async () => {
    const { person } = diego
    await edit(world, world.people.admin, "PUT", `/boards/${world.board.id}`, {
      "prefs/permissionLevel": "private",
    })
    const yuki = await connect(world, world.people.guest, "ben")
    const card = world.cardNamed("Contact form").id
    await push(world, yuki, card)
    await settle(world)
    await edit(
      world,
      world.people.admin,
      "DELETE",
      `/boards/${world.board.id}/members/${member(yuki)}`,
    )
    await later(world, 11 * 60)
    await boardSync(person)
    await settle(world)
    expect(await linkOf(world, card)).toMatchObject({ state: "paused", reason: "pusher_lost_card" })
    expect(await linkOf(world, cards.diego)).toMatchObject({ state: "in_step" })
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "in_step" })
  })
})

describe("after somebody's revocation", () => {
  it("no path calls with their grants: changes, days, looks, hooks, jobs", async () => {
    await disconnect(amara.person, amara.connection)
    await disconnect(amara.person, trelloOf(amara))
    await asked.reset()
    await renameBoth("Changed")
    for (let day = 0; day < 3; day++) {
      await linksAs(diego.person, cards.amara)
      await settle(world, 86_400)
    }
    expect(await asked.by("trello", member(amara))).toEqual([])
    expect(await asked.by("miro", user(amara))).toEqual([])
  })
})

describe("reauthorizing", () => {
  it("of the owner resumes by itself, within the retry", async () => {
    await disconnect(diego.person, trelloOf(diego))
    await renameBoth("Changed")
    expect(await linkOf(world, cards.diego)).toMatchObject({ state: "paused" })
    await consentAs(world, diego.person, world.users.ann)
    await diego.person.connect(["trello"])
    await settle(world, 601)
    expect(await linkOf(world, cards.diego)).toMatchObject({ state: "in_step" })
    expect((await shownBy(world, items.amara)).title).toContain("Changed 2")
    expect((await shownBy(world, items.amara)).status).toBe("connected")
  })

  it("of a Miro account resumes as soon as somebody looks", async () => {
    await disconnect(amara.person, amara.connection)
    await renameBoth("Changed")
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "paused", reason: "miro_lost" })
    await later(world, 20)
    await consentAs(world, amara.person, world.users.ben)
    await amara.person.connect(["miro"])
    await linksAs(diego.person, cards.amara)
    await settle(world)
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "in_step" })
    expect((await shownBy(world, items.amara)).title).toContain("Changed 2")
  })

  it("of a Miro account resumes by itself where its tokens had died", async () => {
    await endGrant(amara.connection)
    await renameBoth("Changed")
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "paused", reason: "miro_lost" })
    await consentAs(world, amara.person, world.users.ben)
    await amara.person.connect(["miro"])
    await settle(world, 3_600)
    expect(await linkOf(world, cards.amara)).toMatchObject({ state: "in_step" })
  })
})
