import { createHmac } from "node:crypto"
import { beforeEach, describe, expect, inject, it } from "vitest"
import type { PushAnswer } from "../../core/contract/cards.ts"
import { Person } from "../journey/person.ts"
import { StandIns } from "../journey/standIns.ts"

const stack = inject("stack")
const standIns = new StandIns(stack)

const advance = (advanceSeconds: number) =>
  fetch(`${stack.app}/_dev/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advanceSeconds }),
  })

describe("the way of one card through HTTP alone, between three processes", () => {
  let member: Person
  let card: string
  let user: string
  let team: string
  beforeEach(async () => {
    await standIns.reset()
    const seed = await standIns.trelloSeed()
    const board = seed.boards.find(({ name }) => name === "Website relaunch")
    const person = seed.members.find(({ roles }) =>
      roles.some((role) => role.startsWith("member of the board")),
    )
    card = board?.cards.find(({ name }) => name.includes("Redesign"))?.id ?? ""
    member = new Person({
      app: (path, init) => fetch(stack.app + path, init),
      standIns,
      member: person?.id ?? "",
      board: board?.id ?? "",
      workspace: board?.idOrganization ?? "",
      appOrigin: stack.app,
    })
    await member.api("POST", "/api/me/remove", { workspace: member.options.workspace })
    const { users, teams } = await standIns.miroSeed()
    user = users[0]?.id ?? ""
    team = teams[0]?.id ?? ""
    await standIns.consent("trello", "allow", member.options.member)
    await standIns.consent("miro", "allow", user, team)
  })

  it("connects, chooses a board, pushes, updates, removes and disconnects", async () => {
    expect(await member.connect()).toMatchObject({ status: "connected" })
    const connection = `miro:${user}:${team}`
    const query = new URLSearchParams({
      workspace: member.options.workspace,
      connection,
      query: "sprint 48",
    })
    const boards = await member.api("GET", `/api/miro/boards?${query.toString()}`)
    expect(boards).toMatchObject({
      status: 200,
      body: { boards: [{ name: "Sprint 48 planning", canEdit: true }], next: null },
    })
    const [board] = (boards.body as { boards: { id: string; name: string }[] }).boards
    const target = { id: board?.id ?? "", name: board?.name ?? "" }

    const pushed = (await member.push(card, target, connection)).body as PushAnswer
    expect(pushed.outcome).toBe("created")
    expect(pushed.link.url).toBe(
      `${stack.miro}/app/board/${encodeURIComponent(target.id)}/?moveToWidget=${pushed.link.item}`,
    )
    expect((await member.push(card, target, connection)).body).toMatchObject({ outcome: "updated" })
    expect(await member.remove(card, target.id, connection)).toMatchObject({
      status: 200,
      body: { links: [] },
    })
    const { workspace } = member.options
    const end = await member.api("POST", "/api/connections/disconnect", { workspace, connection })
    expect(end.body).toMatchObject({ connection: { state: "revoked" }, revokedUpstream: true })
    expect(await member.push(card, target, connection)).toMatchObject({
      status: 409,
      body: { error: { code: "not_connected", provider: "miro" } },
    })
  })

  it("moves the Worker's clock where the sandbox asks for it", async () => {
    const moved = (await (await advance(3600)).json()) as { now: number }
    expect(moved.now - Date.now()).toBeGreaterThan(3_590_000)
    expect((await advance(0)).status).toBe(200)
  })
})

describe("what Trello delivers", () => {
  it("reaches the Worker and no page, and only signed", async () => {
    const url = `${stack.app}/hooks/trello/${"0".repeat(24)}.${"x".repeat(22)}`
    const { client } = await standIns.trelloSeed()
    const body = "{}"
    const signature = createHmac("sha1", client.secret)
      .update(body + url)
      .digest("base64")
    const post = async (headers: Record<string, string>) =>
      (await fetch(url, { method: "POST", headers, body })).status
    expect(await post({})).toBe(401)
    expect(await post({ "x-trello-webhook": signature })).toBe(410)
    expect((await fetch(url, { method: "HEAD" })).status).toBe(404)
  })
})
