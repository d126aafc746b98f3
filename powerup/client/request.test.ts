import { describe, expect, it } from "vitest"
import * as fc from "fast-check"
import { BOARD_CALLS } from "./boardCalls.ts"
import { CALLS, type CallName } from "./index.ts"
import { CARD, WORKSPACE } from "./testing/fakeTrello.ts"
import { json } from "./testing/fakeWorker.ts"
import { setUp } from "./testing/setUp.ts"

const MIRO = "miro:30744573:3458764"
const BOARD = { id: "uXjVOD6LSME=", name: "Plan" }
const LINKS = `GET /api/cards/${CARD}/links`

describe("request", () => {
  it("puts the parameters of a reading call into the query", async () => {
    const { client, worker } = setUp()
    worker.answer("GET /api/miro/boards", () => json({ boards: [], next: "20" }))
    const answer = await client.request("listBoards", { connection: MIRO, query: "Pläne & so" })
    expect(answer).toEqual({ boards: [], next: "20" })
    const [seen] = worker.requests
    expect(
      Object.fromEntries(new URL(seen?.url ?? "", "https://app.example").searchParams),
    ).toEqual({ workspace: WORKSPACE, connection: MIRO, query: "Pläne & so" })
    expect(seen?.body).toBeNull()
  })

  it("puts those of a writing call into the body, and the card into the identity", async () => {
    const { client, worker, trello } = setUp()
    worker.answer("POST /api/cards/remove", () => json({ links: [] }))
    await client.request("removeCard", { card: CARD, miroBoard: BOARD.id, connection: MIRO })
    expect(worker.requests[0]).toMatchObject({
      url: "/api/cards/remove",
      body: { workspace: WORKSPACE, card: CARD, miroBoard: BOARD.id, connection: MIRO },
    })
    expect(trello.identities).toEqual([{ card: true }])
  })

  it("asks for no card where none is open, as Trello would refuse", async () => {
    const { client, worker, trello } = setUp({ card: undefined })
    worker.answer(LINKS, () => json({ links: [] }))
    await client.request("cardLinks", { card: CARD })
    expect(trello.identities).toEqual([{}])
  })

  it("asks Trello for an identity with every call", async () => {
    const { client, worker, trello } = setUp()
    worker.answer(LINKS, () => json({ links: [] }))
    await client.request("cardLinks", { card: CARD })
    await client.request("cardLinks", { card: CARD })
    expect(trello.identities).toHaveLength(2)
  })

  it("makes calls about many cards, whose module it loads for them", async () => {
    const { client, worker } = setUp()
    worker.answer("GET /api/jobs", () => json({ jobs: [], onMiro: "1-3" }))
    expect(await client.request("listJobs", {})).toEqual({ jobs: [], onMiro: "1-3" })
    expect(worker.requests[0]?.url).toContain(`workspace=${WORKSPACE}`)
  })

  it("makes the listed calls and no others", async () => {
    const { client, worker } = setUp()
    for (const name of ["authorize", "constructor", "__proto__", "toString", ""]) {
      await expect(client.request(name as CallName, {} as never)).rejects.toMatchObject({
        code: "invalid_request",
      })
    }
    expect(worker.requests).toEqual([])
  })

  it("lists calls of our own origin's API alone", () => {
    const calls = { ...CALLS, ...BOARD_CALLS }
    for (const { path } of Object.values(calls)) expect(path).toMatch(/^\/api\/[a-z/{}]+$/)
  })

  it("never lets a parameter choose the path or the workspace", async () => {
    const { client, worker } = setUp()
    await fc.assert(
      fc.asyncProperty(fc.string(), async (card) => {
        fc.pre(!/^[0-9a-f]{24}$/.test(card))
        await expect(client.request("cardLinks", { card })).rejects.toMatchObject({
          code: "invalid_request",
        })
      }),
    )
    expect(worker.requests).toEqual([])
    worker.answer("POST /api/me/remove", () => json({ disconnected: 1 }))
    await client.request("removeData", { workspace: "f".repeat(24) })
    expect(worker.requests[0]?.body).toEqual({ workspace: WORKSPACE })
  })
})
