import { expect, it } from "vitest"
import { AN_HOUR, grantsOf, until } from "./grantAt.ts"
import { buildWorld, later } from "./world.ts"

it("ends no grant because of a call that two refreshes overtook", async () => {
  const world = await buildWorld()
  await world.people.member.connect()
  const { miro } = grantsOf(world)
  const path = "/v1/oauth-token"
  await world.standIns.faults("miro", { path, kind: "delay", delayMs: 600, times: 2 })
  const slow = miro.stub().call({ method: "GET", path })
  const seen = async () =>
    (await world.standIns.requests("miro")).filter((row) => row.path === path)
  // The first of them was made when the consent was verified.
  for (const sent of [2, 3]) {
    await until(async () => (await seen()).length === sent)
    await later(world, AN_HOUR)
    expect(await miro.call()).toMatchObject({ kind: "answer", status: 200 })
  }
  expect(await slow).toMatchObject({ kind: "answer", status: 200 })
  expect(await miro.state()).toEqual({ state: "connected", reason: null })
})
