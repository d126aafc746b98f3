import { beforeEach, describe, expect, it } from "vitest"
import { type GrantAt, grantsOf } from "../grantAt.ts"
import { buildWorld, type World } from "../world.ts"

let world: World
let trello: GrantAt
let card: string

beforeEach(async () => {
  world = await buildWorld()
  await world.people.member.connect(["trello"])
  trello = grantsOf(world).trello
  card = world.cardNamed("Redesign the navigation").id
})

const WRITE = "write:board:trello"

/** An edit of a card, which needs a scope that the first consent does not ask for. */
function edit() {
  const body = JSON.stringify({ due: null })
  return trello.stub().call({ method: "PUT", path: `/1/cards/${card}`, body, scope: WRITE })
}

/** Consents anew with scopes besides the least ones, as the page does after `scope_insufficient`. */
async function consentWith(scopes: readonly string[]): Promise<void> {
  const { member } = world.people
  const { workspace } = member.options
  const body = { workspace, providers: ["trello"], scopes }
  const prepared = await member.api("POST", "/api/connections/authorize", body)
  const { attempt, url } = prepared.body as { attempt: string; url: string }
  const { pathname, search } = new URL(url)
  const end = await member.consent({ attempt, path: pathname + search })
  await member.redeem(attempt, end.callback?.value ?? "")
}

describe("a call that needs a scope which nobody granted", () => {
  it("asks for exactly that scope and sends nothing", async () => {
    const before = await trello.upstreamRequests()
    expect(await edit()).toMatchObject({ failure: { code: "scope_insufficient" } })
    expect(await edit()).toMatchObject({ failure: { code: "scope_insufficient" } })
    expect(await trello.upstreamRequests()).toBe(before)
    expect(await trello.stub().status()).toMatchObject({
      state: "scope_insufficient",
      reason: "scope_missing",
      missingScopes: [WRITE],
    })
    expect(await world.people.member.connections()).toMatchObject({
      body: { trello: { state: "scope_insufficient", missingScopes: [WRITE] } },
    })
  })

  it("leaves everything else working", async () => {
    await edit()
    expect(await trello.call()).toMatchObject({ kind: "answer", status: 200 })
  })

  it("goes through after a consent with it, and nothing is missing any more", async () => {
    await edit()
    await consentWith([WRITE])
    const status = await trello.stub().status()
    expect(status).toMatchObject({ state: "connected", reason: null, missingScopes: [] })
    expect(status?.scopes).toContain(WRITE)
    expect(await edit()).toMatchObject({ kind: "answer", status: 200 })
  })

  it("still lacks it after a consent without it", async () => {
    await edit()
    await consentWith([])
    expect(await edit()).toMatchObject({ failure: { code: "scope_insufficient" } })
  })
})
