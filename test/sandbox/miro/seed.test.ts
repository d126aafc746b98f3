import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ANN, TEAM_A, TEAM_B, VERA } from "./seed.ts"
import { CALLBACK, type Rig, startRig } from "./testing.ts"

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})

interface Seed {
  readonly client: { readonly id: string; readonly secret: string; readonly redirectUris: string[] }
  readonly users: { readonly id: string; readonly teams: string[] }[]
  readonly boards: { readonly id: string; readonly team: string; users: Record<string, string> }[]
}

const read = async () => (await (await fetch(`${rig.origin}/_sandbox/seed`)).json()) as Seed

describe("the seed", () => {
  it("tells the client with both callbacks, everybody's teams and everybody's roles", async () => {
    const seed = await read()
    expect(seed.client.secret).toMatch(/^mis_[A-Za-z0-9]{40}$/)
    expect(seed.client.redirectUris).toEqual([CALLBACK, "http://localhost:8790/callback"])
    expect(seed.users.find((user) => user.id === ANN)?.teams).toEqual([TEAM_A, TEAM_B])
    const roles = seed.boards.flatMap((board) => board.users[VERA] ?? [])
    expect(new Set(roles)).toEqual(new Set(["viewer"]))
    expect(seed.boards.every((board) => board.id.endsWith("="))).toBe(true)
    expect(new Set(seed.boards.map((board) => board.id)).size).toBe(seed.boards.length)
  })

  it("is the same after a reset, and tokens are forgotten", async () => {
    const before = await read()
    const { access_token } = await rig.connect()
    await rig.api(access_token, "POST", "/v2/boards", { name: "Extra" })
    expect((await read()).boards).toHaveLength(before.boards.length + 1)
    await rig.control("reset")
    expect(await read()).toEqual(before)
    expect((await rig.api(access_token, "GET", "/v2/boards")).status).toBe(401)
  })
})
