import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { cpuTime } from "../cpuTime.ts"
import { type BoardClient, openBoard } from "./boardClient.ts"
import { ANN } from "./seed.ts"
import { type Rig, startRig } from "./testing.ts"

const COUNT = 5000

let rig: Rig
let ann: BoardClient
let made: string[]
let refusals: number

beforeAll(async () => {
  rig = await startRig()
  const maker = await openBoard(rig, ANN)
  const { id } = (await maker.call("POST", "/v2/boards", { name: "Large" })).json
  ann = await openBoard(rig, ANN, id)
  made = []
  refusals = 0
  while (made.length < COUNT) {
    const { status, rows } = await ann.call("POST", "items/bulk", bulk(made.length))
    made.push(...rows.map((row) => row.id))
    if (status !== 429) continue
    refusals += 1
    await rig.control("clock", { advanceSeconds: 60 })
  }
})
afterAll(async () => {
  await rig.close()
})

/** Twenty app cards as the product makes them, in columns of fifty. */
function bulk(from: number) {
  return Array.from({ length: 20 }, (_, n) => ({
    type: "app_card",
    data: {
      title: `<p>Card ${from + n}</p>`,
      description: "<p>What is to be done, in a sentence or two.</p>",
      status: "connected",
      fields: [{ value: "Doing", tooltip: "List" }, { value: "Due 3 Dec" }],
    },
    position: { x: Math.floor((from + n) / 50) * 360, y: ((from + n) % 50) * 220 },
  }))
}

// Bounds are generous: they catch work that grows with the square of the board.
describe("a board of 5,000 app cards", () => {
  it("is made in 250 bulk calls, five times refused for want of credits", () => {
    expect(new Set(made).size).toBe(COUNT)
    expect(refusals).toBe(5)
  })

  it("is listed in 100 pages, in order", async () => {
    let rows: string[] = []
    const took = await cpuTime(async () => {
      rows = (await ann.all("&type=app_card")).map(({ id }) => id)
    })
    expect(rows).toEqual(made)
    expect(took).toBeLessThan(5000)
  })

  it("answers single calls as fast as an empty one, about", async () => {
    const took = await cpuTime(async () => {
      for (const id of made.slice(0, 50)) {
        await ann.call("GET", `app_cards/${id}`)
        await ann.call("PATCH", `app_cards/${id}`, { data: { title: "b" } })
      }
    })
    expect(took).toBeLessThan(2000)
  })

  it("comes to the page as a whole", async () => {
    let items: unknown[] = []
    const took = await cpuTime(async () => {
      const board = encodeURIComponent(await boardId())
      const answer = await fetch(`${rig.origin}/_page/state?board=${board}`)
      items = ((await answer.json()) as { items: unknown[] }).items
    })
    expect(items).toHaveLength(COUNT)
    expect(took).toBeLessThan(2000)
  })
})

async function boardId(): Promise<string> {
  return (await ann.call("GET", "")).json.id
}
