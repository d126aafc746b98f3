import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Answer, type BoardClient, openBoard } from "../boardClient.ts"
import {
  ANN,
  ARCHITECTURE,
  BEN,
  CLUB_PLANS,
  DAN,
  PRIVATE_NOTES,
  ROADMAP,
  TEAM_B,
  VERA,
} from "../seed.ts"
import { CALLBACK, type Rig, startRig } from "../testing.ts"
import { readError } from "./errorShapes.ts"

let rig: Rig
let ann: BoardClient
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await rig.control("reset")
  ann = await openBoard(rig, ANN)
})

describe("who may not", () => {
  it.each([
    [VERA, ROADMAP, "POST", "app_cards"],
    [VERA, ROADMAP, "POST", "items/bulk"],
    [VERA, ROADMAP, "POST", "tags"],
    [VERA, ROADMAP, "PATCH", ""],
    [ANN, ARCHITECTURE, "POST", "frames"],
    [BEN, ROADMAP, "DELETE", ""],
    [BEN, ROADMAP, "PATCH", `members/${VERA}`],
  ])("%s on %s: %s %s is 403", async (member, board, method, path) => {
    const client = await openBoard(rig, member, board)
    const body = path === "items/bulk" ? [{ type: "card" }] : { title: "a", role: "editor" }
    expect(readError("permission", await client.call(method, path, body))).toEqual([])
  })

  it("may not change or delete another app's card: 403, but move it", async () => {
    const foreign = (await ann.all("&type=app_card"))[0]?.id ?? ""
    const change = { data: { title: "mine" } }
    for (const [method, path, body] of [
      ["PATCH", "app_cards", change],
      ["PATCH", "app_cards", { style: { fillColor: "#000000" } }],
      ["DELETE", "app_cards", undefined],
      ["DELETE", "items", undefined],
    ] as const) {
      const answer = await ann.call(method, `${path}/${foreign}`, body)
      expect(readError("permission", answer)).toEqual([])
    }
    const moved = await ann.call("PATCH", `app_cards/${foreign}`, { position: { x: 1, y: 1 } })
    expect(moved.status).toBe(200)
  })

  it("sees neither a private board nor one of another team: 404", async () => {
    for (const board of [PRIVATE_NOTES, CLUB_PLANS, "uXjVXXXXXXX="]) {
      const client = await openBoard(rig, ANN, board)
      for (const path of ["", "items", "members", "tags", "app_cards/1"]) {
        expect(readError("missing", await client.call("GET", path))).toEqual([])
      }
    }
  })

  it.each(["items/1", "app_cards/1", "frames/1", "tags/1", "members/1", "items/1/tags", "nothing"])(
    "finds nothing at %s: 404",
    async (path) => {
      expect(readError("missing", await ann.call("GET", path))).toEqual([])
    },
  )

  it("may not have more boards than the plan allows: 403", async () => {
    const dan = await openBoard(rig, DAN, CLUB_PLANS, TEAM_B)
    expect(readError("boardLimit", await dan.call("POST", "/v2/boards", {}))).toEqual([])
  })
})

describe("tokens", () => {
  it.each(["/v2/boards", `/v2/boards/${ROADMAP}`, `/v2/boards/${ROADMAP}/items`])(
    "are missing, unknown or expired, which is 401 at %s",
    async (path) => {
      expect(readError("noToken", await read(await fetch(rig.origin + path)))).toEqual([])
      const unknown = await rig.api("mia_nobody", "GET", path)
      expect(readError("unknownToken", await read(unknown))).toEqual([])
      await rig.control("clock", { advanceSeconds: 3600 })
      expect(readError("unknownToken", await ann.call("GET", path))).toEqual([])
    },
  )

  it("are 400 at the token context", async () => {
    const none = await fetch(`${rig.origin}/v1/oauth-token`)
    expect(readError("badToken", await read(none))).toEqual([])
    await rig.control("clock", { advanceSeconds: 3600 })
    expect(readError("badToken", await ann.call("GET", "/v1/oauth-token"))).toEqual([])
  })

  it("are revoked with the client's secret only, else 404 and they live", async () => {
    const { id: clientId, secret: clientSecret } = rig.client
    for (const body of [
      { accessToken: "mia_nobody", clientId, clientSecret },
      { accessToken: ann.token, clientId, clientSecret: "mis_no" },
      { accessToken: ann.token, clientId: "1", clientSecret },
    ]) {
      const answer = await ann.call("POST", "/v2/oauth/revoke", body)
      expect(readError("missing", answer)).toEqual([])
    }
    expect((await ann.call("GET", "")).status).toBe(200)
  })

  it.each([
    [{ grant_type: "refresh_token", refresh_token: "mir_nobody" }],
    [{ grant_type: "refresh_token" }],
    [{ grant_type: "authorization_code", code: "mic_nobody", redirect_uri: CALLBACK }],
    [{ grant_type: "password" }],
    [{ grant_type: "refresh_token", refresh_token: "mir_nobody", client_secret: "mis_no" }],
    [{ grant_type: "refresh_token", refresh_token: "mir_nobody", client_id: "1" }],
    [{}],
  ])("are refused as 401 oauthError to %j", async (parameters) => {
    expect(readError("oauth", await read(await rig.token(parameters)))).toEqual([])
  })
})

async function read(answer: Response): Promise<Pick<Answer, "status"> & { json: unknown }> {
  return { status: answer.status, json: await answer.json() }
}
