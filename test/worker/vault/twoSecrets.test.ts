import { runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { beforeEach, describe, expect, it } from "vitest"
import { readConfig } from "../../../worker/config.ts"
import { AN_HOUR, type GrantAt, grantsOf } from "../grantAt.ts"
import { buildWorld, later, type World } from "../world.ts"

let world: World
let grants: ReturnType<typeof grantsOf>

beforeEach(async () => {
  world = await buildWorld()
  grants = grantsOf(world)
})

/** The grant's object has these client secrets for its provider; `real` is the one that the provider knows. */
async function configure(grant: GrantAt, secrets: readonly string[]): Promise<void> {
  const [name, known] =
    grant.provider === "trello"
      ? (["TRELLO_CLIENT_SECRET", readConfig(env).TRELLO_CLIENT_SECRET] as const)
      : (["MIRO_CLIENT_SECRET", readConfig(env).MIRO_CLIENT_SECRET] as const)
  const text = secrets.map((one) => (one === "real" ? known[0]?.reveal() : one)).join()
  await runInDurableObject(grant.stub(), (instance) => {
    Reflect.set(instance, "env", { ...env, [name]: text })
  })
}

const disconnect = (grant: GrantAt) => {
  const { workspace } = world
  const body = { workspace, connection: grant.name }
  return world.people.member.api("POST", "/api/connections/disconnect", body)
}

describe.each(["trello", "miro"] as const)("%s with two client secrets", (provider) => {
  const orders = [
    ["newer", ["unknown", "real"]],
    ["older", ["real", "unknown"]],
  ] as const

  beforeEach(async () => {
    await world.standIns.quirks("trello", { revocation: "rfc7009" })
    await world.people.member.connect([provider])
  })

  it.each(orders)("goes on where it refuses the %s", async (_, secrets) => {
    const grant = grants[provider]
    await configure(grant, secrets)
    await later(world, AN_HOUR)
    expect(await grant.call()).toMatchObject({ kind: "answer", status: 200 })
  })

  it.each(orders)("is told of a disconnect where it refuses the %s", async (_, secrets) => {
    const grant = grants[provider]
    await configure(grant, secrets)
    expect(await disconnect(grant)).toMatchObject({
      body: { revokedUpstream: true, upstream: "ended" },
    })
    expect(await grant.revocations()).toBe(1)
  })

  it("is not said to know of a disconnect where it refuses both, and learns it with the right one", async () => {
    const grant = grants[provider]
    await configure(grant, ["unknown", "older"])
    if (provider === "trello") await later(world, AN_HOUR)
    expect(await disconnect(grant)).toMatchObject({
      body: { revokedUpstream: false, upstream: "pending", connection: { state: "revoked" } },
    })
    expect(await grant.revocations()).toBe(0)
    await configure(grant, ["real"])
    await later(world, 61)
    await grant.runAlarm()
    expect(await grant.revocations()).toBe(1)
    expect(await disconnect(grant)).toMatchObject({ body: { revokedUpstream: true } })
  })
})
