import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import * as seed from "../seed.ts"
import { type Rig, startRig } from "../testing.ts"

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await rig.control("reset")
})

interface BoardJson {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly team: { readonly id: string }
  readonly currentUserMembership?: { readonly role: string }
  readonly policy: { readonly sharingPolicy: Record<string, unknown> }
}
interface Page {
  readonly data: BoardJson[]
  readonly total: number
  readonly size: number
}

const tokenOf = async (member: string, team = seed.TEAM_A) =>
  (await rig.connect({ member, team })).access_token
const list = async (token: string, query = "") =>
  (await (await rig.api(token, "GET", `/v2/boards?limit=50${query}`)).json()) as Page
const one = (token: string, id: string, rest = "") =>
  rig.api(token, "GET", `/v2/boards/${encodeURIComponent(id)}${rest}`)
const create = (token: string, body: unknown) => rig.api(token, "POST", "/v2/boards", body)
const errorOf = async (answer: Response) => {
  const body = (await answer.json()) as { code: string; context?: { fields: { field: string }[] } }
  return [answer.status, body.code, ...(body.context?.fields ?? []).map((field) => field.field)]
}

describe("who may call", () => {
  it("refuses calls without a token and with an unknown one, differently", async () => {
    expect(await errorOf(await fetch(`${rig.origin}/v2/boards`))).toEqual([401, "tokenNotProvided"])
    expect(await errorOf(await rig.api("mia_x", "GET", "/v2/boards"))).toEqual([
      401,
      "tokenNotFound",
    ])
  })

  it("takes no token from the pages' cookie", async () => {
    const headers = { cookie: `miro_viewer=${seed.ANN}` }
    expect((await fetch(`${rig.origin}/v2/boards`, { headers })).status).toBe(401)
  })
})

describe("the list of boards", () => {
  it("holds the boards of the token's team only", async () => {
    const inA = await list(await tokenOf(seed.ANN))
    expect(inA.total).toBe(27)
    expect(new Set(inA.data.map((board) => board.team.id))).toEqual(new Set([seed.TEAM_A]))
    const inB = await list(await tokenOf(seed.ANN, seed.TEAM_B))
    expect(inB.data.map((board) => board.name).sort((a, b) => a.localeCompare(b))).toEqual([
      "Club plans",
      "Film nights",
      "Garden project",
    ])
  })

  it("holds boards shared with the team, which name no role, and none that only a link opens", async () => {
    const token = await tokenOf(seed.VERA)
    const { data } = await list(token)
    const plan = data.find((board) => board.name === "Office floor plan")
    expect(plan).not.toHaveProperty("currentUserMembership")
    expect(plan?.policy.sharingPolicy["teamAccess"]).toBe("view")
    expect(data.map((board) => board.id)).not.toContain(seed.PUBLIC_ROADMAP)
    expect((await one(token, seed.PUBLIC_ROADMAP)).status).toBe(200)
  })

  it("gives somebody who may only look only such boards", async () => {
    const { data } = await list(await tokenOf(seed.VERA))
    const roles = data.map((board) => board.currentUserMembership?.role ?? "viewer")
    expect(roles.length).toBeGreaterThan(3)
    expect(new Set(roles)).toEqual(new Set(["viewer"]))
  })

  it("pages by offset without loss or repeats", async () => {
    const token = await tokenOf(seed.ANN)
    const ids: string[] = []
    for (let offset = 0; offset < 27; offset += 10) {
      const answer = await rig.api(token, "GET", `/v2/boards?limit=10&offset=${offset}`)
      const page = (await answer.json()) as Page
      expect(page.total).toBe(27)
      ids.push(...page.data.map((board) => board.id))
    }
    expect(ids).toHaveLength(27)
    expect(new Set(ids).size).toBe(27)
  })

  it("takes 20 without a limit, starting with what was opened last", async () => {
    const token = await tokenOf(seed.ANN)
    const page = (await (await rig.api(token, "GET", "/v2/boards")).json()) as Page
    expect(page.size).toBe(20)
    expect(page.data[0]?.id).toBe(seed.ROADMAP)
  })

  it("searches names and descriptions, and owners", async () => {
    const token = await tokenOf(seed.ANN)
    const names = (await list(token, "&query=ROADMAP")).data.map((board) => board.name)
    expect(names).toEqual(["Product roadmap", "Public roadmap"])
    expect((await list(token, "&query=by%20quarter")).total).toBe(1)
    expect((await list(token, `&owner=${seed.BEN}`)).total).toBe(12)
  })

  it("ignores query and owner beside a team, where alone sort works", async () => {
    const token = await tokenOf(seed.ANN)
    const query = `&team_id=${seed.TEAM_A}&query=roadmap&owner=${seed.BEN}&sort=alphabetically`
    const page = await list(token, query)
    expect(page.total).toBe(27)
    expect(page.data[0]?.name).toBe("API v3 event storming")
    expect((await list(token, "&sort=alphabetically")).data[0]?.id).toBe(seed.ROADMAP)
  })

  it.each(["limit=0", "limit=51", "limit=x", "offset=-1", "sort=name", `query=${"x".repeat(501)}`])(
    "refuses %s",
    async (query) => {
      const answer = await rig.api(await tokenOf(seed.ANN), "GET", `/v2/boards?${query}`)
      expect(await errorOf(answer)).toEqual([400, "invalidParameters", query.split("=")[0]])
    },
  )

  it("lacks a new board for a few seconds, but not by team", async () => {
    const token = await tokenOf(seed.ANN)
    await create(token, { name: "Brand new" })
    expect((await list(token, "&query=Brand%20new")).total).toBe(0)
    expect((await list(token, `&team_id=${seed.TEAM_A}`)).data[0]?.name).toBe("Brand new")
    await rig.control("clock", { advanceSeconds: 4 })
    expect((await list(token, "&query=Brand%20new")).total).toBe(1)
  })
})

describe("one board", () => {
  it("needs its id encoded or not, and tells 404 for what one may not see", async () => {
    const token = await tokenOf(seed.ANN)
    const board = (await (await one(token, seed.ROADMAP)).json()) as BoardJson
    expect(board).toMatchObject({
      name: "Product roadmap",
      currentUserMembership: { role: "owner" },
    })
    expect((await rig.api(token, "GET", `/v2/boards/${seed.ROADMAP}`)).status).toBe(200)
    for (const id of [seed.PRIVATE_NOTES, seed.CLUB_PLANS, "uXjVnothing="]) {
      expect(await errorOf(await one(token, id))).toEqual([404, "notFound"])
    }
  })

  it("lets the free team edit by team access alone", async () => {
    const token = await tokenOf(seed.ANN, seed.TEAM_B)
    const board = (await (await one(token, seed.CLUB_PLANS)).json()) as BoardJson
    expect(board).not.toHaveProperty("currentUserMembership")
    const path = `/v2/boards/${encodeURIComponent(seed.CLUB_PLANS)}/app_cards`
    expect((await rig.api(token, "POST", path, {})).status).toBe(201)
  })

  it("lists its members without e-mail addresses", async () => {
    const answer = await one(await tokenOf(seed.BEN), seed.ROADMAP, "/members?limit=2")
    const page = (await answer.json()) as { data: unknown[]; total: number }
    expect(page.total).toBe(3)
    expect(page.data[0]).toEqual({
      id: seed.ANN,
      name: "Ann Keller",
      role: "owner",
      type: "board_member",
    })
  })
})

describe("a new board", () => {
  it("belongs to its maker, in the token's team", async () => {
    const token = await tokenOf(seed.BEN)
    const answer = await create(token, {
      name: "Mine",
      policy: { sharingPolicy: { access: "view" } },
    })
    expect(answer.status).toBe(201)
    const board = (await answer.json()) as BoardJson
    expect(board.id).toMatch(/^[A-Za-z0-9]{11}=$/)
    expect(board).toMatchObject({
      team: { id: seed.TEAM_A },
      currentUserMembership: { role: "owner" },
      policy: { sharingPolicy: { access: "view", teamAccess: "private" } },
    })
    expect((await one(token, board.id)).status).toBe(200)
  })

  it("has a name of 1 to 60 characters", async () => {
    const token = await tokenOf(seed.ANN)
    expect((await create(token, { name: "x".repeat(60) })).status).toBe(201)
    for (const name of ["", "x".repeat(61), 7]) {
      expect(await errorOf(await create(token, { name }))).toEqual([
        400,
        "invalidParameters",
        "name",
      ])
    }
  })

  it("is refused where the plan allows no more, and in other teams", async () => {
    const token = await tokenOf(seed.ANN, seed.TEAM_B)
    expect(await errorOf(await create(token, { name: "Fourth" }))).toEqual([
      403,
      "boardLimitReached",
    ])
    const other = await create(token, { name: "Elsewhere", teamId: seed.TEAM_A })
    expect(await errorOf(other)).toEqual([404, "notFound"])
  })
})
